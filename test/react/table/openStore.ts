import type { Versioned, VersionToken } from 'noclobber';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import { isEdited, type TableStoreOptions } from '../../../src/react/table/store/tableStore.js';
import { conflictOf, shownIn, stateOf } from '../../../src/react/table/store/editedRow.js';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly note?: string;
}

/** A version of a product as a server would give it. */
export function version(id: string, change: Partial<Product> = {}, number = 1): Versioned<Product> {
  return {
    value: { id, name: `Product ${id}`, price: Number(id), ...change },
    // What no server reads needs no real token.
    token: `${id}.${number}` as VersionToken,
    change: { by: { id: 'desk', name: 'Desk' }, at: '2026-03-09T14:32:00Z', version: String(number) },
  };
}

/** A store with products 1 to `count`, and short words for what tests do and see. */
export function openStore(count = 5, options: TableStoreOptions<Product> = {}) {
  const store = createTableStore<Product>({ userId: 'you', ...options });
  store.setRows(Array.from({ length: count }, (_, index) => version(String(index + 1))));
  const rowOf = (id: string) => store.getRow(id);
  return {
    store,
    set: (id: string, field: keyof Product, value: unknown) => store.edit([{ id, field, value }]),
    shown(id: string, field: keyof Product) {
      const row = rowOf(id);
      return row && (isEdited(row) ? shownIn(row, field) : row.value[field]);
    },
    state(id: string) {
      const row = rowOf(id);
      return row && (isEdited(row) ? stateOf(row) : 'clean');
    },
    conflict(id: string) {
      const row = store.getEdited(id);
      return row && conflictOf(row);
    },
    ids: () => Array.from({ length: store.rowCount }, (_, place) => store.idAt(place)),
    settle: (id: string, record: Versioned<Product>) =>
      store.settle(new Map([[id, { kind: 'saved' as const, record, changes: [] }]])),
  };
}
