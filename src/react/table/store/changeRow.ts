import { isQuiet, type RecordLock } from '../../../client/index.js';
import { isEqual, merge, own, type Rules, type Versioned } from '../../../core/index.js';
import { newest } from '../../newest.js';
import {
  isDirty,
  isEmpty,
  isTheirs,
  mineOf,
  none,
  shownIn,
  type CellFault,
  type EditedRow,
} from './editedRow.js';

/** How an edit goes on over a newer version. */
export interface MeetOptions<T> {
  readonly rules: Rules<T> | undefined;
  /** Two edits of one field are a conflict, also where they could be merged. */
  readonly isStrict: boolean;
}

/** Takes a newer version into a row: what was not edited follows, what was edited stays, and what both changed is a conflict. */
export function meet<T>(row: EditedRow<T>, theirs: Versioned<T>, options: MeetOptions<T>): EditedRow<T> {
  const met = { ...row, latest: theirs };
  // Until the server has answered, nobody knows what the base is.
  if (row.sent || row.conflict === 'refused') return met;
  // An open editor, and text that is no value yet, may still come to anything.
  const unsure = Object.keys(unread(row.faults)).concat(row.open ?? []);
  if (unsure.some((field) => isTheirs(met, field))) return met;
  const settled = { ...met, base: theirs, conflict: undefined, choices: undefined };
  if (!isDirty(row)) return { ...settled, edits: none };
  const result = merge({ base: row.base.value, mine: mineOf(row), theirs: theirs.value }, options.rules);
  if (!isQuiet(result, options)) return { ...met, conflict: 'seen' };
  return { ...settled, edits: changedFields(theirs.value, result.merged) };
}

/** Takes a newer version of others' into a row, and notes what they changed. */
export function hear<T>(row: EditedRow<T>, theirs: Versioned<T>, options: MeetOptions<T>): EditedRow<T> {
  const met = meet(row, theirs, options);
  const changed = Object.keys(changedFields(row.latest.value, theirs.value));
  const updated = [...new Set([...(row.updated ?? []), ...changed])];
  return updated.length > 0 ? { ...met, updated } : met;
}

/** Judges anew how a row and the newest version go together. */
export function again<T>(row: EditedRow<T>, options: MeetOptions<T>): EditedRow<T> {
  if (row.base === row.latest || row.sent || row.deletion) return row;
  const isSettled = !isDirty(row) && row.open === undefined;
  return meet(isSettled ? { ...row, conflict: undefined } : row, row.latest, options);
}

/** Puts the edits of another state of a row among those that it has now. */
export function joined<T>(now: EditedRow<T>, row: EditedRow<T>, options: MeetOptions<T>): EditedRow<T> {
  const next: EditedRow<T> = {
    ...now,
    base: row.base,
    latest: newest(row.latest, now.latest),
    edits: { ...now.edits, ...row.edits },
    faults: { ...now.faults, ...row.faults },
    conflict: row.conflict ?? now.conflict,
    choices: row.choices ?? now.choices,
  };
  return again(next, options);
}

/** What goes into one cell of a row. */
export interface CellInput {
  readonly field: string;
  readonly value: unknown;
  readonly fault?: CellFault | undefined;
}

/** Where a cell shows what others have saved, that is what a person now writes over. */
export function seeing<T>(row: EditedRow<T>, field: string): EditedRow<T> {
  const isShown = isEqual(shownIn(row, field), own(row.latest.value, field));
  if (!isShown || !isTheirs(row, field) || row.faults[field]) return row;
  return {
    ...row,
    base: { ...row.base, value: { ...row.base.value, [field]: own(row.latest.value, field) } },
  };
}

/** Puts values into cells; the value that was read takes the edit back. */
export function withCells<T>(
  row: EditedRow<T>,
  cells: readonly CellInput[],
  options: MeetOptions<T>,
): EditedRow<T> {
  const edits = { ...row.edits };
  const faults = { ...row.faults };
  for (const field in faults) if (faults[field]?.isRefusal) delete faults[field];
  for (const { field, value, fault } of cells) {
    const isBack =
      isEqual(own(row.base.value, field), value) ||
      (row.latest !== row.base && isEqual(own(row.latest.value, field), value));
    // While it is on its way, a value typed back is one more edit.
    const isEdit = !isBack || (row.sent !== undefined && Object.hasOwn(row.sent, field));
    // Text that no value could be made of stands in the fault.
    if (isEdit && fault?.text === undefined) edits[field] = value;
    else delete edits[field];
    if (fault) faults[field] = fault;
    else delete faults[field];
  }
  const left = isEmpty(faults) ? none : faults;
  return again({ ...row, edits, faults: left, outcome: undefined, error: undefined }, options);
}

/** Text that no value could be made of: no decision about values settles it. */
export function unread(faults: EditedRow<unknown>['faults']): EditedRow<unknown>['faults'] {
  return Object.fromEntries(Object.entries(faults).filter(([, { text }]) => text !== undefined));
}

/** Takes or forgets a lock that is held elsewhere; what was refused over it can be saved again. */
export function withLock<T>(row: EditedRow<T>, lock: RecordLock | undefined): EditedRow<T> {
  const isFreed = row.lock !== undefined && !lock && row.outcome === 'locked';
  return isFreed ? { ...row, lock, outcome: undefined, error: undefined } : { ...row, lock };
}

/** Forgets what was only told: that it was saved, or that others changed it. */
export function withoutMarks<T>(row: EditedRow<T>): EditedRow<T> {
  return { ...row, updated: undefined, outcome: row.outcome === 'saved' ? undefined : row.outcome };
}

/** The fields of `after` that differ from `before`. */
export function changedFields<T>(before: T, after: T): Readonly<Record<string, unknown>> {
  const changed = Object.keys(Object.assign({}, before, after)).filter(
    (field) => !isEqual(own(before, field), own(after, field)),
  );
  return Object.fromEntries(changed.map((field) => [field, own(after, field)]));
}
