import {
  type ClipboardEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ListQuery, NewRecord, RecordValue, Resource } from '../../client/index.js';
import { tableTexts, useTableTexts } from './useTableTexts.js';
import { toColumn, type Column, type GridColumn, type TableColumn } from './grid/column.js';
import {
  createGridActions,
  type GridActions,
  type GridParts,
  type WrittenCells,
} from './grid/createGridActions.js';
import { createGridView, type GridView } from './grid/createGridView.js';
import { gridPointer } from './grid/gridPointer.js';
import { onGridKey } from './grid/onGridKey.js';
import { createRowWindow, type RowWindow } from './grid/createRowWindow.js';
import type { SelectionQuery } from '../bulk/createActing.js';
import { useLeaveWarning } from './useLeaveWarning.js';
import { useTyped } from './useTyped.js';
import { serverQuery } from './serverQuery.js';
import type { RowSort } from './store/orderOf.js';
import type { TableStore } from './store/tableStore.js';
import { useTable, type Table, type TableOptions } from './useTable.js';

export interface EditableTableOptions<T extends RecordValue> extends TableOptions<T> {
  readonly columns: readonly TableColumn<T>[];
  /**
   * Makes what a new row begins with: with it, rows can be added. Where it has an `id`, the record is created under it, else the server
   * names it. A new row is saved once something is in it.
   */
  readonly newRow?: () => NewRecord<T>;
  /** Shows who has locked which row: one request for the rows around those on the screen. @default false */
  readonly hasLocks?: boolean;
  /** In pixels: all rows have one height. @default 44 */
  readonly rowHeight?: number;
}

/** What a table draws: a `Table`, where a person is in it, and what hands can do. */
export interface EditableTableState<T extends RecordValue> {
  readonly table: Table<T>;
  readonly view: GridView;
  readonly actions: GridActions;
  readonly columns: readonly GridColumn[];
  readonly window: RowWindow;
  readonly rowHeight: number;
  readonly rowCount: number;
  readonly sort: RowSort | undefined;
  readonly filterColumn: Column | undefined;
  readonly filterText: string;
  /** Whose locks the rows have that are shown. Rows that an app reads itself it chooses itself. */
  readonly locked: ListQuery['locked'];
  setLocked(locked: ListQuery['locked']): void;
  readonly widths: Readonly<Record<string, number>>;
  /** What became of the cells that were pasted, filled or cleared last. */
  readonly lastWrite: WrittenCells;
  /** All that match, for an action on them. */
  readonly selection: SelectionQuery;
  setFilterText(text: string): void;
  sortBy(field: string): void;
  /** `change` makes the new width of the one now, both in px. */
  resize(field: string, change: (width: number) => number): void;
  /** For the grid's own element. */
  readonly gridProps: HTMLAttributes<HTMLElement>;
}

const noCells: WrittenCells = { leftOut: 0, invalid: [], step: 0 };
const narrowest = 56;
/** How much of a narrow screen's width the column that stays in view takes at most, unless a person sized it. */
export const nameShare = 0.45;

