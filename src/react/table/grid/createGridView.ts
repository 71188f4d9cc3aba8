/** A cell by its row's place in the order and its column; the header's row is -1. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cell whose editor is open. */
interface OpenCell {
  readonly id: string;
  readonly row: number;
  readonly column: number;
}

/** Where a person is in a table: the active cell, the range, the open editor, the chosen rows. Knows no values and no markup. */
export interface GridView {
  readonly active: CellPlace;
  readonly range: CellRange;
  readonly open: OpenCell | undefined;
  readonly selected: ReadonlySet<string>;
  /** Raised whenever the focus is to go to the active cell. */
  readonly focusCount: number;
  moveTo(place: CellPlace, options?: { readonly isExtending?: boolean; readonly isFocusing?: boolean }): void;
  openAt(cell: OpenCell): void;
  close(): void;
  select(ids: Iterable<string>, isSelected: boolean): void;
  clearSelection(): void;
  subscribe(listener: () => void): () => void;
  /** All that a row has to know, as a text, so that it is drawn again only when something of it changes. */
  rowKey(id: string, row: number): string;
}

/** Which row stands where. */
interface RowPlaces {
  idAt(place: number): string | undefined;
  placeOf(id: string): number;
  currentId(id: string): string;
  getOrderVersion(): number;
}

export function createGridView(rows: RowPlaces): GridView {
  const listeners = new Set<() => void>();
  let anchor: CellPlace = { row: 0, column: 0 };
  let active = anchor;
  let open: OpenCell | undefined;
  /** The rows that the places were of. */
  let ids: { readonly anchor: string | undefined; readonly active: string | undefined };
  let followed = rows.getOrderVersion();
  let selected: ReadonlySet<string> = new Set();
  let focusCount = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const remember = () => {
    ids = { anchor: rows.idAt(anchor.row), active: rows.idAt(active.row) };
  };
  function moved<P extends CellPlace>(place: P, id: string | undefined): P {
    const row = id === undefined ? -1 : rows.placeOf(id);
    return row < 0 || row === place.row ? place : { ...place, row };
  }
  remember();
  /** Goes with the rows to where they stand now; where one is gone, its place is kept. */
  function follow(): void {
    const version = rows.getOrderVersion();
    if (version === followed) return;
    followed = version;
    const height = active.row - anchor.row;
    active = moved(active, ids.active);
    anchor = moved(anchor, ids.anchor);
    // Others came between: that is no longer what was chosen.
    if (active.row - anchor.row !== height) anchor = active;
    if (open) open = moved(open, open.id);
    const isNamed = (id: string) => rows.currentId(id) !== id;
    if ([...selected].some(isNamed)) selected = new Set([...selected].map(rows.currentId));
    remember();
  }
  function range(): CellRange {
    follow();
    return {
      top: Math.min(anchor.row, active.row),
      bottom: Math.max(anchor.row, active.row),
      left: Math.min(anchor.column, active.column),
      right: Math.max(anchor.column, active.column),
    };
  }

  return {
    get active() {
      follow();
      return active;
    },
    get range() {
      return range();
    },
    get open() {
      follow();
      return open;
    },
    get selected() {
      follow();
      return selected;
    },
    get focusCount() {
      return focusCount;
    },
    moveTo(place, { isExtending = false, isFocusing = true } = {}) {
      follow();
      active = place;
      if (!isExtending) anchor = place;
      remember();
      if (isFocusing) focusCount++;
      tell();
    },
    openAt(cell) {
      follow();
      open = cell;
      active = cell;
      anchor = cell;
      remember();
      tell();
    },
    close() {
      open = undefined;
      tell();
    },
    select(ids, isSelected) {
      const next = new Set(selected);
      for (const id of ids) {
        if (isSelected) next.add(id);
        else next.delete(id);
      }
      selected = next;
      tell();
    },
    clearSelection() {
      selected = new Set();
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    rowKey(id, row) {
      const { top, bottom, left, right } = range();
      const isRange = (top < bottom || left < right) && row >= top && row <= bottom;
      if (row !== active.row && !isRange && open?.id !== id && !selected.has(id)) return '|||';
      return [
        row === active.row ? `${active.column}.${focusCount}` : '',
        open?.id === id ? open.column : '',
        isRange ? `${left}-${right}` : '',
        selected.has(id) ? 1 : '',
      ].join('|');
    },
  };
}
