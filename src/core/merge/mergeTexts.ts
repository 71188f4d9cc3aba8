import { eachSide } from '../eachSide.js';
import type { Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { joinHunks } from '../text/hunks.js';
import { mergeText } from '../text/mergeText.js';
import { mergeAtomic, present } from './mergeAtomic.js';

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
  // A line stays a line, whatever a codec makes of it.
  const keyOf = (piece: string) =>
    codec ? `${read(piece)}${piece.endsWith('\n') ? '\n' : ''}` : piece.replace('\r\n', '\n');
  const whole = mergeAtomic(sides, path, eachSide(sides, read));
  const areTexts = typeof base === 'string' && typeof mine === 'string' && typeof theirs === 'string';
  if (whole.conflicts.length === 0 || !areTexts) return whole;
  const hunks = sides.run(mergeText({ base, mine, theirs }, keyOf), path);
  const merged = joinHunks(hunks);
  const open = hunks.filter(({ kind }) => kind === 'conflict');
  const isOpen = open.length > 0;
  const how = open.every((hunk) => !hunk.base) ? 'insert/insert' : 'update/update';
  const kind = hunks.some((hunk) => hunk.kind === 'auto') ? 'auto' : 'merged';
  return {
    merged,
    conflicts: isOpen ? [{ path, kind: how, ...present(sides), hunks }] : [],
    changes: isOpen ? [] : [{ path, kind, ...present({ ...sides, merged }), hunks }],
  };
}
