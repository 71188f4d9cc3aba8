import { eachSide } from '../eachSide.js';
import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import type { Path } from '../path.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/** One field that both sides changed, each in its own way; an absent side means: missing there. */
export interface CustomMerge<V> {
  readonly path: Path;
  readonly base?: V;
  readonly mine?: V;
  readonly theirs?: V;
}

/**
 * Merges a field as the app says. It is asked only where both sides changed the field and the two differ.
 *
 * @param options codecs say what counts as changed.
 * @example
 * custom<number>(({ mine = 0, theirs = 0 }) => ({ merged: Math.max(mine, theirs) }))
 */
export function custom<V>(
  merge: (field: CustomMerge<V>) => { readonly merged: V } | { readonly conflict: true },
  { codecs = [] }: CodecOptions = {},
): Rule<V> {
  const read = chain(codecs);
  return {
    merge(sides, path) {
      const whole = mergeAtomic(sides, path, eachSide(sides, read));
      const [conflict] = whole.conflicts;
      if (!conflict) return whole;
      const { base, mine, theirs } = sides;
      // The rule's type is the field's: these are its values.
      const outcome = merge({ path, base, mine, theirs } as CustomMerge<V>);
      if ('conflict' in outcome) return whole;
      const { merged } = outcome;
      return { merged, conflicts: [], changes: [{ path, kind: 'merged', ...present({ ...sides, merged }) }] };
    },
  };
}
