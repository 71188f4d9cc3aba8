import { isEqual } from '../isEqual.js';
import type { Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { joinHunks } from '../text/hunks.js';
import { changeTo, mergeAtomic, present } from './mergeAtomic.js';

/**
 * Merges a field that holds a text, piece by piece; where it holds something else on any side, as a whole.
 *
 * @param normalise gives what is compared in place of a text, or of a line without its end. Line ends never count.
 */
export function mergeTexts(sides: Sides, path: Path, normalise?: (text: string) => unknown): PathMerge {
  const { base, mine, theirs } = sides;
  const read = (value: unknown) => {
    if (typeof value !== 'string') return value;
    const text = value.replaceAll('\r\n', '\n');
    return normalise ? normalise(text) : text;
  };
  const whole = mergeAtomic(sides, path, (a, b) => isEqual(read(a), read(b)));
  const areTexts = typeof base === 'string' && typeof mine === 'string' && typeof theirs === 'string';
  if (whole.conflicts.length === 0 || !areTexts) return whole;
  const keyOf = (piece: string) => {
    const end = piece.endsWith('\r\n') ? 2 : piece.endsWith('\n') ? 1 : 0;
    if (!normalise) return end === 2 ? `${piece.slice(0, -2)}\n` : piece;
    return `${String(normalise(piece.slice(0, piece.length - end)))}${end ? '\n' : ''}`;
  };
  const hunks = sides.mergeText({ base, mine, theirs }, { path, keyOf });
  const merged = joinHunks(hunks);
  const open = hunks.filter(({ kind }) => kind === 'conflict');
  if (open.length > 0) {
    const kind = open.every((hunk) => hunk.base === '') ? 'insert/insert' : 'update/update';
    return { merged, conflicts: [{ path, kind, ...present(sides), hunks }], changes: [] };
  }
  const kind = hunks.some((hunk) => hunk.kind === 'auto') ? 'auto' : 'merged';
  return { merged, conflicts: [], changes: [{ ...changeTo(merged, { path, kind, sides }), hunks }] };
}
