import type { RecordValue } from '../../../client/index.js';
import { own } from '../../../core/index.js';
import { isClosed, shownIn, shownRecord } from '../store/editedRow.js';
import { isEdited, type CellEdit, type TableStore } from '../store/tableStore.js';
import type { CellText } from './clipboard.js';
import type { CellWords, Column, GridColumn } from './column.js';
import type { CellPlace, GridView } from './createGridView.js';

export interface GridCellParts<T extends RecordValue> {
  readonly store: TableStore<T>;
  readonly view: GridView;
  readonly getColumns: () => readonly GridColumn[];
  readonly getWords: () => CellWords;
}

interface Target {
  readonly id: string;
  readonly column: Column;
  /** The record with the edits in it. */
  readonly value: unknown;
}

/** What is written into a cell: text to make a value of, or a value. */
export type Draft = CellText | { readonly value: unknown };

interface PlacedRow extends Omit<Target, 'column'> {
  readonly place: number;
  /** The table's, when it was looked at. */
  readonly version: number;
  /** Somebody deleted it, or holds it. */
  readonly isClosed: boolean;
}

/** What stands in cells, and which of them may be written. */
export function createGridCells<T extends RecordValue>({
  store,
  view,
  getColumns,
  getWords,
}: GridCellParts<T>) {
  const columnAt = (at: number): Column | undefined => {
    const column = getColumns()[at];
    return column?.kind === 'field' ? column.column : undefined;
  };
  const valueAt = (id: string, field: string): unknown => {
    const row = store.getRow(id);
    return row && (isEdited(row) ? shownIn(row, field) : own(row.value, field));
  };
  const rowValue = (id: string): unknown => {
    const row = store.getRow(id);
    return row && (isEdited(row) ? shownRecord(row) : row.value);
  };
  /** The column to write into, where it may be written, and the record as it is to become. */
  function writable({ row: place, column: at }: CellPlace): Target | undefined {
    const row = rowAt(place);
    const column = columnAt(at);
    if (!row || row.isClosed || !column || column.isReadOnly(row.value)) return undefined;
    return { id: row.id, column, value: row.value };
  }
  /** The row that was asked for last: a paste asks for each of its cells. */
  let last: PlacedRow | undefined;
  function rowAt(place: number): PlacedRow | undefined {
    const version = store.getVersion();
    if (last?.place === place && last.version === version) return last;
    const id = store.idAt(place);
    if (id === undefined) return undefined;
    last = { place, version, id, isClosed: isClosed(store.getEdited(id)), value: rowValue(id) };
    return last;
  }
  /** Without a value where there is none, or what was typed is none. */
  function cellAt({ row, column: at }: CellPlace): CellText & { readonly value?: unknown } {
    const id = store.idAt(row);
    const column = columnAt(at);
    if (id === undefined || !column) return { text: '' };
    const { field, type } = column;
    const typed = store.getEdited(id)?.faults[field]?.text;
    if (typed !== undefined) return { text: typed, isText: true };
    const value = valueAt(id, field);
    return {
      ...(value === undefined ? {} : { value }),
      text: column.toText(value, getWords().locale),
      ...(type === 'number' && typeof value === 'number' ? { number: value } : {}),
      isText: ['text', 'long-text', 'select'].includes(type),
    };
  }
  function toEdit({ id, column, value: row }: Target, draft: Draft): CellEdit {
    const { value, fault } =
      'value' in draft
        ? { value: draft.value, fault: column.validate(draft.value, row) }
        : column.parse(draft, row, getWords());
    return { id, field: column.field, value, fault };
  }
  /** The cells with values in the range, row by row. */
  function lines(): readonly (readonly CellPlace[])[] {
    const { top, bottom, left, right } = view.range;
    const columns = getColumns().flatMap(({ kind }, at) =>
      kind === 'field' && at >= left && at <= right ? at : [],
    );
    const found: CellPlace[][] = [];
    if (columns.length === 0) return found;
    for (let row = Math.max(0, top); row <= bottom && row < store.rowCount; row++)
      found.push(columns.map((column) => ({ row, column })));
    return found;
  }
  return { columnAt, valueAt, rowValue, writable, cellAt, toEdit, lines };
}
