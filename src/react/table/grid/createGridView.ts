import { isEqual } from '../../../core/index.js';

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

export interface MoveOptions {
  /** The range grows or shrinks, and the active cell stays; begun at a header, it is none. */
  readonly isExtending?: boolean;
  readonly isFocusing?: boolean;
}

/** Where a person is in a table: the active cell, the range, the open editor, the chosen rows. Knows no values and no markup. */
export interface GridView {
  /** Where the focus is and typing goes: in a range, too. */
  readonly active: CellPlace;
  /** The corner of the range that moves. */
  readonly reach: CellPlace;
  readonly range: CellRange;
  readonly open: OpenCell | undefined;
  readonly selected: ReadonlySet<string>;
  moveTo(place: CellPlace, options?: MoveOptions): void;
  /** Makes all up to this cell the range, and stays in the active one. */
  extendOver(last: CellPlace): void;
  /** @returns whether the focus was sent to the active cell since it was asked last. */
  takeFocus(): boolean;
  openAt(cell: OpenCell): void;
  close(): void;
  select(ids: Iterable<string>, isSelected: boolean): void;
  clearSelection(): void;
  subscribe(listener: () => void): () => void;
  /** Another text where another cell is the active one, its editor opens or closes, or the focus was sent to it again. */
  activeKey(): string;
  /** What a row is drawn by, as a text, so that it is drawn again only when something of it changes: its open cell, the range, whether it is chosen. */
  rowKey(id: string, row: number): string;
}

/** Which row stands where. */
interface RowPlaces {
  idAt(place: number): string | undefined;
  placeOf(id: string): number;
  currentId(id: string): string;
  getOrderVersion(): number;
}

/** How many rows a range may have to be the same one after the order has changed. */
const mostFollowed = 1000;

export function createGridView(rows: RowPlaces): GridView {
  const listeners = new Set<() => void>();
  let active: CellPlace = { row: 0, column: 0 };
  let [anchor, reach] = [active, active];
  let open: OpenCell | undefined;
  /** The rows that the places were of, and those of the range. */
  let ids: readonly (string | undefined)[] = [];
  let rangeIds: readonly (string | undefined)[] | undefined;
  let followed = rows.getOrderVersion();
  let selected: ReadonlySet<string> = new Set();
  let focusCount = 0;
  let isFocusDue = false;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const remember = () => {
    ids = [active, anchor, reach].map(({ row }) => rows.idAt(row));
    rangeIds = idsInRange();
  };
  /** @returns undefined where they are too many to be remembered. */
  function idsInRange() {
    const top = Math.min(anchor.row, reach.row);
    const length = Math.abs(anchor.row - reach.row) + 1;
    return length > mostFollowed ? undefined : Array.from({ length }, (_, at) => rows.idAt(top + at));
  }
  function moved<P extends CellPlace>(place: P, id: string | undefined): P {
    const row = id === undefined ? -1 : rows.placeOf(id);
    return row < 0 || row === place.row ? place : { ...place, row };
  }
  remember();
  const nowOf = (id: string | undefined) => id && rows.currentId(id);
  /** Goes with the rows to where they stand now; where one is gone, its place is kept. */
  function follow(): void {
    const version = rows.getOrderVersion();
    if (version === followed) return;
    followed = version;
    active = moved(active, nowOf(ids[0]));
    anchor = moved(anchor, nowOf(ids[1]));
    reach = moved(reach, nowOf(ids[2]));
    // Others came between, went or changed places: that is no longer what was chosen.
    if (!isEqual(idsInRange(), rangeIds?.map(nowOf) ?? [])) [anchor, reach] = [active, active];
    if (open) open = moved(open, open.id);
    const isNamed = (id: string) => rows.currentId(id) !== id;
    if ([...selected].some(isNamed)) selected = new Set([...selected].map(rows.currentId));
    remember();
  }
  function range(): CellRange {
    follow();
    return {
      top: Math.min(anchor.row, reach.row),
      bottom: Math.max(anchor.row, reach.row),
      left: Math.min(anchor.column, reach.column),
      right: Math.max(anchor.column, reach.column),
    };
  }

  return {
    get active() {
      follow();
      return active;
    },
    get reach() {
      follow();
      return reach;
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
    moveTo(place, { isExtending = false, isFocusing = true } = {}) {
      follow();
      reach = place;
      if (!isExtending || active.row < 0) [active, anchor] = [place, place];
      remember();
      if (isFocusing) {
        focusCount++;
        isFocusDue = true;
      }
      tell();
    },
    extendOver(last) {
      // Where no row is, there is nothing to choose.
      if (last.row < 0) return;
      follow();
      [anchor, reach] = [{ row: 0, column: 0 }, last];
      remember();
      tell();
    },
    takeFocus() {
      const isDue = isFocusDue;
      isFocusDue = false;
      return isDue;
    },
    openAt(cell) {
      follow();
      open = cell;
      [active, anchor, reach] = [cell, cell, cell];
      // The editor takes it.
      isFocusDue = false;
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
    activeKey() {
      follow();
      return [active.row < 0, rows.idAt(active.row), active.column, open !== undefined, focusCount].join('|');
    },
    rowKey(id, row) {
      const { top, bottom, left, right } = range();
      const isRange = (top < bottom || left < right) && row >= top && row <= bottom;
      if (!isRange && open?.id !== id && !selected.has(id)) return '||';
      return [
        open?.id === id ? open.column : '',
        isRange ? `${left}-${right}` : '',
        selected.has(id) ? 1 : '',
      ].join('|');
    },
  };
}
