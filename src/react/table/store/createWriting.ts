import type { RecordValue } from '../../../client/index.js';
import { own } from '../../../core/index.js';
import { isSameContent, type CellChange, type CellContent, type History } from './createHistory.js';
import type { NewRows } from './createNewRows.js';
import { withCells, type CellInput, type EditedRow, type MeetOptions } from './editedRow.js';
import type { CellEdit } from './tableStore.js';

interface WritingParts<T extends RecordValue> {
  readonly history: History;
  readonly newRows: Pick<NewRows<T>, 'restore'>;
  readonly editedOf: (id: string) => EditedRow<T> | undefined;
  readonly put: (id: string, row: EditedRow<T>) => void;
  readonly getOptions: () => MeetOptions<T>;
}

/** The part of a store that writes into cells, and takes that back. */
export function createWriting<T extends RecordValue>({
  history,
  newRows,
  editedOf,
  put,
  getOptions,
}: WritingParts<T>) {
  /** Writes into cells of one row and tells what was there. */
  function write(id: string, cells: readonly CellInput[]): readonly CellChange[] {
    const row = editedOf(id);
    // What is typed in an editor that was open stays.
    if (!row || (row.deletion && row.open === undefined)) return [];
    const next = withCells(row, cells, getOptions());
    put(id, next);
    return cells.flatMap(({ field }) => {
      const [before, after] = [contentOf(row, field), contentOf(next, field)];
      return isSameContent(before, after) ? [] : { id, field, before, after };
    });
  }

  /** Puts a cell back to what it held before, or forward again. What others have saved there since stays. */
  function restore({ id, field }: CellChange, to: CellContent, from: CellContent): void {
    // The row itself came or went.
    if (field === '') return newRows.restore(id, to.isEdit);
    const row = editedOf(id);
    if (!row) return;
    const isOurs = Object.hasOwn(row.edits, field) || Object.hasOwn(row.faults, field);
    const now = own(row.latest.value, field);
    if (to.isEdit || to.fault) write(id, [{ field, value: to.value, fault: to.fault }]);
    else if (isOurs) write(id, [{ field, value: own(row.base.value, field) }]);
    // It was saved since: to take it back is an edit like any other.
    else if (Object.is(now, from.value)) write(id, [{ field, value: to.value }]);
  }

  return {
    /** Writes row by row. @returns the step for undo. */
    edit(cells: readonly CellEdit[]): readonly CellChange[] {
      const rows = new Map<string, CellEdit[]>();
      for (const cell of cells) {
        const known = rows.get(cell.id);
        if (known) known.push(cell);
        else rows.set(cell.id, [cell]);
      }
      return [...rows].flatMap(([id, ofRow]) => write(id, ofRow));
    },
    undo(): void {
      for (const change of history.undo() ?? []) restore(change, change.before, change.after);
    },
    redo(): void {
      for (const change of history.redo() ?? []) restore(change, change.after, change.before);
    },
  };
}

export function contentOf<T>(row: EditedRow<T>, field: string): CellContent {
  const isEdit = Object.hasOwn(row.edits, field);
  const value = isEdit ? row.edits[field] : own(row.latest.value, field);
  const fault = row.faults[field];
  return fault ? { value, isEdit, fault } : { value, isEdit };
}
