import { mergeTexts } from '../merge/mergeTexts.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/**
 * Merges a text by lines, by sentences where it has fewer than three lines, and what they can't merge by words, for review. Texts of
 * several lines do so without a rule. Line ends never count as a difference.
 *
 * @param options codecs read the whole text, and each piece of it.
 */
export function text({ codecs = [] }: CodecOptions = {}): Rule<string> {
  const codec = codecs.length > 0 ? chain(codecs) : undefined;
  return { merge: (sides, path) => mergeTexts(sides, path, codec) };
}
