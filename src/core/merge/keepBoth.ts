import type { FieldChange, FieldConflict } from '../conflicts.js';
import { isEqual, isPlainObject, own } from '../isEqual.js';
import { formatPath } from '../path.js';

type Entry = FieldConflict | FieldChange;

/** Tells whether two values of one path can both be kept: two lists that have no row of one id in common, or two texts of several lines. */
export function canKeepBoth({ kind, mine, theirs, of, hunks }: Omit<Entry, 'path'>): boolean {
  if (typeof mine === 'string' && typeof theirs === 'string')
    return hunks !== undefined || mine.includes('\n') || theirs.includes('\n');
  if (of === 'order' || kind === 'duplicate-key' || !Array.isArray(mine) || !Array.isArray(theirs))
    return false;
  const ids = new Map(theirs.map((row: unknown) => [own(row, 'id'), row]));
  return mine.every((row: unknown) => {
    const id = own(row, 'id');
    // Where nobody knows the base, nobody knows what names a row without an id either.
    if (id === undefined) return kind !== 'add/add' || !isPlainObject(row);
    return !ids.has(id) || isEqual(row, ids.get(id));
  });
}

/** Theirs first, then what only mine has; what both have in common at either end of a text stands once. */
export function keepBoth(entry: Entry): unknown {
  const { mine, theirs } = entry;
  if (!canKeepBoth(entry)) {
    throw new TypeError(
      `The values at ${formatPath(entry.path)} can't both be kept: that needs two texts of several lines, or two lists without two rows of one id.`,
    );
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return [...theirs, ...mine.filter((item) => !theirs.some((other) => isEqual(other, item)))];
  }
  const [ours, others] = [String(mine).split('\n'), String(theirs).split('\n')];
  const shorter = Math.min(ours.length, others.length);
  let head = 0;
  while (head < shorter && ours[head] === others[head]) head++;
  let tail = 0;
  while (tail < shorter - head && ours.at(-1 - tail) === others.at(-1 - tail)) tail++;
  const middle = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  return [
    ...others.slice(0, head),
    ...middle(others),
    ...middle(ours),
    ...ours.slice(ours.length - tail),
  ].join('\n');
}
