import { flushSync } from 'react-dom';
import type { CellPlace } from './createGridView.js';

/** Which rows of a fixed height are on the screen, and a few more. It tells its listeners in the frame of the scroll itself. */
export interface RowWindow {
  /** The ref of the element that scrolls. */
  readonly scroller: (box: HTMLElement | null) => void;
  readonly onScroll: () => void;
  /** The row at the top, how many fit, and how many beyond; as one text, so that it can be compared. */
  readonly getRange: () => string;
  subscribe(listener: () => void): () => void;
  /** Brings a cell into view: its row is drawn. */
  reveal(place: CellPlace): void;
  getPageRows(): number;
  setRowHeight(rowHeight: number): void;
}

/** So many rows are drawn above and below those on the screen, not with the first of them. */
const mostBeyond = 5;
/** In ms from when the box is there. */
const firstPaint = 100;
/** In pixels. */
const usualHeight = 600;

export function createRowWindow(initialRowHeight: number): RowWindow {
  const listeners = new Set<() => void>();
  let box: HTMLElement | null = null;
  let observer: ResizeObserver | undefined;
  let [rowHeight, height, first, beyond] = [initialRowHeight, usualHeight, 0, 0];
  let growing: ReturnType<typeof setTimeout> | undefined;
  let range = '';
  const shown = () => Math.ceil(height / rowHeight);
  const rangeOf = () => `${first}.${shown()}.${beyond}`;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  function update(): void {
    if (box) {
      const { clientHeight, scrollHeight, scrollTop } = box;
      // One that shows all of its rows may grow with them.
      height = scrollHeight > clientHeight ? clientHeight : Math.max(clientHeight, usualHeight);
      first = Math.floor(scrollTop / rowHeight);
    }
    const next = rangeOf();
    if (next === range) return;
    range = next;
    tell();
  }
  function grow(): void {
    beyond = mostBeyond;
    update();
  }
  function onScroll(): void {
    box?.toggleAttribute('data-scrolled', box.scrollLeft !== 0);
    // In the same frame, or the rows that come in are blank.
    flushSync(grow);
  }

  function revealRow(scroller: HTMLElement, row: number): void {
    const head = scroller.querySelector<HTMLElement>('[role=columnheader]')?.offsetHeight ?? 0;
    const [top, room] = [row * rowHeight, scroller.clientHeight - head];
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + rowHeight > scroller.scrollTop + room) scroller.scrollTop = top + rowHeight - room;
    else return;
    onScroll();
  }

  return {
    scroller(next) {
      observer?.disconnect();
      clearTimeout(growing);
      box = next;
      if (!next) return;
      growing = setTimeout(grow, firstPaint);
      observer = new ResizeObserver(update);
      observer.observe(next);
    },
    onScroll,
    getRange: () => (range ||= rangeOf()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reveal({ row, column }) {
      if (!box) return;
      if (row >= 0) revealRow(box, row);
      const cell = cellIn(box, { row, column });
      if (!cell) return;
      const { scrollTop } = box;
      // Also on the page.
      cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      // The header is in view, wherever the rows are; from what is pinned the row goes on with its first columns.
      if (row < 0) box.scrollTop = scrollTop;
      if (getComputedStyle(cell).position === 'sticky') box.scrollLeft = 0;
    },
    getPageRows: () => Math.max(1, shown() - 2),
    setRowHeight(next) {
      if (next === rowHeight) return;
      rowHeight = next;
      update();
    },
  };
}

/** The element of a cell that is drawn. */
export function cellIn(grid: Element | null, { row, column }: CellPlace): HTMLElement | undefined {
  const found = grid?.querySelector<HTMLElement>(
    `[aria-rowindex="${row + 2}"] > [aria-colindex="${column + 1}"]`,
  );
  return found ?? undefined;
}

/** The places of the rows to draw. */
export function placesOf(range: string, rowCount: number): readonly number[] {
  const [first = 0, shown = 0, beyond = 0] = range.split('.').map(Number);
  const start = Math.max(0, Math.min(first, rowCount - shown) - beyond);
  const end = Math.min(rowCount, first + shown + beyond);
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
