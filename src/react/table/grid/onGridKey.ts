import type { KeyboardEvent } from 'react';
import type { RecordValue } from '../../../client/index.js';
import type { GridActions, GridParts } from './createGridActions.js';

/** What a key does in a table: the keys of the WAI-ARIA grid and of spreadsheets. */
export function onGridKey<T extends RecordValue>(
  event: KeyboardEvent<HTMLElement>,
  actions: GridActions,
  parts: GridParts<T>,
): void {
  if (event.nativeEvent.isComposing || event.defaultPrevented) return;
  const isHandled = parts.view.open ? onEditorKey(event, actions) : onCellKey(event, actions, parts);
  if (!isHandled) return;
  event.preventDefault();
  event.stopPropagation();
}

function onEditorKey(event: KeyboardEvent<HTMLElement>, actions: GridActions): boolean {
  const { key, shiftKey, altKey, target } = event;
  if (key === 'Escape') {
    actions.cancel();
    return true;
  }
  if (key === 'Enter' && altKey && target instanceof HTMLTextAreaElement) {
    target.setRangeText('\n', target.selectionStart, target.selectionEnd, 'end');
    return true;
  }
  if (key !== 'Enter' && key !== 'Tab') return false;
  actions.commit();
  const by = shiftKey ? -1 : 1;
  actions.move(key === 'Enter' ? { rows: by } : { columns: by });
  return true;
}

function onCellKey<T extends RecordValue>(
  event: KeyboardEvent<HTMLElement>,
  actions: GridActions,
  parts: GridParts<T>,
): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isCommand = (ctrlKey || metaKey) && !altKey;
  if (isCommand && !key.startsWith('Arrow') && !['Home', 'End'].includes(key))
    return onCommand(event, actions, parts);
  if (altKey) return followLink(event) || onHeaderResize(key, parts);
  const to = target(event, parts);
  if (to) {
    actions.moveTo(to, { isExtending: shiftKey && to.row >= 0 });
    return true;
  }
  return onCellAction(event, actions, parts);
}

/** Where a key of movement leads. */
function target<T extends RecordValue>(
  { key, ctrlKey, metaKey }: KeyboardEvent<HTMLElement>,
  { view, store, getColumns, getPageRows }: GridParts<T>,
) {
  const { row, column } = view.active;
  const isFar = ctrlKey || metaKey;
  const [lastRow, lastColumn] = [store.rowCount - 1, getColumns().length - 1];
  switch (key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isFar ? lastRow : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isFar ? lastColumn : column + 1 };
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? lastRow : row, column: lastColumn };
    case 'PageUp':
      return { row: Math.max(0, row - getPageRows()), column };
    case 'PageDown':
      return { row: row + getPageRows(), column };
    default:
      return undefined;
  }
}

function onCommand<T extends RecordValue>(
  { key, shiftKey }: KeyboardEvent<HTMLElement>,
  actions: GridActions,
  { store, view, getColumns }: GridParts<T>,
): boolean {
  switch (key.toLowerCase()) {
    case 'z':
      if (shiftKey) store.redo();
      else store.undo();
      return true;
    case 'y':
      store.redo();
      return true;
    case 'd':
      actions.fillDown();
      return true;
    case 'a':
      view.moveTo({ row: 0, column: 0 });
      view.moveTo({ row: store.rowCount - 1, column: getColumns().length - 1 }, { isExtending: true });
      return true;
    default:
      return false;
  }
}

/** Alt+Enter, as in spreadsheets: a cell's link or button is no tab stop of its own. */
function followLink({ key, target }: KeyboardEvent<HTMLElement>): boolean {
  if (key !== 'Enter' || !(target instanceof HTMLElement)) return false;
  const link = target.querySelector<HTMLElement>('a[href], button');
  link?.click();
  return link !== null;
}

function onHeaderResize<T extends RecordValue>(
  key: string,
  { view, getColumns, onResize }: GridParts<T>,
): boolean {
  const column = getColumns()[view.active.column];
  const by = key === 'ArrowLeft' ? -16 : key === 'ArrowRight' ? 16 : 0;
  if (view.active.row !== -1 || by === 0 || column?.kind !== 'field') return false;
  onResize(column.column.field, by);
  return true;
}

function onCellAction<T extends RecordValue>(
  { key }: KeyboardEvent<HTMLElement>,
  actions: GridActions,
  { view, store, getColumns, onReview, onSort }: GridParts<T>,
): boolean {
  const { active } = view;
  const column = getColumns()[active.column];
  const id = store.idAt(active.row);
  if (active.row === -1) {
    if (key !== 'Enter' && key !== ' ') return false;
    if (column?.kind === 'field') onSort(column.column.field);
    if (column?.kind === 'select') actions.selectAll();
    return column?.kind !== 'state';
  }
  if (!column || id === undefined) return false;
  if (column.kind === 'select') {
    if (key !== ' ') return false;
    actions.selectRow(id);
    return true;
  }
  if (column.kind === 'state') {
    if (key !== 'Enter' && key !== ' ') return false;
    onReview(id);
    return true;
  }
  if (key === 'Delete' || key === 'Backspace') {
    actions.clear();
    return true;
  }
  if (column.column.type === 'boolean' && (key === ' ' || key === 'Enter' || key === 'F2')) {
    actions.toggle(active);
    return true;
  }
  if (key === 'Enter' || key === 'F2') {
    actions.open(active);
    return true;
  }
  // The editor takes the focus with all of its text selected, so that the key itself is typed over it.
  if (key.length === 1 && column.column.type !== 'boolean') actions.open(active);
  return false;
}
