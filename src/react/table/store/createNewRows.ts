import type { NewRecord, RecordValue, RowOutcome } from '../../../client/index.js';
import type { Versioned, VersionToken } from '../../../core/index.js';
import type { RowChange } from './createHistory.js';
import type { Overlay } from './createOverlay.js';
import type { Rows } from './createRows.js';
import { freshRow, type EditedRow } from './editedRow.js';

/** The rows of a table that no server knows yet. */
export interface NewRows<T extends RecordValue> {
  /** Puts rows at the end. @returns the step for undo; its `id`s are the rows'. */
  add(values: readonly NewRecord<T>[]): readonly RowChange<T>[];
  /** Keeps what became of a row that is named otherwise now, while its editor is open: another id would close it. @returns whether it did. */
  hold(id: string, outcome: RowOutcome<T>): boolean;
  /** Gives those that are no row's that is kept so: what is read of that waits, too. */
  others(records: readonly Versioned<T>[]): readonly Versioned<T>[];
  /** Gives what was kept. */
  release(id: string): HeldRow<T> | undefined;
}

interface HeldRow<T> {
  readonly outcome: RowOutcome<T> & { readonly kind: 'saved' };
  /** What was read of it since. */
  readonly read?: Versioned<T>;
}

export function createNewRows<T extends RecordValue>(rows: Rows<T>, overlay: Overlay<T>): NewRows<T> {
  const held = new Map<string, HeldRow<T>>();
  return {
    add(values) {
      const added = values.map(begin);
      rows.insert(added.map(({ base }) => base));
      return added.map((row) => {
        const { id } = row.base.value;
        overlay.put(id, row);
        return { kind: 'came', id, row };
      });
    },
    hold(id, outcome) {
      const row = overlay.get(id);
      if (row?.open === undefined || outcome.kind !== 'saved' || outcome.record.value.id === id) return false;
      held.set(id, { outcome });
      return true;
    },
    others(records) {
      if (held.size === 0) return records;
      const names = new Map(
        Array.from(held, ([id, { outcome }]) => [outcome.record.value.id, { id, outcome }]),
      );
      return records.filter((read) => {
        const row = names.get(read.value.id);
        if (row) held.set(row.id, { outcome: row.outcome, read });
        return !row;
      });
    },
    release(id) {
      const row = held.get(id);
      held.delete(id);
      return row;
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
