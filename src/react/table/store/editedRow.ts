import type { NewRecord, RecordLock, RecordValue } from '../../../client/index.js';
import {
  isEqual,
  own,
  type ChangeInfo,
  type Choice,
  type Conflict,
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

/** What the overlay holds of a row that is not just as it was read. Never changed, only replaced; all have all fields, which engines are fast with. */
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
  readonly open: string | undefined;
  /** `seen`: noticed while editing; `refused`: the server did not take the row over it. */
  readonly conflict: 'seen' | 'refused' | undefined;
  /** What was chosen in the conflict so far. */
  readonly choices: readonly Choice[] | undefined;
  readonly deletion: { readonly change?: ChangeInfo } | undefined;
  /** The edits that are on their way. */
  readonly sent: Readonly<Record<string, unknown>> | undefined;
  readonly outcome: 'saved' | 'locked' | 'not-allowed' | 'failed' | undefined;
  readonly error: Error | undefined;
  /** No server knows it yet; `named`: with an id that the app has chosen. */
  readonly isNew: 'named' | 'unnamed' | undefined;
  /** A lock that is held elsewhere: by somebody else, or in one's own other tab. */
  readonly lock: RecordLock | undefined;
  /** Fields that others changed and that followed. */
  readonly updated: readonly string[] | undefined;
}

/** No edits, no faults: the same for all rows. */
export const none: Readonly<Record<string, never>> = {};

export function freshRow<T>(record: Versioned<T>): EditedRow<T> {
  return {
    base: record,
    latest: record,
    edits: none,
    faults: none,
    open: undefined,
    conflict: undefined,
    choices: undefined,
    deletion: undefined,
    sent: undefined,
    outcome: undefined,
    error: undefined,
    isNew: undefined,
    lock: undefined,
    updated: undefined,
  };
}

export function isDirty<T>({ edits, faults }: EditedRow<T>): boolean {
  if (!isEmpty(edits)) return true;
  return faults !== none && Object.keys(faults).some((field) => field !== '');
}

/** There is nothing to remember of it. */
export function isForgettable<T>(row: EditedRow<T>): boolean {
  const isIdle =
    !row.sent && row.open === undefined && row.outcome !== 'saved' && !row.updated && !row.deletion;
  return isIdle && !row.lock && !row.isNew && !isDirty(row);
}

export function stateOf<T>(row: EditedRow<T>): RowState {
  if (row.sent) return 'saving';
  if (row.deletion) return 'deleted';
  if (row.conflict) return 'conflict';
  if (!isEmpty(row.faults)) return 'invalid';
  // Refused were edits: without them there is nothing to say of it.
  if (row.outcome && row.outcome !== 'saved' && isDirty(row)) return row.outcome;
  if (isHeld(row)) return 'locked';
  if (row.isNew) return 'new';
  if (isDirty(row)) return 'edited';
  if (row.outcome === 'saved') return 'saved';
  return row.lock ? 'locked' : row.updated ? 'updated' : 'clean';
}

/** The server would refuse to save it: a lock held elsewhere is more than a word. */
export function isHeld<T>(row: EditedRow<T> | undefined): boolean {
  return row?.lock?.mode === 'enforced';
}

/** Nothing can be typed into it. */
export function isClosed<T>(row: EditedRow<T> | undefined): boolean {
  return row?.deletion !== undefined || isHeld(row);
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

/** The record as its cells show it. */
export function shownRecord<T>({ latest, edits }: EditedRow<T>): T {
  // Edits are of the record's own fields.
  return { ...latest.value, ...edits } as T;
}

export function conflictOf<T>(row: EditedRow<T>): Conflict<T> | null {
  const edit = { base: row.base, mine: mineOf(row) };
  if (row.deletion) return { kind: 'deleted', ...edit, ...row.deletion };
  return row.conflict ? { kind: 'modified', ...edit, theirs: row.latest } : null;
}

/** A cell holds an edit, or text that no value could be made of. */
export function isWritten<T>({ edits, faults }: EditedRow<T>, field: string): boolean {
  return Object.hasOwn(edits, field) || faults[field] !== undefined;
}

/** Tells whether others have changed a field since the edits started. */
export function isTheirs<T>({ base, latest }: EditedRow<T>, field: string): boolean {
  return base !== latest && !isEqual(own(base.value, field), own(latest.value, field));
}

/** Has no fields. */
export function isEmpty(object: object): boolean {
  for (const _key in object) return false;
  return true;
}

export function hasMarks<T>({ updated, outcome }: EditedRow<T>): boolean {
  return updated !== undefined || outcome === 'saved';
}

/** What a person has in a row, without what is told of it. */
export function draftOf<T>(row: EditedRow<T>): EditedRow<T> {
  return {
    ...row,
    open: undefined,
    lock: undefined,
    outcome: undefined,
    error: undefined,
    updated: undefined,
  };
}

/** Tells whether a cell holds the same in two states of its row. */
export function isSameIn<T>(a: EditedRow<T>, b: EditedRow<T>, field: string): boolean {
  const isSameKind = Object.hasOwn(a.edits, field) === Object.hasOwn(b.edits, field);
  return (
    isSameKind && isEqual(shownIn(a, field), shownIn(b, field)) && isEqual(a.faults[field], b.faults[field])
  );
}
