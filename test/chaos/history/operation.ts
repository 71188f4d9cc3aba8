/** What a client asked for, from its first request to its last answer; all times come from one clock. */
interface Asked {
  readonly id: string;
  readonly client: string;
  readonly record: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A version as an answer told it, and the save that made it. */
export interface Seen {
  readonly version: number;
  readonly writer: string;
}

/** The last read of a record, when all is quiet: with every save that its content names. */
export interface FinalRead extends Asked, Seen {
  readonly kind: 'final';
  readonly list: readonly string[];
}

interface Read extends Asked, Seen {
  readonly kind: 'read';
  /** The save that the content names last. */
  readonly last: string;
}

interface SaveAsked extends Asked {
  /** The version that the save replaces; 0 makes the record. */
  readonly baseVersion: number;
}

export interface OkSave extends SaveAsked {
  readonly kind: 'ok';
  readonly version: number;
}

/** A save that was refused for another version. */
interface ConflictSave extends SaveAsked, Seen {
  readonly kind: 'conflict';
}

/** A save that was refused for another reason. */
interface FailedSave extends SaveAsked {
  readonly kind: 'fail';
}

/** A save without an answer: it may have been stored, and may be even after its end. */
interface InfoSave extends SaveAsked {
  readonly kind: 'info';
}

export type Save = OkSave | ConflictSave | FailedSave | InfoSave;
export type Operation = Read | FinalRead | Save;
/** What told of a version and its writer. */
export type Sight = Read | FinalRead | ConflictSave;

/** The server tells the newest rows of a record's history, at most so many. */
export const mostRows = 1000;

/** A row of the server's own history. */
export interface HistoryRow {
  readonly record: string;
  readonly version: number;
  readonly client: string;
}

export function isSave(operation: Operation): operation is Save {
  return operation.kind !== 'read' && operation.kind !== 'final';
}

export function isOk(operation: Operation): operation is OkSave {
  return operation.kind === 'ok';
}

export function isSight(operation: Operation): operation is Sight {
  return operation.kind === 'read' || operation.kind === 'final' || operation.kind === 'conflict';
}
