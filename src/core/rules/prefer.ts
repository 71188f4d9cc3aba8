import { eachSide } from '../eachSide.js';
import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/** Takes one side where both changed a field, a delete included. It is told as that side's change and can be undone. */
export function prefer(side: 'mine' | 'theirs', { codecs = [] }: CodecOptions = {}): Rule<unknown> {
  const read = chain(codecs);
  return {
    merge(sides, path) {
      const whole = mergeAtomic(sides, path, eachSide(sides, read));
      if (whole.conflicts.length === 0) return whole;
      const merged = sides[side];
      return { merged, conflicts: [], changes: [{ path, kind: side, ...present({ ...sides, merged }) }] };
    },
  };
}