/** The state behind an editable table, without markup: selection, keyboard, clipboard and the window of rows on the screen. */
export function useEditableTable<T extends RecordValue>(
  resource: Resource<T>,
  options: EditableTableOptions<T>,
): EditableTableState<T> {
  const { columns: given, rowHeight = 44, rows, query } = options;
  const words = useTableTexts();
  const [sort, setSort] = useState<RowSort>();
  const [filterText, setFilterText] = useState('');
  const [locked, setLocked] = useState<ListQuery['locked']>();
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  const [lastWrite, setLastWrite] = useState<WrittenCells>(noCells);
  const fields = useMemo(() => given.map((column) => toColumn(column, resource)), [given, resource]);
  const filterColumn = fields.find(({ type }) => type === 'text');
  const isOwn = rows !== undefined;
  const filterField = filterColumn?.field;
  const searched = useTyped(filterText);
  const asked = useMemo(
    () =>
      isOwn
        ? query
        : { ...query, ...serverQuery({ query, sort, filterField, filterText: searched, locked }) },
    [isOwn, query, sort, filterField, searched, locked],
  );
  const table = useTable(resource, { ...options, ...(asked ? { query: asked } : {}) });
  const { store } = table;
  useEffect(() => {
    if (!isOwn) return;
    const filter = filterField && filterText ? { field: filterField, text: filterText } : undefined;
    store.arrange({ sort, filter });
  }, [isOwn, store, sort, filterField, filterText]);

  useSyncExternalStore(store.subscribe, store.getOrderVersion, store.getOrderVersion);
  const rowCount = store.rowCount;
  const columns = useMemo(() => gridColumns(fields), [fields]);
  const sortBy = useCallback((field: string) => setSort((now) => nextSort(now, field)), []);
  const resize = useCallback(
    (field: string, change: (width: number) => number) =>
      setWidths((now) => {
        const at = fields.findIndex((column) => column.field === field);
        const most = at === 0 ? nameShare * globalThis.innerWidth : Infinity;
        const width = now[field] ?? Math.min(fields[at]?.width ?? 0, most);
        return { ...now, [field]: Math.max(narrowest, change(width)) };
      }),
    [fields],
  );
  const [{ connect, view, actions, parts, window }] = useState(() =>
    createGrid(store, rowHeight, setLastWrite),
  );
  useLayoutEffect(() =>
    connect({
      getColumns: () => columns,
      getWords: () => words,
      // More rows of the server's come behind those that are here.
      getNewRow: () => (table.pages.hasMore ? undefined : options.newRow),
      onReview: table.review,
      onSort: sortBy,
      onResize: resize,
    }),
  );
  useLeaveWarning(actions.hasDraft);
  useLayoutEffect(() => window.setRowHeight(rowHeight), [window, rowHeight]);
  useLayoutEffect(() => {
    // The last rows or columns went away, and with them the cell that a person was in.
    const { row, column } = view.active;
    const lastRow = rowCount > 0 ? rowCount - 1 : row;
    const lastColumn = columns.length - 1;
    if (row > lastRow || column > lastColumn)
      view.moveTo(
        { row: Math.min(row, lastRow), column: Math.min(column, lastColumn) },
        { isFocusing: false },
      );
  }, [view, rowCount, columns]);

  const gridProps = useMemo(() => {
    const isInEditor = () => view.open !== undefined;
    const copy = (event: ClipboardEvent<HTMLElement>) => {
      if (!isInEditor() && actions.copy(event.clipboardData)) event.preventDefault();
    };
    return {
      ...gridPointer(actions, parts),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => onGridKey(event, actions, parts),
      onCopy: copy,
      onCut(event: ClipboardEvent<HTMLElement>) {
        copy(event);
        if (!isInEditor()) actions.clear();
      },
      onPaste(event: ClipboardEvent<HTMLElement>) {
        if (isInEditor()) return;
        event.preventDefault();
        actions.paste(event.clipboardData);
      },
    };
  }, [view, actions, parts]);

  return {
    table,
    view,
    actions,
    columns,
    window,
    rowHeight,
    rowCount,
    sort,
    filterColumn,
    filterText,
    locked,
    setLocked,
    widths,
    lastWrite,
    selection: { where: asked?.where ?? {}, listToken: table.pages.listToken },
    setFilterText,
    sortBy,
    resize,
    gridProps,
  };
}

type GridHandlers<T extends RecordValue> = Omit<
  GridParts<T>,
  'store' | 'view' | 'onWritten' | 'reveal' | 'getPageRows'
>;

/** Makes what hands do once; what it asks of the last drawing is handed in after each. */
function createGrid<T extends RecordValue>(
  store: TableStore<T>,
  rowHeight: number,
  onWritten: GridParts<T>['onWritten'],
) {
  const view = createGridView(store);
  const window = createRowWindow(rowHeight);
  let handlers: GridHandlers<T> | undefined;
  const parts: GridParts<T> = {
    store,
    view,
    onWritten,
    getColumns: () => handlers?.getColumns() ?? [],
    getWords: () => handlers?.getWords() ?? tableTexts,
    getNewRow: () => handlers?.getNewRow(),
    reveal: window.reveal,
    getPageRows: window.getPageRows,
    onReview: (id) => handlers?.onReview(id),
    onSort: (field) => handlers?.onSort(field),
    onResize: (field, change) => handlers?.onResize(field, change),
  };
  return {
    view,
    window,
    parts,
    actions: createGridActions(parts),
    connect(next: GridHandlers<T>): void {
      handlers = next;
    },
  };
}

/** The name of a row comes first and its state beside it, so that both are seen on a narrow screen. */
function gridColumns(fields: readonly Column[]): readonly GridColumn[] {
  const [first, ...rest] = fields.map((column) => ({ kind: 'field' as const, column }));
  return [{ kind: 'select' }, ...(first ? [first] : []), { kind: 'state' }, ...rest];
}

function nextSort(now: RowSort | undefined, field: string): RowSort | undefined {
  if (now?.field !== field) return { field, isDescending: false };
  return now.isDescending ? undefined : { field, isDescending: true };
}
