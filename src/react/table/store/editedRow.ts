import { isQuiet, type NewRecord, type RecordLock, type RecordValue } from '../../../client/index.js';
import {
  isEqual,
  merge,
  own,
  type ChangeInfo,
  type Choice,
  type Conflict,
  type Rules,
  type Versioned,
} from '../../../core/index.js';

/** What is wrong with a cell; `text` is what was typed where no value could be made of it. */
export interface CellFault {
  readonly message: string;
  readonly text?: string;
  /** The server said so: whether it still does is seen when the row is sent again. */
  readonly isRefusal?: boolean;
}

export type RowState =
  | 'clean'
  | 'new'
  | 'edited'
  | 'saving'
  | 'saved'
  | 'conflict'
  | 'deleted'
  | 'locked'
  | 'invalid'
  | 'not-allowed'
  | 'failed'
  | 'updated';

/** What the overlay holds of a row that is not just as it was read. Never changed, only replaced. */
export interface EditedRow<T> {
  /** What the edits started from. Its token is sent with them. */
  readonly base: Versioned<T>;
  /** The newest version that is known; what the cells show that were not edited. */
  readonly latest: Versioned<T>;
  /** By field. */
  readonly edits: Readonly<Record<string, unknown>>;
  /** By field; `''` is the row itself. */
  readonly faults: Readonly<Record<string, CellFault>>;
  /** The field that has an editor open. */
  readonly open?: string;
  /** `seen`: noticed while editing; `refused`: the server did not take the row over it. */
  readonly conflict?: 'seen' | 'refused';
  /** What was chosen in the conflict so far. */
  readonly choices?: readonly Choice[];
  readonly deletion?: { readonly change?: ChangeInfo };
  /** The edits that are on their way. */
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly outcome?: 'saved' | 'locked' | 'not-allowed' | 'failed';
  readonly error?: Error;
  /** No server knows it yet; `named`: with an id that the app has chosen. */
  readonly isNew?: 'named' | 'unnamed';
  /** A lock that is held elsewhere: by somebody else, or in one's own other tab. */
  readonly lock?: RecordLock;
  /** Fields that others changed and that followed. */
  readonly updated?: readonly string[];
}

/** How an edit goes on over a newer version. */
export interface MeetOptions<T> {
  readonly rules: Rules<T> | undefined;
  /** Two edits of one field are a conflict, also where they could be merged. */
  readonly isStrict: boolean;
}

/** No edits, no faults: the same for all rows. */
export const none: Readonly<Record<string, never>> = {};

export function freshRow<T>(record: Versioned<T>): EditedRow<T> {
  return { base: record, latest: record, edits: none, faults: none };
}

export function isDirty<T>({ edits, faults }: EditedRow<T>): boolean {
  if (!isEmpty(edits)) return true;
  return faults !== none && Object.keys(faults).some((field) => field !== '');
}

/** There is nothing to remember of it. */
export function isForgettable<T>(row: EditedRow<T>): boolean {
  const isIdle = !row.sent && row.open === undefined && !row.outcome && !row.updated && !row.deletion;
  return isIdle && !row.lock && !row.isNew && !isDirty(row);
}

export function stateOf<T>(row: EditedRow<T>): RowState {
  if (row.sent) return 'saving';
  if (row.deletion) return 'deleted';
  if (row.conflict) return 'conflict';
  if (!isEmpty(row.faults)) return 'invalid';
  if (row.outcome && row.outcome !== 'saved') return row.outcome;
  if (isHeld(row)) return 'locked';
  if (row.isNew) return 'new';
  if (isDirty(row)) return 'edited';
  return row.outcome ?? (row.lock ? 'locked' : row.updated ? 'updated' : 'clean');
}

/** The server would refuse to save it: a lock held elsewhere is more than a word. */
export function isHeld<T>(row: EditedRow<T> | undefined): boolean {
  return row?.lock?.mode === 'enforced';
}

/** Takes or forgets a lock that is held elsewhere; what was refused over it can be saved again. */
export function withLock<T>(
  { lock: before, ...row }: EditedRow<T>,
  lock: RecordLock | undefined,
): EditedRow<T> {
  if (lock) return { ...row, lock };
  const { outcome, error: _why, ...rest } = row;
  return before && outcome === 'locked' ? rest : row;
}

/** Others deleted it, and there is nothing of the person's own to keep of it. */
export function isGone<T>(row: EditedRow<T>): boolean {
  return row.deletion !== undefined && row.open === undefined && !row.sent && !isDirty(row);
}

/** A list that is read again must not take it away. */
export function isKept<T>(row: EditedRow<T> | undefined): boolean {
  if (!row) return false;
  return isDirty(row) || row.open !== undefined || row.sent !== undefined || row.isNew !== undefined;
}

/** A save would send it. */
export function isSendable<T>(row: EditedRow<T>, state = stateOf(row)): boolean {
  return sendable.has(state) && isDirty(row);
}

const sendable: ReadonlySet<RowState> = new Set(['new', 'edited', 'locked', 'not-allowed', 'failed']);

