import type { Choice, FieldChange, FieldConflict, MergeResult } from './conflicts.js';
import { isEqual } from './isEqual.js';
import { formatPath, isSamePath, setAt } from './path.js';

/**
 * Settles conflicts as a person chose, one choice a path; for a path with several choices the last one counts. A choice may also name a path
 * that had merged by itself: that is how an automatic merge is undone.
 *
 * @returns a result with fewer conflicts; it can be resolved further, in any order.
 * @throws TypeError where a choice names a path that neither conflicts nor changed.
 * @example
 * resolve(result, [{ path: ['title'], pick: 'mine' }, { path: ['price'], value: 200 }])
 */
export function resolve<T>(result: MergeResult<T>, choices: readonly Choice[]): MergeResult<T> {
  return choices.reduce(resolveOne<T>, result);
}

function resolveOne<T>(result: MergeResult<T>, choice: Choice): MergeResult<T> {
  const isHere = (entry: FieldConflict | FieldChange) => isSamePath(entry.path, choice.path);
  const entry = result.conflicts.find(isHere) ?? result.changes.find(isHere);
  if (!entry) {
    throw new TypeError(
      `No conflict or change at ${formatPath(choice.path)}. A choice that applies nowhere would be lost. Choose among the paths of this result.`,
    );
  }
  const merged = chosenValue(entry, choice);
  const { path, base, mine, theirs } = entry;
  const change: FieldChange = { path, kind: sideOf({ merged, mine, theirs }), base, mine, theirs, merged };
  return {
    // setAt keeps the record's type: it replaces a value by one of the sides, or by what the person typed.
    merged: setAt(result.merged, path, merged) as T,
    conflicts: result.conflicts.filter((conflict) => !isHere(conflict)),
    changes: [...result.changes.filter((other) => !isHere(other)), change],
  };
}

function chosenValue(entry: FieldConflict | FieldChange, choice: Choice): unknown {
  if ('value' in choice) return choice.value;
  if ('hunks' in choice) {
    throw new TypeError(`The value at ${formatPath(choice.path)} has no hunks. Pick a side or give a value.`);
  }
  return choice.pick === 'both' ? keepBoth(entry) : entry[choice.pick];
}

function sideOf(value: { merged: unknown; mine: unknown; theirs: unknown }): FieldChange['kind'] {
  if (isEqual(value.merged, value.mine)) return 'mine';
  return isEqual(value.merged, value.theirs) ? 'theirs' : 'merged';
}

/** Tells whether two values of one path can both be kept: two lists, or two texts of several lines. */
export function canKeepBoth({
  mine,
  theirs,
}: {
  readonly mine?: unknown;
  readonly theirs?: unknown;
}): boolean {
  if (typeof mine === 'string' && typeof theirs === 'string')
    return mine.includes('\n') || theirs.includes('\n');
  return Array.isArray(mine) && Array.isArray(theirs);
}

/** Theirs first, then what only mine has; what both have in common at either end of a text stands once. */
function keepBoth(entry: FieldConflict | FieldChange): unknown {
  const { mine, theirs } = entry;
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return [...theirs, ...mine.filter((item) => !theirs.some((other) => isEqual(other, item)))];
  }
  if (!canKeepBoth(entry)) {
    throw new TypeError(
      `The values at ${formatPath(entry.path)} can't both be kept: that needs two lists or two texts of several lines.`,
    );
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
