import { eachSide } from '../eachSide.js';
import { mergeAtomic } from '../merge/mergeAtomic.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/**
 * Merges a field as one piece: two different edits are a conflict, whatever is inside.
 *
 * @example
 * atomic({ codecs: [decimal()] }) // "1.0" and "1.00" are no edit
 */
export function atomic({ codecs = [] }: CodecOptions = {}): Rule<unknown> {
  const read = chain(codecs);
  return {
    merge: (sides, path) => mergeAtomic(sides, path, eachSide(sides, read)),
  };
}
