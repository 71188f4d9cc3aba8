import type { GridView } from '../../../../src/react/table/grid/createGridView.js';
import { freshRow, isWritten, shownIn } from '../../../../src/react/table/store/editedRow.js';
import { isEdited, type TableStore } from '../../../../src/react/table/store/tableStore.js';
import { contentOf, fieldAt, fields, type Content, type Field, type Item } from './items.js';

/** A cell, and what the store knows of it. */
export interface Cell extends Content {
  readonly id: string;
  readonly field: Field;
  /** Beneath text that is none, too. */
  readonly value: unknown;
  /** A person wrote it, and it is not saved. */
  readonly isMine: boolean;
  /** It is on its way. */
  readonly isSent: boolean;
  /** The store knows its editor as open. */
  readonly isOpen: boolean;
  /** Something of its row is on its way. */
  readonly isSaving: boolean;
  /** Others have deleted its row, and the table knows. */
  readonly isDeleted: boolean;
  /** Others hold its row. */
  readonly isLocked: boolean;
  /** What the edits of its row started from. */
  readonly base: unknown;
  /** What others have saved, as far as the table knows. */
  readonly latest: unknown;
}

/** Where a person is in a table. */
export interface Hand {
  readonly row: number;
  readonly column: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cell whose editor is open, and the row that stands where it is drawn. */
interface OpenCell {
  readonly id: string;
  readonly at: string | undefined;
  readonly field: Field | undefined;
}

/** All that there is to see in a table at one time. */
export interface Look {
  /** Of the rows that are shown, in their order. */
  readonly ids: readonly string[];
  /** Of all rows, also of those that are filtered away. */
  readonly cells: readonly Cell[];
  readonly hand: Hand;
  readonly open: OpenCell | undefined;
  readonly chosen: ReadonlySet<string>;
}

interface Seen {
  readonly store: TableStore<Item>;
  readonly view: GridView;
  readonly savedIds: readonly string[];
}

export function lookAt({ store, view, savedIds }: Seen): Look {
  const ids = Array.from({ length: store.rowCount }, (_, place) => store.idAt(place) ?? '');
  const all = [...new Set([...ids, ...savedIds])];
  return {
    ids,
    cells: all.flatMap((id) => cellsOf(store, id)),
    hand: { row: view.active.row, column: view.active.column, ...view.range },
    open: view.open && { id: view.open.id, at: ids[view.open.row], field: fieldAt(view.open.column) },
    chosen: view.selected,
  };
}

function cellsOf(store: TableStore<Item>, id: string): readonly Cell[] {
  const row = store.getRow(id);
  if (!row) return [];
  const edited = isEdited(row) ? row : freshRow(row);
  return fields.map((field) => {
    const value = shownIn(edited, field);
    const fault = edited.faults[field];
    return {
      id,
      field,
      value,
      shown: fault?.text ?? contentOf(field, value).shown,
      isInvalid: fault !== undefined,
      isMine: isWritten(edited, field),
      isSaving: edited.sent !== undefined,
      isSent: Object.hasOwn(edited.sent ?? {}, field),
      isOpen: edited.open === field,
      isDeleted: edited.deletion !== undefined,
      isLocked: edited.lock !== undefined,
      base: edited.base.value[field],
      latest: edited.latest.value[field],
    };
  });
}
