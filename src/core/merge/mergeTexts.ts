import { isEqual } from '../isEqual.js';
import type { Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { joinHunks } from '../text/hunks.js';
import { changeTo, mergeAtomic, present } from './mergeAtomic.js';

export interface TextReading {
  /** Gives what is compared in place of a whole text. */
  readonly read?: (text: string) => unknown;
  /** Gives what is compared in place of a line, a sentence or a word. */
  readonly keyOf?: (piece: string) => string;
}

/** Merges a field that holds a text piece by piece; where it holds something else on any side, as a whole. Line ends never count. */
export function mergeTexts(
  sides: Sides,
  path: Path,
  { read = unifyEnds, keyOf = unifyEnds }: TextReading = {},
): PathMerge {
  const { base, mine, theirs } = sides;
  const readAny = (value: unknown) => (typeof value === 'string' ? read(value) : value);
  const whole = mergeAtomic(sides, path, (a, b) => isEqual(readAny(a), readAny(b)));
  const areTexts = typeof base === 'string' && typeof mine === 'string' && typeof theirs === 'string';
  if (whole.conflicts.length === 0 || !areTexts) return whole;
  const hunks = sides.mergeText({ base, mine, theirs }, { path, keyOf });
  const merged = joinHunks(hunks);
  const open = hunks.filter(({ kind }) => kind === 'conflict');
  if (open.length > 0) {
    const kind = open.every((hunk) => !hunk.base) ? 'insert/insert' : 'update/update';
    return { merged, conflicts: [{ path, kind, ...present(sides), hunks }], changes: [] };
  }
  const kind = hunks.some((hunk) => hunk.kind === 'auto') ? 'auto' : 'merged';
  return { merged, conflicts: [], changes: [{ ...changeTo(merged, { path, kind, sides }), hunks }] };
}

/** Writes all line ends alike. */
export function unifyEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
