import type { NewRecord, RecordValue, RowOutcome } from '../../../client/index.js';
import type { Versioned, VersionToken } from '../../../core/index.js';
import type { CellChange } from './createHistory.js';
import type { Overlay } from './createOverlay.js';
import type { Rows } from './createRows.js';
import { freshRow, type EditedRow } from './editedRow.js';

/** The rows of a table that no server knows yet. */
export interface NewRows<T extends RecordValue> {
  /** Puts rows at the end. @returns the step for undo; its `id`s are the rows'. */
  add(values: readonly NewRecord<T>[]): readonly CellChange[];
  /** Takes a row away. @returns the step for undo. */
  remove(id: string): CellChange;
  /** Brings a row back, or takes it away again; to a row that was saved meanwhile it does nothing. */
  restore(id: string, isThere: boolean): void;
  /** Keeps what became of a row that is named otherwise now, while its editor is open: another id would close it. @returns whether it did. */
  hold(id: string, outcome: RowOutcome<T>): boolean;
  /** Gives what was kept. */
  release(id: string): RowOutcome<T> | undefined;
}

const absent = { value: undefined, isEdit: false };
const present = { value: undefined, isEdit: true };

export function createNewRows<T extends RecordValue>(rows: Rows<T>, overlay: Overlay<T>): NewRows<T> {
  const began = new Map<string, EditedRow<T>>();
  const held = new Map<string, RowOutcome<T>>();

  function show(shown: readonly EditedRow<T>[]): void {
    rows.insert(shown.map(({ base }) => base));
    for (const row of shown) overlay.put(row.base.value.id, row);
  }
  function hide(id: string): void {
    overlay.remove(id);
    rows.remove([id]);
  }

  return {
    add(values) {
      const added = values.map(begin);
      for (const row of added) began.set(row.base.value.id, row);
      show(added);
      return added.map(({ base }) => ({ id: base.value.id, field: '', before: absent, after: present }));
    },
    remove(id) {
      hide(id);
      return { id, field: '', before: present, after: absent };
    },
    restore(id, isThere) {
      const [row, now] = [began.get(id), overlay.get(id)];
      if (isThere && row && !rows.get(id)) show([row]);
      if (!isThere && now?.isNew && !now.sent) hide(id);
    },
    hold(id, outcome) {
      const row = overlay.get(id);
      const isHeld = row?.open !== undefined && outcome.kind === 'saved' && outcome.record.value.id !== id;
      if (isHeld) held.set(id, outcome);
      return isHeld;
    },
    release(id) {
      const outcome = held.get(id);
      held.delete(id);
      return outcome;
    },
  };
}

function begin<T extends RecordValue>(value: NewRecord<T>): EditedRow<T> {
  const id = value.id ?? `new-${crypto.randomUUID()}`;
  const base: Versioned<T> = {
    // A new record lacks nothing but its id.
    value: { ...value, id } as T,
    // No server has given it one yet.
    token: '' as VersionToken,
  };
  return { ...freshRow(base), isNew: value.id === undefined ? 'unnamed' : 'named' };
}
