import { eachSide, type ThreeSides } from '../eachSide.js';
import type { Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { joinHunks } from '../text/hunks.js';
import { mergeText } from '../text/mergeText.js';
import { mergeAtomic } from './mergeAtomic.js';

/**
 * Merges a field that holds a text piece by piece; where it holds something else on any side, as a whole. Line ends never count.
 *
 * @param codec gives what is compared in place of the text, and of a piece of it.
 */
export function mergeTexts(sides: Sides, path: Path, codec?: (text: unknown) => unknown): PathMerge {
  const { base, mine, theirs } = sides;
  const read = (value: unknown) => {
    const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value;
    return codec ? codec(text) : text;
  };
  // Between marks: what a codec does to the ends of a text is not done to a piece of it.
  const keyOf = (piece: string) => (codec ? String(read(`|${piece}|`)) : piece.replace('\r\n', '\n'));
  const whole = mergeAtomic(sides, path, eachSide(sides, read));
  const areTexts = [base, mine, theirs].every((side) => typeof side === 'string');
  if (whole.conflicts.length === 0 || !areTexts) return whole;
  // As was just seen, all three are texts.
  const hunks = sides.run(mergeText(sides as ThreeSides<string>, keyOf));
  const merged = joinHunks(hunks);
  const open = hunks.filter(({ kind }) => kind === 'conflict');
  const isOpen = open.length > 0;
  const how = open.every((hunk) => !hunk.base) ? 'insert/insert' : 'update/update';
  const kind = hunks.some((hunk) => hunk.kind === 'auto') ? 'auto' : 'merged';
  const entry = { path, base, mine, theirs, hunks };
  return {
    merged,
    conflicts: isOpen ? [{ ...entry, kind: how }] : [],
    changes: isOpen ? [] : [{ ...entry, kind, merged }],
  };
}
