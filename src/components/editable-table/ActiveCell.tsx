import { memo, type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { cellIn, type EditableTableState } from '../../react/table/index.js';

interface ActiveCellProps<T extends RecordValue> extends Pick<EditableTableState<T>, 'view' | 'columns'> {
  readonly store: EditableTableState<T>['table']['store'];
  readonly grid: RefObject<HTMLElement | null>;
  /** The focus is in the grid, or was in something there that has gone. */
  readonly hasFocus: RefObject<boolean>;
}

/**
 * Gives the active cell the table's one tab stop, and the focus where that was sent there or has lost its place: no row is drawn for
 * it. Stands behind the grid, which is there when this looks for the cell.
 */
export const ActiveCell = memo(function ActiveCell<T extends RecordValue>(props: ActiveCellProps<T>) {
  const { view, store, columns, grid, hasFocus } = props;
  const key = useSyncExternalStore(view.subscribe, view.activeKey, view.activeKey);
  // Another row may stand in its place.
  useSyncExternalStore(store.subscribe, view.activeKey, view.activeKey);
  const tabStop = useRef<HTMLElement>(undefined);
  useLayoutEffect(() => {
    const { active, open } = view;
    const cell = cellIn(grid.current, store.rowCount === 0 ? { ...active, row: -1 } : active);
    if (cell !== tabStop.current) {
      tabStop.current?.removeAttribute('tabindex');
      cell?.setAttribute('tabindex', '0');
      tabStop.current = cell;
    }
    if (!cell || open) return;
    const isLost = hasFocus.current && document.activeElement === document.body;
    if (view.takeFocus() || isLost) cell.focus({ preventScroll: true });
  }, [view, store, grid, hasFocus, key, columns]);
  return null;
});
