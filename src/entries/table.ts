'use client';

// The table
export {
  EditableTable,
  type EditableTableProps,
  type RowAction,
} from '../components/editable-table/index.js';
export type {
  CellEditorProps,
  CellOption,
  CellType,
  FieldColumn,
  TableColumn,
} from '../react/table/index.js';

// Its state, for other grids and other looks
export {
  useEditableTable,
  useTableSummary,
  useVersionedRows,
  type CellFault,
  type CellPlace,
  type EditableTableOptions,
  type EditableTableState,
  type GridActions,
  type GridColumn,
  type GridView,
  type RowState,
  type Table,
  type TableNotice,
  type TableOptions,
  type TableReview,
  type TableRow,
  type TableSummary,
  type VersionedRows,
} from '../react/table/index.js';
export {
  createTableStore,
  type CellEdit,
  type TableStore,
  type TableStoreOptions,
} from '../react/table/index.js';
export {
  saveRows,
  type RowEdit,
  type RowOutcome,
  type SavePolicy,
  type SaveRowsOptions,
  type SaveRowsResult,
} from '../client/index.js';

// Texts
export { germanTableMessages, tableMessages, type TableMessages } from '../react/table/index.js';
