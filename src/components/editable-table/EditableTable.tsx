import { useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { RecordValue, Resource } from '../../client/index.js';
import {
  nameShare,
  useTableTexts,
  useEditableTable,
  type EditableTableOptions,
} from '../../react/table/index.js';
import { ActiveCell } from './ActiveCell.js';
import { AddRow } from './AddRow.js';
import { LockFilter } from './LockFilter.js';
import { LiveWords } from './LiveWords.js';
import { RowLocks } from './RowLocks.js';
import { ResultLine } from './ResultLine.js';
import { SelectionBar, type RowAction } from './SelectionBar.js';
import { TableBody } from './TableBody.js';
import { TableDialog } from './TableDialog.js';
import { TableHead } from './TableHead.js';
import { Toolbar } from './Toolbar.js';

export interface EditableTableProps<T extends RecordValue> extends EditableTableOptions<T> {
  readonly resource: Resource<T>;
  /** Names the table to whoever can't see it. */
  readonly label: string;
  /** What can be done to chosen rows: names of the server's actions. `remove` deletes them. */
  readonly actions?: readonly RowAction[];
  /** Stands where no row is. */
  readonly empty?: ReactNode;
  /** Saves to offer beside the table's own: it is given to the toolbar. */
  readonly toolbar?: ReactNode;
}

/**
 * A table that people edit as a spreadsheet, over rows that others edit, too: each row is saved by its own token, what conflicts keeps
 * its edits and is reviewed. A `grid` with one tab stop, its toolbar and the line that says what became of a save.
 *
 * @example
 * <EditableTable label="Articles" resource={articles} columns={[{ field: 'title' }, { field: 'price', type: 'number' }]} policy="merge" />
 */
export function EditableTable<T extends RecordValue>(props: EditableTableProps<T>) {
  const { resource, label, actions: rowActions = [], empty, toolbar, hasLocks = false } = props;
  const state = useEditableTable(resource, props);
  const { table, view, actions, columns, window, rowHeight, rowCount, widths, gridProps } = state;
  const { store, pages } = table;
  const { scroller, onScroll } = window;
  const texts = useTableTexts();
  const grid = useRef<HTMLDivElement>(null);
  // What is taken off the page under the focus tells of no blur.
  const hasFocus = useRef(false);
  const readSelected = () => view.selected;
  const selected = useSyncExternalStore(view.subscribe, readSelected, readSelected);
  // All that match are meant until one row is chosen or left out by hand.
  const [allOf, setAllOf] = useState<ReadonlySet<string>>();
  const isAll = allOf === selected;
  const setAll = (isMeant: boolean) => setAllOf(isMeant ? selected : undefined);

  // No style attributes: a strict CSP refuses them.
  useLayoutEffect(() => {
    const sizes = columns.map((column) => {
      if (column.kind === 'select') return 40;
      return column.kind === 'state' ? 208 : (widths[column.column.field] ?? column.column.width);
    });
    const [, name] = columns;
    const isNameSized = name?.kind === 'field' && widths[name.column.field] !== undefined;
    const tracks = sizes.map((size, at) => {
      if (at === sizes.length - 1) return `minmax(${size}px, 1fr)`;
      // What stays in view leaves room for the rest on a narrow screen, unless a person sized it.
      return at === 1 && !isNameSized ? `min(${size}px, ${nameShare * 100}vw)` : `${size}px`;
    });
    const style = grid.current?.style;
    style?.setProperty('--nc-columns', tracks.join(' '));
    style?.setProperty('--nc-row-height', `${rowHeight}px`);
    // What is scrolled to must not end under what stays in view.
    grid.current?.parentElement?.style.setProperty(
      'scroll-padding-inline-start',
      `calc(${tracks.slice(0, 2).join(' + ')})`,
    );
    // Said outright, so that nothing in a cell makes the browser measure the table.
    style?.setProperty('inline-size', `max(100%, ${sizes.reduce((sum, size) => sum + size, 0)}px)`);
  }, [columns, widths, rowHeight]);

  return (
    <div className="nc nc-table">
      <SelectionBar state={state} actions={rowActions} isAll={isAll} onAll={setAll}>
        <Toolbar state={state}>
          {props.newRow && <AddRow state={state} newRow={props.newRow} />}
          {hasLocks && !props.rows && <LockFilter state={state} />}
          {toolbar}
        </Toolbar>
      </SelectionBar>
      <ResultLine state={state} resource={resource} actions={rowActions} isAll={isAll} onAll={setAll} />
      <div className="nc-grid-scroll" ref={scroller} onScroll={onScroll}>
        <div
          className="nc-grid"
          ref={grid}
          role="grid"
          aria-label={label}
          aria-rowcount={pages.hasMore ? -1 : rowCount + 1}
          aria-colcount={columns.length}
          aria-multiselectable="true"
          aria-busy={pages.isLoading}
          {...gridProps}
          onFocus={() => (hasFocus.current = true)}
          onBlur={() => (hasFocus.current = false)}
        >
          <TableHead view={view} store={store} actions={actions} columns={columns} sort={state.sort} />
          <TableBody
            store={store}
            pages={pages}
            review={table.review}
            isUnanswered={!table.isSaving}
            view={view}
            actions={actions}
            columns={columns}
            window={window}
            rowHeight={rowHeight}
            rowCount={rowCount}
          />
        </div>
        <ActiveCell view={view} store={store} columns={columns} grid={grid} hasFocus={hasFocus} />
        {rowCount === 0 && !pages.error && (
          <p className="nc-table-empty nc-muted">
            {pages.isLoading
              ? texts.loadingRows
              : state.filterText || state.locked
                ? texts.noRowsMatch
                : (empty ?? texts.noRows)}
          </p>
        )}
      </div>
      <LiveWords state={state} />
      {hasLocks && <RowLocks resource={resource} state={state} />}
      <TableDialog state={state} />
    </div>
  );
}
