import { expect } from 'vitest';
import type { TableStore } from '../../../../src/react/table/store/tableStore.js';
import type { Article } from '../../../newsroom.js';
import type { Screen } from './createScreen.js';
import type { Field } from './fields.js';

export interface TypedCell {
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
}

interface EditorParts {
  readonly store: TableStore<Article>;
  readonly screen: Pick<Screen, 'shownAt'>;
  /** Writes what was typed over what the editor was opened with. */
  readonly write: (cells: readonly TypedCell[], over: unknown) => void;
  readonly pieces: (field: string, value: unknown) => readonly unknown[];
}

/** The editor of one cell at a time. What is typed in it reaches the table when it is committed. */
export function createEditor({ store, screen, write, pieces }: EditorParts) {
  let cell: { readonly id: string; readonly field: Field; readonly initial: unknown } | undefined;
  let draft: unknown;

  function close() {
    const closed = cell && { ...cell, draft };
    cell = undefined;
    return closed;
  }

  return {
    getCell: () => cell,
    /** It hides what the cell shows. */
    covers: (id: string, field: string) => cell?.field === field && store.currentId(cell.id) === id,
    open(id: string, field: Field) {
      if (!store.getRow(id) || store.getEdited(id)?.deletion) return;
      store.open(id, field);
      cell = { id, field, initial: screen.shownAt(id, field) };
      draft = cell.initial;
    },
    type: (next: unknown) => void (draft = next),
    escape() {
      const closed = close();
      if (closed) store.close(closed.id);
    },
    /** What is committed is in the row and the field in which the editor was opened, whatever came in between. */
    commit() {
      const closed = close();
      if (!closed) return;
      const { id, field, initial, draft: typed } = closed;
      const row = store.getEdited(store.currentId(id));
      // What was read, or what others have saved, is no edit.
      const read: readonly unknown[] = row ? [row.base.value[field], row.latest.value[field]] : [];
      if (typed !== initial) write([{ id, field, value: typed }], initial);
      store.close(id);
      if (typed === initial || read.includes(typed)) return;
      const now = store.currentId(id);
      const shown = pieces(field, screen.shownAt(now, field));
      const added = pieces(field, typed).filter((piece) => !pieces(field, initial).includes(piece));
      expect({ now, field, shown }).toEqual({ now, field, shown: expect.arrayContaining(added) });
    },
  };
}

export type Editor = ReturnType<typeof createEditor>;
