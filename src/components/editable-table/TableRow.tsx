import {
  type HTMLAttributes,
  memo,
  type ReactNode,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { RecordValue } from '../../client/index.js';
import { own } from '../../core/index.js';
import {
  isClosed,
  isEdited,
  isHeld,
  shownRecord,
  stateOf,
  watchRow,
  type Column,
  type EditedRow,
  type GridActions,
  type GridColumn,
  type GridView,
  type TableStore,
} from '../../react/table/index.js';
import { cellContent, isLong, markOf, markWords } from './cellContent.js';
import { CellEditor } from './CellEditor.js';
import { unnamed, type RowWords } from './rowWords.js';
import { stateCell } from './StateCell.js';

interface TableRowProps<T extends RecordValue> {
  readonly id: string;
  readonly place: number;
  readonly store: TableStore<T>;
  readonly view: GridView;
  readonly actions: GridActions;
  readonly columns: readonly GridColumn[];
  readonly words: RowWords;
  /** Where it stands, in pixels. */
  readonly top: number;
  readonly onReview: (id: string) => void;
}

/** One row, drawn again only when something of it changes. It draws its cells itself: one node a cell, no component. */
export const TableRow = memo(function TableRow<T extends RecordValue>(props: TableRowProps<T>) {
  const { id, place, top, store, view, actions, columns, words, onReview } = props;
  const source = useMemo(() => watchRow({ store, view }, { id, place }), [store, view, id, place]);
  const { row, key } = useSyncExternalStore(source.subscribe, source.read, source.read);
  const element = useRef<HTMLDivElement>(null);
  const [open, range, isSelected] = key.split('|');
  useLayoutEffect(() => {
    element.current?.style.setProperty('transform', `translateY(${top}px)`);
  }, [top]);
  if (!row) return null;

  const edited = isEdited(row) ? row : undefined;
  const state = edited && stateOf(edited);
  const record = isEdited(row) ? shownRecord(row) : row.value;
  const valueOf = ({ field }: Column) => own(record, field);
  const naming = columns.find((column) => column.kind === 'field')?.column;
  const calledOtherwise = unnamed(id, row, words);
  const name = naming?.format(valueOf(naming), words) || calledOtherwise;
  const [from = -1, to = -1] = range ? range.split('-').map(Number) : [];

  return (
    <div
      ref={element}
      role="row"
      className="nc-row"
      aria-rowindex={place + 2}
      aria-selected={isSelected === '1'}
      data-row={state}
      data-dimmed={edited && dimOf(edited)}
      data-open={open === '' ? undefined : ''}
    >
      {columns.map((column, at) => {
        // Only what it has: React would look at what is undefined, too, in each of hundreds of cells.
        const cell: CellAttributes = { 'aria-colindex': at + 1 };
        if (at >= from && at <= to) cell['aria-selected'] = true;
        if (column.kind === 'select')
          return (
            <div key="select" role="gridcell" className="nc-cell nc-cell-select" {...cell}>
              <span
                role="checkbox"
                className="nc-check"
                tabIndex={-1}
                data-check=""
                aria-label={words.selectRow(name)}
                aria-checked={isSelected === '1'}
              />
            </div>
          );
        if (column.kind === 'state')
          return stateCell({ edited, name, words, cell, onReview: () => onReview(id) });
        return fieldCell(column.column, at, cell);
      })}
    </div>
  );

  function fieldCell(column: Column, at: number, cell: CellAttributes) {
    const { field, type } = column;
    const value = valueOf(column);
    const isOpen = open === String(at);
    const fault = edited?.faults[field];
    const text = column.format(value, words);
    const mark = edited && !isOpen ? markOf({ edited, field }) : undefined;
    if (!isOpen && type !== 'boolean' && isLong(text)) cell.title = text;
    if (isOpen || mark) cell['data-cell'] = mark ?? 'editing';
    if (edited && mark) cell['aria-description'] = markWords(mark, { edited, field }, words);
    if (column.isReadOnly(record) || isClosed(edited)) cell['aria-readonly'] = true;
    if (fault) cell['aria-invalid'] = true;
    return (
      <div key={field} role={at === 1 ? 'rowheader' : 'gridcell'} className={classOf(type, at)} {...cell}>
        {isOpen ? (
          <CellEditor
            column={column}
            value={value}
            fault={fault}
            label={words.cellOf(column.header, name)}
            actions={actions}
          />
        ) : (
          named(at, cellContent({ column, value, text, row: record, edited }), calledOtherwise)
        )}
      </div>
    );
  }
});

type CellAttributes = HTMLAttributes<HTMLElement> & Partial<Record<`data-${string}`, string>>;

/** How a row is dimmed on which nothing can be saved. Told apart from its state: with each change of that, all cells' looks would be asked for anew. */
function dimOf<T>(edited: EditedRow<T>): 'gone' | 'closed' | undefined {
  switch (stateOf(edited)) {
    case 'deleted':
      return 'gone';
    case 'locked':
      // An advisory lock only tells.
      return edited.lock && !isHeld(edited) ? undefined : 'closed';
    case 'not-allowed':
      return 'closed';
    default:
      return undefined;
  }
}

/** The first field names the row and is pinned. */
function classOf(type: Column['type'], at: number): string {
  const align = type === 'number' ? ' nc-cell-end' : type === 'boolean' ? ' nc-cell-center' : '';
  return at === 1 ? `nc-cell nc-cell-name${align}` : `nc-cell${align}`;
}

/** Only what names the row may take two lines on a narrow screen, and for that needs an element of its own. An empty one is called otherwise. */
function named(at: number, content: ReactNode, otherwise: string): ReactNode {
  if (at !== 1) return content;
  return content === '' ? (
    <span className="nc-hidden">{otherwise}</span>
  ) : (
    <span className="nc-cell-text">{content}</span>
  );
}
