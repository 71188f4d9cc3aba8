import { memo, type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { cellIn, type EditableTableState } from '../../react/table/index.js';

interface ActiveCellProps<T extends RecordValue> extends Pick<
  EditableTableState<T>,
  'view' | 'columns' | 'rowCount'
> {
  readonly store: EditableTableState<T>['table']['store'];
  readonly grid: RefObject<HTMLElement | null>;
}

/** Gives the active cell the table's one tab stop, and the focus where that was sent there: no row is drawn for it. */
export const ActiveCell = memo(function ActiveCell<T extends RecordValue>(props: ActiveCellProps<T>) {
  const { view, store, columns, rowCount, grid } = props;
  const key = useSyncExternalStore(view.subscribe, view.activeKey, view.activeKey);
  // Another row may stand in its place.
  useSyncExternalStore(store.subscribe, view.activeKey, view.activeKey);
  const tabStop = useRef<HTMLElement>(undefined);
  const hadFocus = useRef(false);
  const isEmpty = rowCount === 0;
  useLayoutEffect(() => {
    const { active, open } = view;
    const cell = cellIn(grid.current, isEmpty ? { ...active, row: -1 } : active);
    if (cell !== tabStop.current) {
      tabStop.current?.removeAttribute('tabindex');
      cell?.setAttribute('tabindex', '0');
      tabStop.current = cell;
    }
    // A row that comes where the active one was takes no focus from elsewhere on the page.
    if (!cell || open || !(view.takeFocus() || (hadFocus.current && isFocusIn(grid.current)))) return;
    hadFocus.current = true;
    cell.focus({ preventScroll: true });
  }, [view, grid, key, columns, isEmpty]);
  return null;
});

function isFocusIn(grid: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === document.body || grid?.contains(activeElement) === true;
}
