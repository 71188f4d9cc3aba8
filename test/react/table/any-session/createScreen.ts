import { isEqual } from '../../../../src/core/index.js';
import { isWritten, shownIn, type EditedRow } from '../../../../src/react/table/store/editedRow.js';
import { isEdited, type TableStore } from '../../../../src/react/table/store/tableStore.js';
import type { Article } from '../../../newsroom.js';
import { fields, type Field } from './fields.js';

export interface Cell {
  readonly id: string;
  readonly field: Field;
  readonly shown: unknown;
  /** As `shown`; where that is a mistake, what is beneath. */
  readonly value: unknown;
  /** The person has written into it. */
  readonly isMine: boolean;
  /** What is in it can't be saved: no value could be made of it, or the server refuses it. */
  readonly isWrong: boolean;
}

/** What a table shows of its store, cell by cell. */
export function createScreen(store: TableStore<Article>) {
  const ids = () => Array.from({ length: store.rowCount }, (_, at) => store.idAt(at) ?? '');
  function cellAt(id: string, field: Field): Cell {
    const row = store.getRow(id);
    if (row && isEdited(row)) return editedCell(row, { id, field });
    const value = row?.value[field];
    return { id, field, shown: value, value, isMine: false, isWrong: false };
  }
  return {
    ids,
    cellAt,
    shownAt: (id: string, field: Field) => cellAt(id, field).shown,
    look: () => ids().flatMap((id) => fields.map((field) => cellAt(id, field))),
  };
}

export type Screen = ReturnType<typeof createScreen>;

function editedCell(row: EditedRow<Article>, { id, field }: Pick<Cell, 'id' | 'field'>): Cell {
  const { sent = {}, faults } = row;
  const value = shownIn(row, field);
  const shown = faults[field]?.text ?? value;
  // Also what was typed back while another value was on its way.
  const isTypedSince = Object.hasOwn(sent, field) && !isEqual(sent[field], value);
  const isMine = isWritten(row, field) || isTypedSince;
  return { id, field, shown, value, isMine, isWrong: faults[field] !== undefined || value === -1 };
}
