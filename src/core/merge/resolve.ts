import type { Choice, FieldChange, FieldConflict, Hunk, MergeResult } from '../conflicts.js';
import { isEqual } from '../isEqual.js';
import { formatPath, isSamePath } from '../path.js';
import { joinHunks } from '../text/hunks.js';
import { keepBoth } from './keepBoth.js';
import { present } from './mergeAtomic.js';
import { putEntry } from './putEntry.js';
import { picksOf, settleText } from './settleText.js';

type Entry = FieldConflict | FieldChange;

/**
 * Settles conflicts as a person chose, one choice a path; for a path with several choices the last one counts. A choice may also name a path
 * that had merged by itself: that is how an automatic merge is undone.
 *
 * @returns a result with fewer conflicts; it can be resolved further, in any order.
 * @throws TypeError where a choice names a path that neither conflicts nor changed, or doesn't fit what is there.
 * @example
 * resolve(result, [{ path: ['title'], pick: 'mine' }, { path: ['price'], value: 200 }])
 */
export function resolve<T>(result: MergeResult<T>, choices: readonly Choice[]): MergeResult<T> {
  return choices
    .filter(({ path }, at) => !choices.slice(at + 1).some((later) => isSamePath(later.path, path)))
    .reduce(resolveOne<T>, result);
}

function resolveOne<T>(result: MergeResult<T>, choice: Choice): MergeResult<T> {
  const isHere = (entry: Entry) => isSamePath(entry.path, choice.path);
  const conflict = result.conflicts.find(isHere);
  const entry = conflict ?? result.changes.find(isHere);
  if (!entry) {
    throw new TypeError(
      `No conflict or change at ${formatPath(choice.path)}. A choice that applies nowhere would be lost. Choose among the paths of this result.`,
    );
  }
  const { value, hunks } = settle(entry, choice);
  const { path, of } = entry;
  // What words merged and nobody chose anything for still wants a look.
  const isUnread = hunks?.some((hunk) => hunk.kind === 'auto');
  const change: FieldChange = {
    path,
    kind: isUnread ? 'auto' : sideOf(value, entry),
    ...present(entry),
    ...(value === undefined ? {} : { merged: value }),
    ...(hunks ? { hunks } : {}),
    ...(of ? { of } : {}),
  };
  const next = { ...result, ...putEntry(result, { entry, value }) };
  const conflicts = result.conflicts.filter((other) => !isHere(other));
  const changes = result.changes.filter((other) => !isHere(other));
  if (conflict && hunks?.some(({ kind }) => kind === 'conflict')) {
    return { ...next, conflicts: [...conflicts, { ...conflict, hunks }] };
  }
  return { ...next, conflicts, changes: [...changes, change] };
}

interface Settled {
  readonly value: unknown;
  readonly hunks?: readonly Hunk[];
}

function settle(entry: Entry, choice: Choice): Settled {
  if ('value' in choice) return { value: choice.value };
  const { hunks = [], path } = entry;
  const picks = picksOf(hunks, choice);
  if (!picks && 'pick' in choice) {
    return { value: choice.pick === 'both' ? keepBoth(entry) : entry[choice.pick] };
  }
  if (hunks.length === 0 || hunks.length !== picks?.length) {
    throw new TypeError(
      `The value at ${formatPath(path)} has ${hunks.length || 'no'} hunks, the choice ${picks?.length}. Picks stand one for one for hunks; undefined leaves one as it is.`,
    );
  }
  const settled = settleText(hunks, picks);
  return { value: joinHunks(settled), hunks: settled };
}

function sideOf(value: unknown, { mine, theirs }: Entry): FieldChange['kind'] {
  if (isEqual(value, mine)) return 'mine';
  return isEqual(value, theirs) ? 'theirs' : 'merged';
}
