// Tables, headless
export { createTableStore } from './store/createTableStore.js';
export {
  isClosed,
  isDirty,
  isHeld,
  isTheirs,
  shownIn,
  shownRecord,
  stateOf,
  type CellFault,
  type EditedRow,
  type RowState,
} from './store/editedRow.js';
export {
  isEdited,
  seenIn,
  type CellEdit,
  type RowSnapshot,
  type TableStore,
  type TableStoreOptions,
  type TableSummary,
} from './store/tableStore.js';
export type { TableNotice, TableReview } from './session/tableSession.js';
export { useTableSummary, type Table, type TableOptions } from './useTable.js';
export { useVersionedRows, type TableRow, type VersionedRows } from './useVersionedRows.js';

// Tables with hands
export type {
  CellEditorProps,
  CellOption,
  CellType,
  Column,
  FieldColumn,
  GridColumn,
  TableColumn,
} from './grid/column.js';
export type { GridActions } from './grid/createGridActions.js';
export type { Draft } from './grid/createGridCells.js';
export type { CellPlace, GridView } from './grid/createGridView.js';
export { parseDay } from './grid/parseDay.js';
export { watchRow } from './grid/watchRow.js';
export { cellIn, placesOf } from './grid/createRowWindow.js';
export { useRowLocks } from './useRowLocks.js';
export {
  nameShare,
  useEditableTable,
  type EditableTableOptions,
  type EditableTableState,
} from './useEditableTable.js';
export { tableMessages, type TableMessages } from '../messages/table.js';
export { useTableTexts, type TableTexts } from './useTableTexts.js';
export { germanTableMessages } from '../messages/germanTable.js';
