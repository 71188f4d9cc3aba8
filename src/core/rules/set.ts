import { eachSide } from '../eachSide.js';
import { internValues } from '../merge/internValues.js';
import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/**
 * Merges a list whose order doesn't matter, or a `Set`, member by member: what one side added is in, what one side removed is out. Two
 * sets never conflict. Members come in theirs' order, then those that mine added.
 *
 * @param options codecs say which members count as the same one.
 */
export function set({ codecs = [] }: CodecOptions = {}): Rule<readonly unknown[] | ReadonlySet<unknown>> {
  const read = chain(codecs);
  return {
    merge(sides, path) {
      const { base, mine, theirs } = eachSide(
        { ...sides, base: sides.base === undefined ? [] : sides.base },
        membersOf,
      );
      const whole = mergeAtomic(sides, path);
      const isOpen = whole.conflicts.length > 0 && sides.isBaseKnown;
      if (!isOpen || !base || !mine || !theirs) {
        return whole.merged instanceof Set ? { ...whole, merged: new Set(whole.merged) } : whole;
      }
      const [inBase, inMine, inTheirs] = internValues(base.map(read), mine.map(read), theirs.map(read));
      const [wasThere, isHere, isThere] = [new Set(inBase), new Set(inMine), new Set(inTheirs)];
      const members = new Map<number, unknown>();
      for (const [at, id] of inTheirs.entries()) {
        if (isHere.has(id) || !wasThere.has(id)) members.set(id, theirs[at]);
      }
      for (const [at, id] of inMine.entries()) {
        if (!wasThere.has(id) && !isThere.has(id)) members.set(id, mine[at]);
      }
      const merged = sides.theirs instanceof Set ? new Set(members.values()) : [...members.values()];
      return { merged, conflicts: [], changes: [{ path, kind: 'merged', ...present({ ...sides, merged }) }] };
    },
  };
}

function membersOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) || value instanceof Set ? [...value] : undefined;
}
