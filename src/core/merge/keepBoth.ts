import type { FieldChange, FieldConflict } from '../conflicts.js';
import { isEqual } from '../isEqual.js';
import { formatPath } from '../path.js';

type Entry = FieldConflict | FieldChange;

/** Tells whether two values of one path can both be kept: two lists, or two texts of several lines. */
export function canKeepBoth({ mine, theirs, of, hunks }: Omit<Entry, 'path' | 'kind'>): boolean {
  if (typeof mine === 'string' && typeof theirs === 'string')
    return hunks !== undefined || mine.includes('\n') || theirs.includes('\n');
  return of !== 'order' && Array.isArray(mine) && Array.isArray(theirs);
}

/** Theirs first, then what only mine has; what both have in common at either end of a text stands once. */
export function keepBoth(entry: Entry): unknown {
  const { mine, theirs } = entry;
  if (!canKeepBoth(entry)) {
    throw new TypeError(
      `The values at ${formatPath(entry.path)} can't both be kept: that needs two lists or two texts of several lines.`,
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
