import { flushSync } from 'react-dom';

/** Which rows of a fixed height are on the screen, and a few more. It tells its listeners in the frame of the scroll itself. */
export interface RowWindow {
  /** The ref of the element that scrolls. */
  readonly scroller: (box: HTMLElement | null) => void;
  readonly onScroll: () => void;
  /** The row at the top, and how many fit; as one text, so that it can be compared. */
  readonly getRange: () => string;
  subscribe(listener: () => void): () => void;
  /** Brings a row into view, so that it is there. */
  reveal(row: number): void;
  getPageRows(): number;
  setRowHeight(rowHeight: number): void;
}

/** Drawn above and below what is on the screen. */
const beyond = 5;

export function createRowWindow(initialRowHeight: number): RowWindow {
  const listeners = new Set<() => void>();
  let box: HTMLElement | null = null;
  let observer: ResizeObserver | undefined;
  let [rowHeight, height, first] = [initialRowHeight, 600, 0];
  let range = '';
  const shown = () => Math.ceil(height / rowHeight);
  const tell = () => {
    for (const listener of listeners) listener();
  };
  function update(): void {
    first = Math.floor((box?.scrollTop ?? 0) / rowHeight);
    const next = `${first}.${shown()}`;
    if (next === range) return;
    range = next;
    tell();
  }
  function onScroll(): void {
    box?.toggleAttribute('data-scrolled', box.scrollLeft !== 0);
    // In the same frame, or the rows that come in are blank.
    flushSync(update);
  }

  return {
    scroller(next) {
      observer?.disconnect();
      box = next;
      if (!next) return;
      observer = new ResizeObserver(() => {
        height = next.clientHeight || height;
        update();
      });
      observer.observe(next);
    },
    onScroll,
    getRange: () => (range ||= `${first}.${shown()}`),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reveal(row) {
      if (!box) return;
      const head = box.querySelector<HTMLElement>('[role=columnheader]')?.offsetHeight ?? 0;
      const [top, room] = [row * rowHeight, box.clientHeight - head];
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + rowHeight > box.scrollTop + room) box.scrollTop = top + rowHeight - room;
      else return;
      onScroll();
    },
    getPageRows: () => Math.max(1, shown() - 2),
    setRowHeight(next) {
      if (next === rowHeight) return;
      rowHeight = next;
      update();
    },
  };
}

/** The places of the rows to draw. */
export function placesOf(range: string, rowCount: number): readonly number[] {
  const [first = 0, shown = 0] = range.split('.').map(Number);
  const start = Math.max(0, Math.min(first, rowCount - shown) - beyond);
  const end = Math.min(rowCount, first + shown + beyond);
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
