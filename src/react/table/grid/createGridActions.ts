import type { NewRecord, RecordValue } from '../../../client/index.js';
import type { CellEdit } from '../store/tableStore.js';
import type { Column } from './column.js';
import { createGridCells, type Draft, type GridCellParts } from './createGridCells.js';
import type { CellPlace, MoveOptions } from './createGridView.js';
import { readClipboard, writeClipboard, type CellText } from './clipboard.js';

export interface GridParts<T extends RecordValue> extends GridCellParts<T> {
  /** Makes what a new row begins with, where one can stand behind the last. */
  readonly getNewRow: () => (() => NewRecord<T>) | undefined;
  /** Brings a cell into view: its row is drawn. */
  readonly reveal: (place: CellPlace) => void;
  /** How many rows fit on the screen. */
  readonly getPageRows: () => number;
  readonly onReview: (id: string) => void;
  readonly onSort: (field: string) => void;
  /** `change` makes the new width of the one now, both in px. */
  readonly onResize: (field: string, change: (width: number) => number) => void;
  /** Told what became of the cells of a paste, a fill, a clearing. */
  readonly onWritten: (cells: WrittenCells) => void;
}

export interface WrittenCells {
  /** They had no place, or may not be written. */
  readonly leftOut: number;
  /** They are written, and marked as not valid. */
  readonly invalid: readonly Pick<CellEdit, 'id' | 'field'>[];
  /** The store's, after it. */
  readonly step: number;
}

interface WrittenCell {
  readonly id: string;
  readonly column: Column;
}

/** What hands do in a table: move, open, commit, clear, fill, copy, paste. */
export interface GridActions {
  open(place: CellPlace): void;
  /** Takes what the open editor holds; nothing where none is open. */
  commit(): void;
  /** The open editor holds something that was not taken yet. */
  hasDraft(): boolean;
  /** The cell whose editor was taken last. */
  getWritten(): WrittenCell | undefined;
  cancel(): void;
  /** Hands in who reads the open editor. @returns what takes it back. */
  bindEditor(read: () => Draft | undefined): () => void;
  move(by: { readonly rows?: number; readonly columns?: number }): void;
  moveTo(place: CellPlace, options?: MoveOptions): void;
  clear(): void;
  fillDown(): void;
  toggle(place: CellPlace): void;
  /** Chooses all rows that are here, or none where all are chosen. */
  selectAll(): void;
  isAllSelected(): boolean;
  selectRow(id: string, options?: { readonly isRange?: boolean }): void;
  /** @returns false where nothing that can be copied is chosen: what is on the clipboard stays. */
  copy(data: Pick<DataTransfer, 'setData'>): boolean;
  paste(data: Pick<DataTransfer, 'getData'>): void;
  isEditable(place: CellPlace): boolean;
}

