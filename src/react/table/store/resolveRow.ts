import { isEqual, type Versioned } from '../../../core/index.js';
import { changedFields, unread } from './changeRow.js';
import type { CellsChange } from './createHistory.js';
import { freshRow, isTheirs, type EditedRow } from './editedRow.js';

/** What a person has decided about a row, over the version that was shown. */
interface Decision<T> {
  readonly id: string;
  readonly theirs: Versioned<T>;
  readonly mine: T;
}

/** Puts a decision into a row, on its way to be saved. @returns the step for undo, too. */
export function resolveRow<T>(
  row: EditedRow<T>,
  { id, theirs, mine }: Decision<T>,
): { readonly after: EditedRow<T>; readonly step: readonly CellsChange<T>[] } {
  const edits = changedFields(theirs.value, mine);
  const after: EditedRow<T> = { ...row, base: theirs, edits, faults: unread(row.faults), sent: edits };
  // Where mine was chosen as it was, their value is what the choice has changed.
  const isOverTheirs = (field: string) =>
    Object.hasOwn(edits, field) &&
    isTheirs({ ...row, latest: theirs }, field) &&
    isEqual(edits[field], row.edits[field]);
  const fields = Object.keys({ ...row.edits, ...row.faults, ...edits });
  const rest = fields.filter((field) => !isOverTheirs(field));
  return {
    after,
    step: [
      { kind: 'cells', id, fields: fields.filter(isOverTheirs), before: freshRow(theirs), after },
      { kind: 'cells', id, fields: rest, before: row, after },
    ],
  };
}
