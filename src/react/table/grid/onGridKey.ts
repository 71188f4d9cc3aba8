import type { KeyboardEvent } from 'react';
import type { RecordValue } from '../../../client/index.js';
import type { GridColumn } from './column.js';
import type { GridActions, GridParts } from './createGridActions.js';

/** What a key does in a table: the keys of the WAI-ARIA grid and of spreadsheets. */
export function onGridKey<T extends RecordValue>(
  event: KeyboardEvent<HTMLElement>,
  actions: GridActions,
  parts: GridParts<T>,
): void {
  if (event.nativeEvent.isComposing || event.defaultPrevented) return;
  const isHandled = parts.view.open ? onEditorKey(event, actions, parts) : onCellKey(event, actions, parts);
  if (!isHandled) return;
  event.preventDefault();
  event.stopPropagation();
}

function onEditorKey<T extends RecordValue>(
  event: KeyboardEvent<HTMLElement>,
  actions: GridActions,
  { view, getColumns }: GridParts<T>,
): boolean {
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
  if (key === 'Enter') actions.move({ rows: by });
  else actions.moveTo({ ...view.active, column: nextField(getColumns(), view.active.column, by) });
  return true;
}

/** What stands between two fields takes no text. */
function nextField(columns: readonly GridColumn[], from: number, by: number): number {
  const isNext = ({ kind }: GridColumn, at: number) => kind === 'field' && (at - from) * by > 0;
  const next = by > 0 ? columns.findIndex(isNext) : columns.findLastIndex(isNext);
  return next < 0 ? from : next;
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
  if (altKey && !isTyped(event)) return followLink(event) || onHeaderResize(event, parts);
  const to = target(event, parts);
  if (to) {
    actions.moveTo(to, { isExtending: shiftKey });
    return true;
  }
  return onCellAction(event, actions, parts);
}

/** Layouts write `@` or `ą` with AltGr, Apple's with Alt. With a plain letter, digit or space Alt is a command everywhere. */
function isTyped(event: KeyboardEvent<HTMLElement>): boolean {
  const { key, ctrlKey, metaKey } = event;
  if (event.getModifierState('AltGraph')) return key.length === 1;
  const isApple = /^(Mac|iP)/.test(navigator.platform);
  return isApple && /^[^a-z0-9 ]$/iu.test(key) && !ctrlKey && !metaKey;
}

/** Which way the columns run. */
function turnOf({ currentTarget }: KeyboardEvent<HTMLElement>): 1 | -1 {
  return getComputedStyle(currentTarget).direction === 'rtl' ? -1 : 1;
}

/** Where a key of movement leads. */
function target<T extends RecordValue>(
  event: KeyboardEvent<HTMLElement>,
  { view, store, getColumns, getPageRows }: GridParts<T>,
) {
  const { key, ctrlKey, metaKey, shiftKey } = event;
  const { row, column } = shiftKey ? view.reach : view.active;
  const isFar = ctrlKey || metaKey;
  const [lastRow, lastColumn] = [store.rowCount - 1, getColumns().length - 1];
  switch (key) {
    case 'ArrowUp':
      // No range reaches into the header.
      return { row: isFar ? 0 : shiftKey && row >= 0 ? Math.max(0, row - 1) : row - 1, column };
    case 'ArrowDown':
      return { row: isFar ? lastRow : row + 1, column };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = (key === 'ArrowRight' ? 1 : -1) * turnOf(event);
      return { row, column: !isFar ? column + by : by > 0 ? lastColumn : 0 };
    }
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
      view.extendOver({ row: store.rowCount - 1, column: getColumns().length - 1 });
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
  event: KeyboardEvent<HTMLElement>,
  { view, getColumns, onResize }: GridParts<T>,
): boolean {
  const column = getColumns()[view.active.column];
  const by = (event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0) * turnOf(event);
  if (view.active.row !== -1 || by === 0 || column?.kind !== 'field') return false;
  onResize(column.column.field, (width) => width + by);
  return true;
}

function onCellAction<T extends RecordValue>(
  { key, shiftKey }: KeyboardEvent<HTMLElement>,
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
  // A range may begin where nothing is written.
  if (key === 'Delete' || key === 'Backspace') {
    actions.clear();
    return true;
  }
  if (key === ' ' && (column.kind === 'select' || shiftKey)) {
    actions.selectRow(id);
    return true;
  }
  if (column.kind === 'select') return false;
  if (column.kind === 'state') {
    if (key !== 'Enter' && key !== ' ') return false;
    onReview(id);
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