/** The record as it is to become. */
export function mineOf<T>({ base, edits }: EditedRow<T>): T {
  // Edits are of the record's own fields.
  return { ...base.value, ...edits } as T;
}

/** What a new row is to become; undefined for one that the server knows. */
export function asNew<T extends RecordValue>(row: EditedRow<T>): NewRecord<T> | undefined {
  if (!row.isNew) return undefined;
  const { id, ...value } = mineOf(row);
  return row.isNew === 'named' ? { id, ...value } : value;
}

/** What a cell shows. */
export function shownIn<T>(row: EditedRow<T>, field: string): unknown {
  return Object.hasOwn(row.edits, field) ? row.edits[field] : own(row.latest.value, field);
}

export function conflictOf<T>(row: EditedRow<T>): Conflict<T> | null {
  const edit = { base: row.base, mine: mineOf(row) };
  if (row.deletion) return { kind: 'deleted', ...edit, ...row.deletion };
  return row.conflict ? { kind: 'modified', ...edit, theirs: row.latest } : null;
}

/** Tells whether others have changed a field since the edits started. */
export function isTheirs<T>({ base, latest }: EditedRow<T>, field: string): boolean {
  return base !== latest && !isEqual(own(base.value, field), own(latest.value, field));
}

/** Takes a newer version into a row: what was not edited follows, what was edited stays, and what both changed is a conflict. */
export function meet<T>(row: EditedRow<T>, theirs: Versioned<T>, options: MeetOptions<T>): EditedRow<T> {
  const met = { ...row, latest: theirs };
  // Until the server has answered, nobody knows what the base is.
  if (row.sent || row.conflict === 'refused') return met;
  // An open editor may still come to anything.
  if (row.open !== undefined && isTheirs(met, row.open)) return met;
  const { conflict: _settled, choices: _old, ...rest } = met;
  if (!isDirty(row)) return { ...rest, base: theirs, edits: none };
  const result = merge({ base: row.base.value, mine: mineOf(row), theirs: theirs.value }, options.rules);
  if (!isQuiet(result, options)) return { ...met, conflict: 'seen' };
  return { ...rest, base: theirs, edits: changedFields(theirs.value, result.merged) };
}

/** What goes into one cell of a row. */
export interface CellInput {
  readonly field: string;
  readonly value: unknown;
  readonly fault?: CellFault | undefined;
}

/** Puts values into cells; the value that was read takes the edit back. */
export function withCells<T>(
  row: EditedRow<T>,
  cells: readonly CellInput[],
  options: MeetOptions<T>,
): EditedRow<T> {
  const { outcome: _told, error: _why, ...rest } = row;
  const edits = { ...row.edits };
  const faults = { ...row.faults };
  for (const field in faults) if (faults[field]?.isRefusal) delete faults[field];
  for (const { field, value, fault } of cells) {
    const isBack =
      isEqual(own(row.base.value, field), value) ||
      (row.latest !== row.base && isEqual(own(row.latest.value, field), value));
    // While it is on its way, a value typed back is one more edit.
    const isEdit = !isBack || (row.sent !== undefined && Object.hasOwn(row.sent, field));
    // Text that no value could be made of stands in the fault.
    if (isEdit && fault?.text === undefined) edits[field] = value;
    else delete edits[field];
    if (fault) faults[field] = fault;
    else delete faults[field];
  }
  return again({ ...rest, edits, faults: isEmpty(faults) ? none : faults }, options);
}

/** Text that no value could be made of: no decision about values settles it. */
export function unread(faults: EditedRow<unknown>['faults']): EditedRow<unknown>['faults'] {
  return Object.fromEntries(Object.entries(faults).filter(([, { text }]) => text !== undefined));
}

function isEmpty(object: object): boolean {
  for (const _key in object) return false;
  return true;
}

export function hasMarks<T>({ updated, outcome }: EditedRow<T>): boolean {
  return updated !== undefined || outcome === 'saved';
}

/** Forgets what was only told: that it was saved, or that others changed it. */
export function withoutMarks<T>(row: EditedRow<T>): EditedRow<T> {
  const { updated: _seen, outcome, ...rest } = row;
  return outcome === undefined || outcome === 'saved' ? rest : { ...rest, outcome };
}

/** Judges anew how a row and the newest version go together. */
export function again<T>(row: EditedRow<T>, options: MeetOptions<T>): EditedRow<T> {
  if (row.base === row.latest || row.sent) return row;
  const isSettled = !isDirty(row) && row.open === undefined;
  if (!isSettled) return meet(row, row.latest, options);
  const { conflict: _over, ...rest } = row;
  return meet(rest, row.latest, options);
}

/** The fields of `after` that differ from `before`. */
export function changedFields<T>(before: T, after: T): Readonly<Record<string, unknown>> {
  const changed = Object.keys(Object.assign({}, before, after)).filter(
    (field) => !isEqual(own(before, field), own(after, field)),
  );
  return Object.fromEntries(changed.map((field) => [field, own(after, field)]));
}
