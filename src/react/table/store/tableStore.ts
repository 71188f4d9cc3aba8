import type { NewRecord, RecordLock, RecordValue, RowEdit, RowOutcome } from '../../../client/index.js';
import type { ChangeInfo, Choice, Rules, Versioned } from '../../../core/index.js';
import type { CellFault, EditedRow, RowState } from './editedRow.js';
import type { Arrangement } from './orderOf.js';

export interface TableStoreOptions<T> {
  readonly rules?: Rules<T> | undefined;
  /** Two edits of one field are a conflict, also where a rule could merge them. @default true */
  readonly isStrict?: boolean;
  /** Whose changes are no news. */
  readonly userId?: string | undefined;
}

/** One cell to write into. */
export interface CellEdit {
  readonly id: string;
  readonly field: string;
  readonly value: unknown;
  /** Why the value can't be saved, or what was typed in place of one. */
  readonly fault?: CellFault | undefined;
}

/** What a row is to whoever shows it: the record itself where nothing is to be said about it. */
export type RowSnapshot<T> = Versioned<T> | EditedRow<T>;

/** Counts over all rows, kept as rows change: nobody walks the rows for them. */
export interface TableSummary {
  readonly states: Readonly<Partial<Record<RowState, number>>>;
  /** Rows with edits that a save would send. */
  readonly unsaved: number;
  /** Rows that need a person: conflicts and deletions. */
  readonly open: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A row to send. */
interface SentRow<T extends RecordValue> extends RowEdit<T> {
  readonly id: string;
}

/** The state of a table, without React: rows by id, their order, and an overlay over the few that are not just as they were read. */
export interface TableStore<T extends RecordValue> {
  /** Takes what was read as the table's rows; rows with edits stay, in their place. */
  setRows(records: readonly Versioned<T>[]): void;
  /** Puts rows at the end; of those that are there it takes newer versions. */
  addRows(records: readonly Versioned<T>[]): void;
  /** Puts a row at the end that a save creates, once something is in it. @returns its id in the table: the record's own where it has one. */
  addNew(value: NewRecord<T>): string;
  /** Takes newer versions of rows that are there. */
  receive(records: readonly Versioned<T>[]): void;
  /** Somebody deleted rows: one with edits stays, and says so. */
  receiveDeleted(ids: readonly string[], change?: ChangeInfo): void;
  /** Sorts and filters; nothing else ever moves a row. */
  arrange(arrangement: Arrangement): void;
  readonly rowCount: number;
  /** The id of the row at a place of the order. */
  idAt(place: number): string | undefined;
  placeOf(id: string): number;
  /** The id of a row that had this one before the server named it. */
  currentId(id: string): string;
  getRow(id: string): RowSnapshot<T> | undefined;
  getEdited(id: string): EditedRow<T> | undefined;
  /** Ids of the rows in one of these states, in the order in which they came there. */
  idsIn(...states: readonly RowState[]): readonly string[];
  /** The same object as long as no count changes. */
  getSummary(): TableSummary;
  /** Another number after every change of anything. */
  getVersion(): number;
  /** Another number after every change of which rows there are, and in which order. */
  getOrderVersion(): number;
  /** Another number after everything that a person did: wrote, took back, saved. */
  getStep(): number;
  /** Tells of changes of one row. */
  subscribeRow(id: string, listener: () => void): () => void;
  /** Tells of any change. */
  subscribe(listener: () => void): () => void;
  /** One step for undo, however many cells. */
  edit(cells: readonly CellEdit[]): void;
  /** Puts new rows at the end and then edits cells, theirs among them: one step for undo. @returns the new rows' ids. */
  addAndEdit(values: readonly NewRecord<T>[], toCells: () => readonly CellEdit[]): readonly string[];
  open(id: string, field: string): void;
  close(id: string): void;
  undo(): void;
  redo(): void;
  /** Throws edits away; undo brings them back. All without `ids`. */
  discard(ids?: readonly string[]): void;
  choose(id: string, choices: readonly Choice[]): void;
  /** Takes out what is to be saved; the rows are saving from now on. */
  send(ids: readonly string[]): readonly SentRow<T>[];
  /** Sends a row's resolution: `mine` over the newest version that was shown. */
  sendResolved(row: { readonly id: string; readonly theirs: Versioned<T>; readonly mine: T }): void;
  /** `isWaiting`: rows without an answer will still get one. */
  settle(outcomes: ReadonlyMap<string, RowOutcome<T>>, options?: { readonly isWaiting?: boolean }): void;
  /** Takes the locks that are held elsewhere, all that are known: rows that are not among them are free. */
  setLocks(locks: ReadonlyMap<string, RecordLock>): void;
  /** Says from now on whether two edits of one field are a conflict where a rule could merge them. */
  setStrict(isStrict: boolean): void;
  /** Forgets "saved" and "updated" marks. */
  clearMarks(): void;
}

/** The version that a person has seen of a row. What comes of one that is on its way nobody has seen. */
export function seenIn<T>(row: RowSnapshot<T>): Versioned<T> {
  if (!isEdited(row)) return row;
  return row.sent ? row.base : row.latest;
}

export function isEdited<T>(row: RowSnapshot<T>): row is EditedRow<T> {
  return 'edits' in row;
}
