import { useMemo, useSyncExternalStore } from 'react';
import type { NewRecord, RecordLock, RecordValue, Resource } from '../../client/index.js';
import type { Conflict } from '../../core/index.js';
import { conflictOf, isTheirs, stateOf, type CellFault, type RowState } from './store/editedRow.js';
import { isEdited, type RowSnapshot, type TableStore, type TableSummary } from './store/tableStore.js';
import { useTable, useTableSummary, type Table, type TableOptions } from './useTable.js';

/** One row as a grid shows it; the same object as long as nothing of it changes. */
export interface TableRow<T extends RecordValue> {
  readonly id: string;
  /** The record with the person's edits in it. */
  readonly value: T;
  readonly state: RowState;
  /** The edits, by field. */
  readonly edits: Readonly<Record<string, unknown>>;
  /** What is wrong, by field; `''` is the row itself. */
  readonly faults: Readonly<Record<string, CellFault>>;
  readonly conflict: Conflict<T> | null;
  /** Somebody else's lock, where the table knows of it: `store.setLocks`. */
  readonly lock: RecordLock | null;
  /** Tells whether somebody else changed a field since the edits started. */
  isTheirs(field: string): boolean;
}

export interface VersionedRows<T extends RecordValue> extends Table<T> {
  readonly rows: readonly TableRow<T>[];
  readonly summary: TableSummary;
  /** Changes fields of a row: one step for undo. */
  readonly edit: (id: string, change: Partial<Omit<T, 'id'>>) => void;
  /** Puts a new row at the end; it is saved once something is in it. @returns its id in the table. */
  readonly add: (value: NewRecord<T>) => string;
  /** An editor opens: what others save in its cell from now on is a conflict, never overwritten. */
  readonly openCell: (id: string, field: string) => void;
  /** It closed, and `edit` was told what came of it. */
  readonly closeCell: (id: string) => void;
  readonly discard: (ids?: readonly string[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** For `<ConflictDialog>`: shows what `review` or the policy `ask` brings up. */
  readonly conflictDialog: ReturnType<Table<T>['getDialog']>;
}

/**
 * The rows of a resource, edited, saved and reviewed, for any grid: it shows `rows`, says where an editor opens and closes, calls
 * `edit`, and its Save button calls `save`. All that it gives to call stays the same function.
 *
 * @example
 * const { rows, edit, save, conflictDialog } = useVersionedRows(articles, { policy: 'merge' })
 */
export function useVersionedRows<T extends RecordValue>(
  resource: Resource<T>,
  options: TableOptions<T> = {},
): VersionedRows<T> {
  const table = useTable(resource, options);
  const { store } = table;
  const rows = useRows(store);
  const summary = useTableSummary(table);
  const edits = useMemo(() => editsOf(store), [store]);
  return useMemo(
    () => ({ ...table, ...edits, rows, summary, conflictDialog: table.getDialog() }),
    [table, edits, rows, summary],
  );
}

function editsOf<T extends RecordValue>(
  store: TableStore<T>,
): Pick<VersionedRows<T>, 'edit' | 'add' | 'openCell' | 'closeCell' | 'discard' | 'undo' | 'redo'> {
  return {
    edit: (id, change) => store.edit(Object.entries(change).map(([field, value]) => ({ id, field, value }))),
    add: store.addNew,
    openCell: store.open,
    closeCell: store.close,
    discard: store.discard,
    undo: store.undo,
    redo: store.redo,
  };
}

/** All rows; each is made anew only when it changes. */
function useRows<T extends RecordValue>(store: TableStore<T>): readonly TableRow<T>[] {
  const read = useMemo(() => createReader(store), [store]);
  return useSyncExternalStore(store.subscribe, read, read);
}

function createReader<T extends RecordValue>(store: TableStore<T>): () => readonly TableRow<T>[] {
  const made = new WeakMap<RowSnapshot<T>, TableRow<T>>();
  let version: number | undefined;
  let rows: readonly TableRow<T>[] = [];
  return () => {
    if (version === store.getVersion()) return rows;
    version = store.getVersion();
    rows = Array.from({ length: store.rowCount }, (_, place) => store.idAt(place)).flatMap((id) => {
      const snapshot = id === undefined ? undefined : store.getRow(id);
      if (id === undefined || !snapshot) return [];
      const row = made.get(snapshot) ?? toRow(id, snapshot);
      made.set(snapshot, row);
      return [row];
    });
    return rows;
  };
}

function toRow<T extends RecordValue>(id: string, row: RowSnapshot<T>): TableRow<T> {
  if (!isEdited(row))
    return {
      id,
      value: row.value,
      state: 'clean',
      edits: {},
      faults: {},
      conflict: null,
      lock: null,
      isTheirs: () => false,
    };
  const { edits, faults, latest } = row;
  return {
    id,
    value: { ...latest.value, ...edits },
    state: stateOf(row),
    edits,
    faults,
    conflict: conflictOf(row),
    lock: row.lock ?? null,
    isTheirs: (field) => isTheirs(row, field),
  };
}
