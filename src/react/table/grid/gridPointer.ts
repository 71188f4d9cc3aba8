import type { MouseEvent, PointerEvent } from 'react';
import type { RecordValue } from '../../../client/index.js';
import type { CellPlace } from './createGridView.js';
import type { GridActions, GridParts } from './createGridActions.js';

/** What a pointer does in a table. Cells are found by their roles and `aria-…index`, whatever else the markup is. */
export function gridPointer<T extends RecordValue>(actions: GridActions, parts: GridParts<T>) {
  const { view, store, getColumns } = parts;
  const isControl = (target: EventTarget) =>
    target instanceof Element && target.closest('input, button, select, textarea, a, [role=checkbox]');
  const isOpenAt = ({ row, column }: CellPlace) => view.open?.row === row && view.open.column === column;

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const { target, button, shiftKey } = event;
      const place = placeOf(target);
      if (!place || button !== 0) return;
      if (isOpenAt(place)) return;
      const id = store.idAt(place.row);
      const { open } = view;
      actions.commit();
      if (isGrip(target)) {
        // The focus was in the editor.
        if (open) view.moveTo(view.active);
        return startResize(event, target, place.column, parts);
      }
      // A row that was only kept for its editor is gone with it.
      const now = id === undefined ? -1 : store.placeOf(id);
      // Nothing scrolls: what is pressed must not move away under the hand.
      view.moveTo(now < 0 ? place : { ...place, row: now }, {
        isExtending: shiftKey && place.row >= 0 && !isControl(target),
        isFocusing: !isControl(target),
      });
    },
    onMouseDown(event: MouseEvent<HTMLElement>) {
      const { target, shiftKey } = event;
      const place = placeOf(target);
      // The focus stays where the range began; the browser would take it to where no cell has it.
      if (shiftKey && place && !isOpenAt(place) && !isControl(target)) event.preventDefault();
    },
    onPointerOver({ target, buttons, pointerType }: PointerEvent<HTMLElement>) {
      const place = buttons === 1 && pointerType === 'mouse' ? placeOf(target) : undefined;
      if (!place || view.open || place.row < 0 || view.active.row < 0 || isControl(target)) return;
      view.moveTo(place, { isExtending: true });
    },
    onClick({ target, shiftKey }: MouseEvent<HTMLElement>) {
      const place = placeOf(target);
      const id = place && store.idAt(place.row);
      if (target instanceof HTMLElement && target.dataset.check !== undefined) {
        if (place?.row === -1) actions.selectAll();
        else if (id !== undefined) actions.selectRow(id, { isRange: shiftKey });
        return;
      }
      const column = place?.row === -1 ? getColumns()[place.column] : undefined;
      if (column?.kind === 'field' && !isGrip(target)) parts.onSort(column.column.field);
    },
    onDoubleClick({ target }: MouseEvent<HTMLElement>) {
      const place = placeOf(target);
      if (!place || isOpenAt(place) || isControl(target)) return;
      if (isGrip(target)) return fitColumn(target, place.column, parts);
      if (store.idAt(place.row) !== undefined) actions.open(place);
    },
  };
}

function placeOf(target: EventTarget): CellPlace | undefined {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest('[role=gridcell], [role=rowheader], [role=columnheader]');
  const [row, column] = [cell?.closest('[role=row]')?.ariaRowIndex, cell?.ariaColIndex];
  if (!row || !column) return undefined;
  return { row: Number(row) - 2, column: Number(column) - 1 };
}

/** The edge of a header, by which its column is resized. */
function isGrip(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && target.dataset.grip !== undefined;
}

function startResize<T extends RecordValue>(
  event: PointerEvent<HTMLElement>,
  grip: HTMLElement,
  at: number,
  { getColumns, onResize }: GridParts<T>,
): void {
  const column = getColumns()[at];
  if (column?.kind !== 'field') return;
  event.preventDefault();
  const turn = getComputedStyle(grip).direction === 'rtl' ? -1 : 1;
  let from = event.clientX;
  grip.setPointerCapture(event.pointerId);
  const move = ({ clientX }: globalThis.PointerEvent) => {
    const by = (clientX - from) * turn;
    onResize(column.column.field, (width) => width + by);
    from = clientX;
  };
  grip.addEventListener('pointermove', move);
  grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), {
    once: true,
  });
}

/** Makes a column as wide as what its drawn cells hold, and at most half of what is in view. */
function fitColumn<T extends RecordValue>(
  grip: HTMLElement,
  at: number,
  { getColumns, onResize }: GridParts<T>,
): void {
  const column = getColumns()[at];
  const grid = grip.closest('[role=grid]');
  if (column?.kind !== 'field' || !grid?.parentElement) return;
  const most = grid.parentElement.clientWidth / 2;
  const cells = [...grid.querySelectorAll<HTMLElement>(`[aria-colindex="${at + 1}"]`)];
  const setSize = (size: string) => cells.forEach(({ style }) => (style.inlineSize = size));
  setSize('max-content');
  const widths = cells.map((cell) => Math.ceil(cell.getBoundingClientRect().width));
  setSize('');
  onResize(column.column.field, () => Math.min(most, Math.max(...widths)));
}