export function createGridActions<T extends RecordValue>(parts: GridParts<T>): GridActions {
  const { store, view, getColumns, getNewRow, reveal, onWritten } = parts;
  const { columnAt, valueAt, rowValue, writable, cellAt, toEdit, lines } = createGridCells(parts);
  let readEditor: (() => Draft | undefined) | undefined;
  let lastSelected: string | undefined;
  let written: WrittenCell | undefined;

  /** Writes into cells, as one step; where rows can be added, what goes past the last one comes into new ones. */
  function write(cells: readonly (CellPlace & Draft)[]): void {
    if (cells.length === 0) return;
    let edits: readonly CellEdit[] = [];
    const missing = cells.reduce((most, { row }) => Math.max(most, row + 1), 0) - store.rowCount;
    const newRow = missing > 0 ? getNewRow() : undefined;
    store.addAndEdit(newRow ? Array.from({ length: missing }, newRow) : [], () => {
      edits = cells.flatMap((cell) => {
        const target = writable(cell);
        return target ? toEdit(target, cell) : [];
      });
      return edits;
    });
    onWritten({
      leftOut: cells.length - edits.length,
      invalid: edits.filter(({ fault }) => fault),
      step: store.getStep(),
    });
  }

  function moveTo(place: CellPlace, options?: MoveOptions): void {
    const row = Math.max(-1, Math.min(store.rowCount - 1, place.row));
    const column = Math.max(0, Math.min(getColumns().length - 1, place.column));
    view.moveTo({ row, column }, options);
    // Afterwards: what scrolls is drawn at once, and this with it.
    reveal({ row, column });
  }

  function commit(): void {
    const { open } = view;
    if (!open) return;
    const [draft, column] = [readEditor?.(), columnAt(open.column)];
    readEditor = undefined;
    view.close();
    if (column) written = { id: open.id, column };
    if (draft && column) {
      const { id } = open;
      store.edit([toEdit({ id, column, value: rowValue(id) }, draft)]);
    }
    store.close(open.id);
  }

  function toggle(place: CellPlace): void {
    const target = writable(place);
    if (target?.column.type !== 'boolean') return;
    const { id, column } = target;
    store.edit([toEdit(target, { value: valueAt(id, column.field) !== true })]);
  }

  const shownIds = () => Array.from({ length: store.rowCount }, (_, place) => store.idAt(place) ?? '');
  function isAllSelected(): boolean {
    const { selected } = view;
    // Also rows are chosen that are filtered away.
    return (
      store.rowCount > 0 && selected.size >= store.rowCount && shownIds().every((id) => selected.has(id))
    );
  }

  return {
    commit,
    hasDraft: () => readEditor?.() !== undefined,
    getWritten: () => written,
    moveTo,
    move: ({ rows = 0, columns = 0 }) =>
      moveTo({ row: view.active.row + rows, column: view.active.column + columns }),
    isEditable: (place) => writable(place) !== undefined,
    open(place) {
      const target = writable(place);
      commit();
      if (!target) return;
      // It may stand elsewhere by now, or go by the name that the server gave it.
      const now = store.placeOf(target.id);
      const cell = now < 0 ? place : { ...place, row: now };
      const id = store.idAt(cell.row) ?? target.id;
      if (target.column.type === 'boolean' && !target.column.Editor) return toggle(cell);
      reveal(cell);
      written = undefined;
      store.open(id, target.column.field);
      view.openAt({ ...cell, id });
    },
    cancel() {
      const { open } = view;
      readEditor = undefined;
      view.close();
      if (open) store.close(open.id);
      view.moveTo(view.active);
    },
    bindEditor(read) {
      readEditor = read;
      return () => {
        if (readEditor === read) readEditor = undefined;
      };
    },
    clear: () =>
      write(
        lines()
          .flat()
          .map((place) => ({ ...place, text: '' })),
      ),
    fillDown() {
      const { top, bottom } = view.range;
      const isOne = top === bottom;
      // Above the first row nothing stands.
      if (isOne && top <= 0) return;
      write(
        lines()
          .flat()
          .filter(({ row }) => isOne || row > top)
          .map((place) => ({ ...cellAt({ row: isOne ? top - 1 : top, column: place.column }), ...place })),
      );
    },
    toggle,
    selectAll() {
      if (isAllSelected()) view.clearSelection();
      else view.select(shownIds(), true);
    },
    isAllSelected,
    selectRow(id, { isRange = false } = {}) {
      const isSelected = !view.selected.has(id);
      const [from, to] = [store.placeOf(store.currentId(lastSelected ?? id)), store.placeOf(id)];
      lastSelected = id;
      if (!isRange || from < 0) return view.select([id], isSelected);
      const between: string[] = [];
      for (let row = Math.min(from, to); row <= Math.max(from, to); row++)
        between.push(store.idAt(row) ?? id);
      view.select(between, true);
    },
    copy(data) {
      const cells = lines().map((line) => line.map(cellAt));
      if (cells.length > 0) writeClipboard(data, cells);
      return cells.length > 0;
    },
    paste(data) {
      const { left, bottom, right, ...range } = view.range;
      // A picture has no text; the header can't be written.
      if (data.getData('text/plain') === '' || range.top < 0) return;
      // All rows may have gone.
      const top = Math.min(range.top, store.rowCount);
      const cells = readClipboard(data);
      const fields = getColumns().flatMap(({ kind }, at) => (kind === 'field' && at >= left ? at : []));
      const width = cells.reduce((widest, line) => Math.max(widest, line.length), 0);
      const down = timesIn(bottom - range.top + 1, cells.length);
      const across = timesIn(fields.filter((at) => at <= right).length, width);
      const pasted: (CellPlace & CellText)[] = [];
      for (let copy = 0; copy < down * across; copy++) {
        const row = top + Math.floor(copy / across) * cells.length;
        const skipped = (copy % across) * width;
        cells.forEach((line, at) =>
          line.forEach((cell, index) =>
            pasted.push({ ...cell, row: row + at, column: fields[skipped + index] ?? -1 }),
          ),
        );
      }
      write(pasted);
    },
  };
}

/** How often what was copied fits into what was chosen; where it does not fit exactly, it is pasted once. */
function timesIn(chosen: number, copied: number): number {
  return chosen > 0 && chosen % copied === 0 ? chosen / copied : 1;
}
