import { isQuiet, type RecordValue } from '../../../client/index.js';
import { isEqual, merge, own } from '../../../core/index.js';
import type { CellsChange, Change, History, RowChange } from './createHistory.js';
import type { Overlay } from './createOverlay.js';
import type { Rows } from './createRows.js';
import { joined, seeing, withCells, type CellInput, type MeetOptions } from './changeRow.js';
import {
  draftOf,
  freshRow,
  isDirty,
  isSameIn,
  isTheirs,
  isWritten,
  shownIn,
  shownRecord,
  type EditedRow,
} from './editedRow.js';
import type { CellEdit } from './tableStore.js';

interface WritingParts<T extends RecordValue> {
  readonly history: History<T>;
  readonly rows: Rows<T>;
  readonly overlay: Overlay<T>;
  readonly editedOf: (id: string) => EditedRow<T> | undefined;
  readonly put: (id: string, row: EditedRow<T>) => void;
  readonly getOptions: () => MeetOptions<T>;
}

/** The part of a store that writes into cells, throws edits away, and takes that back. */
export function createWriting<T extends RecordValue>({
  history,
  rows,
  overlay,
  editedOf,
  put,
  getOptions,
}: WritingParts<T>) {
  /** Writes into cells of one row and tells what was changed. */
  function write(
    id: string,
    cells: readonly CellInput[],
    { isRestoring = false, before = editedOf(id) } = {},
  ): CellsChange<T> | undefined {
    // What is typed in an editor that was open stays.
    if (!before || (before.deletion && before.open === undefined && !isRestoring)) return undefined;
    // An open editor may show what was there before; what is put back has seen nothing.
    const over = (row: EditedRow<T>, { field }: CellInput) =>
      row.open === field && !isWritten(row, field) ? row : seeing(row, field);
    const after = withCells(isRestoring ? before : cells.reduce(over, before), cells, getOptions());
    put(id, after);
    const written = new Set(cells.map(({ field }) => field));
    const fields = [...written].filter((field) => !isSameIn(before, after, field));
    return fields.length > 0 ? { kind: 'cells', id, fields, before, after } : undefined;
  }

  const rewrite = (id: string, cell: CellInput, before = editedOf(id)) =>
    write(id, [cell], { isRestoring: true, before }) !== undefined;

  /** Writes an edit that was made over another value than the row's base: what others saved there it has not seen. */
  const rewriteOver = (row: EditedRow<T>, over: unknown, cell: CellInput) =>
    rewrite(row.latest.value.id, cell, {
      ...row,
      base: { ...row.base, value: { ...row.base.value, [cell.field]: over } },
    });

  /**
   * Puts a cell back to what it held before, or forward again. What others have saved there since stays.
   *
   * @returns whether the step was of this cell: another one is not taken back in its stead.
   */
  function restoreCell(id: string, field: string, { to, from }: Turn<T>): boolean {
    const row = editedOf(id);
    if (!row || isSameIn(row, to, field)) return false;
    const value = shownIn(to, field);
    const isAsLeft = isEqual(shownIn(row, field), shownIn(from, field));
    if (isWritten(to, field)) {
      if (!isAsLeft) return meetCell(row, field, { to, from });
      const cell = { field, value, fault: to.faults[field] };
      // What settled a conflict is taken back: it is one again.
      const isAsMet = isEqual(own(row.base.value, field), own(to.latest.value, field));
      const isConflict = isTheirs(to, field) && !isEqual(value, own(to.latest.value, field));
      return isConflict && isAsMet && !isTheirs(row, field)
        ? rewriteOver(row, own(to.base.value, field), cell)
        : rewrite(id, cell);
    }
    const isSavedSince =
      !isTheirs(row, field) && !isEqual(own(row.base.value, field), own(to.base.value, field));
    const isOwnSaved = isEqual(own(row.base.value, field), shownIn(from, field));
    if (isWritten(row, field) && !(isSavedSince && (isAsLeft || isOwnSaved)))
      return rewrite(id, { field, value: own(row.base.value, field) });
    // It was saved since: to take it back is an edit like any other.
    return !isAsLeft || rewrite(id, { field, value });
  }

  /** Puts an edit back into a cell that holds something else by now: it meets that like every edit, and may be a conflict. */
  function meetCell(row: EditedRow<T>, field: string, { to, from }: Turn<T>): boolean {
    const { id } = row.latest.value;
    const options = getOptions();
    const fault = to.faults[field];
    const value = shownIn(to, field);
    // It is what was saved.
    if (!fault && !isTheirs(row, field) && isEqual(value, own(row.base.value, field)))
      return rewrite(id, { field, value });
    const over = shownIn(from, field);
    const theirs = shownRecord(row);
    const base: T = { ...theirs, [field]: over };
    const result = merge({ base, mine: { ...theirs, [field]: value }, theirs }, options.rules);
    if (!fault && isQuiet(result, options)) return rewrite(id, { field, value: own(result.merged, field) });
    return rewriteOver(row, over, { field, value, fault });
  }

  /** Throws edits away. @returns whether the row is to go. */
  function drop(id: string, row: EditedRow<T>): boolean {
    const isGoing = row.isNew !== undefined || row.deletion !== undefined;
    const { lock, open } = row;
    if (isGoing) overlay.remove(id);
    else overlay.put(id, { ...freshRow(row.latest), lock, open });
    return isGoing;
  }

  /** Brings rows' edits back, over what they were made over: a conflict is one again. @returns whether anything came of it. */
  function bringBack(brought: readonly RowChange<T>[]): boolean {
    let isDone = false;
    // A new row that was saved since is the server's: gone there, it is gone.
    const changes = brought.filter(({ id, row }) => !row.isNew || id === row.latest.value.id || rows.get(id));
    const absent = new Set(changes.filter(({ id }) => !rows.get(id)));
    // From the first place on: each is where the row stood among all.
    const placed = [...absent].flatMap(({ row, place }) => (place === undefined ? [] : { row, place }));
    for (const { row, place } of placed.toSorted((a, b) => a.place - b.place))
      rows.insert([row.latest], place);
    rows.insert([...absent].map(({ row }) => row.latest));
    for (const change of changes) {
      const { id, row } = change;
      if (absent.has(change)) {
        overlay.put(id, row);
        isDone = true;
        continue;
      }
      const now = editedOf(id);
      if (now && !row.isNew) {
        isDone = true;
        // It is there: nobody deleted it, or somebody has recreated it.
        put(id, joined(now, row, getOptions()));
      }
    }
    return isDone;
  }

  function takeAway(changes: readonly RowChange<T>[]): boolean {
    const going: string[] = [];
    let isDone = false;
    for (const { id, row } of changes) {
      const now = overlay.get(id);
      // A new row that was saved meanwhile stays.
      if (!now || now.sent || (row.isNew && !now.isNew)) continue;
      if (now.isNew || now.deletion || isDirty(now)) isDone = true;
      if (drop(id, now)) going.push(id);
    }
    rows.remove(going);
    return isDone;
  }

  /** @returns whether anything came of it. */
  function restore(step: readonly Change<T>[], isUndo: boolean): boolean {
    const ofRows = step.flatMap((change) => (change.kind === 'cells' ? [] : change));
    const isBack = ({ kind }: RowChange<T>) => (kind === 'discarded') === isUndo;
    const isAway = takeAway(ofRows.filter((change) => !isBack(change)));
    let isDone = bringBack(ofRows.filter(isBack)) || isAway;
    const deleted = new Map<string, EditedRow<T>>();
    for (const change of step) {
      if (change.kind !== 'cells') continue;
      const { id, fields, before, after } = change;
      const row = overlay.get(id);
      if (row?.deletion && !deleted.has(id)) deleted.set(id, row);
      const turn = isUndo ? { to: before, from: after } : { to: after, from: before };
      for (const field of fields) if (restoreCell(id, field, turn)) isDone = true;
      const now = overlay.get(id);
      // Cell by cell it may have been clean for a moment, and forgotten.
      if (row?.deletion && now && !now.deletion) put(id, { ...now, deletion: row.deletion });
    }
    // Without its edits a deleted row goes: it comes back with them.
    const kind = isUndo ? 'came' : 'discarded';
    const gone = [...deleted].filter(([id]) => !overlay.get(id));
    history.amend(gone.map(([id, row]) => ({ kind, id, row: draftOf(row), place: rows.placeOf(id) })));
    rows.show(step.map(({ id }) => id));
    return isDone;
  }

  /** Steps that nothing is left to do of, as of rows that are gone, are passed over. */
  function undo(): void {
    while (history.canUndo) if (restore(history.undo(), true)) return;
  }

  function redo(): void {
    while (history.canRedo) if (restore(history.redo(), false)) return;
  }

  return {
    /** Writes row by row. @returns the step for undo. */
    edit(cells: readonly CellEdit[]): readonly CellsChange<T>[] {
      const byRow = new Map<string, CellEdit[]>();
      for (const cell of cells) {
        const known = byRow.get(cell.id);
        if (known) known.push(cell);
        else byRow.set(cell.id, [cell]);
      }
      const step: CellsChange<T>[] = [];
      for (const [id, ofRow] of byRow) {
        const change = write(id, ofRow);
        if (change) step.push(change);
      }
      return step;
    },
    discard(ids: readonly string[]): void {
      const going: string[] = [];
      const step: RowChange<T>[] = [];
      for (const id of ids) {
        const row = overlay.get(id);
        if (!row || row.sent) continue;
        const change = { kind: 'discarded' as const, id, row: draftOf(row) };
        if (row.deletion || row.isNew) step.push({ ...change, place: rows.placeOf(id) });
        else if (row.isNew || isDirty(row)) step.push(change);
        if (drop(id, row)) going.push(id);
      }
      rows.remove(going);
      history.add(step);
    },
    undo,
    redo,
  };
}

/** From one state of a row to another. */
interface Turn<T> {
  readonly to: EditedRow<T>;
  readonly from: EditedRow<T>;
}
