import type { MergeResult } from '../conflicts.js';
import { eachSide } from '../eachSide.js';
import { isPlainObject } from '../isEqual.js';
import type { Path } from '../path.js';
import type { PathMerge, Rules, Runner, Sides } from '../rules/rule.js';
import { takeAll } from '../text/takeAll.js';
import { mergeAtomic, present } from './mergeAtomic.js';
import { canEnter, mergeObject } from './mergeObject.js';
import { mergeRows } from './mergeRows.js';
import { mergeTexts } from './mergeTexts.js';
import { rowsById } from './rowsById.js';

/** Two edits of one value, and what both started from: `null` means that nobody knows. */
export interface ThreeWay<T> {
  readonly base: T | null;
  readonly mine: T;
  readonly theirs: T;
}

/**
 * Merges two edits of one value, given what both started from.
 *
 * Goes by state: a field that was changed and changed back is not an edit. Without a rule objects merge key by key, texts of several lines
 * line by line, lists of objects with an `id` row by row, every other value as one piece. A delete against an edit is always a conflict.
 *
 * @param edit `base: null` means that nobody knows what both started from: every difference is a conflict then.
 * @returns `merged` holds theirs at conflicts; the inputs are neither changed nor frozen.
 * @throws UnmergeableError for values that contain themselves or are nested deeper than 1,000 levels.
 * @example
 * merge({ base: { a: 1, b: 1 }, mine: { a: 2, b: 1 }, theirs: { a: 1, b: 2 } }).merged // { a: 2, b: 2 }
 */
export function merge<T>(edit: ThreeWay<T>, rules?: Rules<T>): MergeResult<T> {
  return mergeWith(takeAll, edit, rules);
}

/** Merges with the work on texts done by `run`. */
export function mergeWith<T>(
  run: Runner,
  { base, mine, theirs }: ThreeWay<T>,
  rules: Rules<T> = {},
): MergeResult<T> {
  const isBaseKnown = base !== null;
  const sides = { base: base ?? undefined, mine, theirs, isBaseKnown, run, byShape: mergeByShape };
  const result = canEnter(sides) ? mergeObject({ sides, path: [], rules }) : mergeByShape(sides, []);
  // Rules keep the type of the field they merge; at the root that type is T.
  return result as MergeResult<T>;
}

/** Merges what has no rule, by what it is on the sides that have it. */
function mergeByShape(sides: Sides, path: Path): PathMerge {
  const values = [sides.base, sides.mine, sides.theirs].filter((side) => side !== undefined);
  if (values.some(isPlainObject)) return mergeObject({ sides, path, rules: {} });
  if (values.every((value) => typeof value === 'string') && values.some((text) => text.includes('\n'))) {
    return mergeTexts(sides, path);
  }
  // A base that is missing counts as an empty list; a side that is missing reads as none.
  const { base, mine, theirs } = eachSide({ base: [], ...present(sides) } as Sides, rowsById);
  const whole = mergeAtomic(sides, path);
  const isOpen = whole.conflicts.length > 0 && sides.isBaseKnown;
  return isOpen && base && mine && theirs
    ? mergeRows({ sides, path, key: 'id', rows: { base, mine, theirs }, mergeRow: mergeByShape })
    : whole;
}
