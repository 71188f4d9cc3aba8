import { mergeTexts, unifyEnds } from '../merge/mergeTexts.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/**
 * Merges a text by lines, by sentences where it has fewer than three lines, and what they can't merge by words, for review. Texts of
 * several lines do so without a rule. Line ends never count as a difference.
 *
 * @param options codecs read the whole text, and each piece of it.
 */
export function text({ codecs = [] }: CodecOptions = {}): Rule<string> {
  const codec = chain(codecs);
  const read = (part: string) => codec(unifyEnds(part));
  // A line stays a line, whatever a codec makes of it.
  const keyOf = (piece: string) => String(read(piece)) + (piece.endsWith('\n') ? '\n' : '');
  return { kind: 'text', merge: (sides, path) => mergeTexts(sides, path, { read, keyOf }) };
}
