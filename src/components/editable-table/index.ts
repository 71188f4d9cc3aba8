export { EditableTable, type EditableTableProps } from './EditableTable.js';
export type { RowAction } from './SelectionBar.js';
