import { isForgettable, isSendable, stateOf, type EditedRow, type RowState } from './editedRow.js';
import type { TableSummary } from './tableStore.js';

/** The rows that are not just as they were read, and who listens to which row. */
export interface Overlay<T> {
  get(id: string): EditedRow<T> | undefined;
  /** Takes a row; one that there is nothing to remember of is forgotten. */
  put(id: string, row: EditedRow<T>): void;
  remove(id: string): void;
  ids(): readonly string[];
  idsIn(...states: readonly RowState[]): readonly string[];
  /** Notes that a row looks different, though the overlay does not hold it. */
  touch(id: string): void;
  /** Tells everybody, once, of what was changed. */
  flush(): void;
  subscribeRow(id: string, listener: () => void): () => void;
  subscribe(listener: () => void): () => void;
  count(): Pick<TableSummary, 'states' | 'unsaved' | 'open'>;
}

export function createOverlay<T>(): Overlay<T> {
  const rows = new Map<string, EditedRow<T>>();
  const counts = new Map<RowState, number>();
  let unsaved = 0;
  const rowListeners = new Map<string, Set<() => void>>();
  const listeners = new Set<() => void>();
  let touched = new Set<string>();

  function note(row: EditedRow<T> | undefined, by: 1 | -1): void {
    if (!row) return;
    const state = stateOf(row);
    counts.set(state, (counts.get(state) ?? 0) + by);
    if (isSendable(row, state)) unsaved += by;
  }
  function touch(id: string): void {
    if (rowListeners.has(id)) touched.add(id);
  }
  function remove(id: string): void {
    note(rows.get(id), -1);
    rows.delete(id);
    touch(id);
  }
  const countIn = (...states: readonly RowState[]) =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);

  return {
    get: (id) => rows.get(id),
    put(id, row) {
      if (isForgettable(row)) return remove(id);
      note(rows.get(id), -1);
      note(row, 1);
      rows.set(id, row);
      touch(id);
    },
    remove,
    ids: () => [...rows.keys()],
    idsIn: (...states) => [...rows].flatMap(([id, row]) => (states.includes(stateOf(row)) ? id : [])),
    touch,
    flush() {
      const changed = touched;
      touched = new Set();
      for (const id of changed) for (const listener of rowListeners.get(id) ?? []) listener();
      for (const listener of listeners) listener();
    },
    subscribeRow(id, listener) {
      const known = rowListeners.get(id) ?? new Set();
      rowListeners.set(id, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && rowListeners.get(id) === known) rowListeners.delete(id);
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    count: () => ({
      states: Object.fromEntries(counts),
      unsaved,
      open: countIn('conflict', 'deleted'),
    }),
  };
}
