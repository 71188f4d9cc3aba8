import type { BatchOperation, BatchPolicy, SelectionAction } from './batch/batch.js';
import type { RecordValue } from './record.js';
import type { ChangeInfo, InvalidField, Versioned, VersionToken } from '../core/index.js';
import type { Doing, EditorsAnswer } from './live/editor.js';
import type { StreamEvent } from './live/liveEvent.js';
import type { LockAct, LockAnswer, LockWish, RecordLock } from './lock/recordLock.js';

/** A request as a dialect words it; `path` and `query` are relative to the resource's URL. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path segments, not yet percent-encoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** More of the address behind `?`, percent-encoded already. */
  readonly search?: string;
  /** It may outlive the page. */
  readonly isKeptAlive?: boolean;
}

/** An answer, its body read as JSON; undefined where it has none. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What an answer means, whatever status or body a server says it with. */
export type Outcome<T> =
  | { readonly kind: 'ok' }
  /** `current` is absent where the answer doesn't bring the record along: it is read once more then. */
  | { readonly kind: 'conflict'; readonly current?: Versioned<T> }
  | { readonly kind: 'deleted'; readonly change?: ChangeInfo }
  /** No such record, or none that this caller may see. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'token-required' }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'invalid'; readonly errors: readonly InvalidField[] }
  /** Somebody else holds the record's lock; with `isLost` the writer's own lock has passed on. */
  | { readonly kind: 'locked'; readonly lock: RecordLock | null; readonly isLost: boolean }
  /** The same request may be sent again. */
  | { readonly kind: 'try-again'; readonly afterMs: number }
  | { readonly kind: 'other' };

/** What a list is asked for. Each dialect says which of these it knows. */
export interface ListQuery {
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
  /** Conditions by field: `{ status: 'draft', price: { gt: 10 } }`. */
  readonly where?: Readonly<Record<string, unknown>>;
  /** Field names, `-` before one for descending order: `['title', '-price']`. */
  readonly sort?: readonly string[];
  /** Whose locks the records have; `free`: nobody's. */
  readonly locked?: 'me' | 'others' | 'free';
  /** Asks for the list token: it proves which records matched `where`, for an action on all of them. */
  readonly isSigned?: boolean;
}

export interface Page<T> {
  readonly items: readonly Versioned<T>[];
  /** Pass it as `after` for the next page; null on the last one. */
  readonly next: string | null;
  /** Absent where it was not asked for, and where too many match. */
  readonly listToken?: VersionToken;
}

/** One write of a whole record over the version that was read. */
export interface Write<T> {
  readonly id: string;
  readonly base: Versioned<T>;
  readonly mine: T;
  /** Number of the version that a person chose to overwrite after seeing it: for the server's audit. */
  readonly overwrites?: string;
  /** The fence of the lock that the writer believes to hold. */
  readonly fence?: string;
}

/** How a server words locks, presence and events. */
export interface LiveDialect {
  /** Names the header that says from which browser tab a request comes. */
  readonly tabHeader: string;
  lock(request: { readonly act: LockAct; readonly id: string; readonly wish?: LockWish }): WireRequest;
  /** Asks for the locks of a page of records. */
  locks(ids: readonly string[]): WireRequest;
  editors(request: {
    readonly act: 'put' | 'read' | 'remove';
    readonly id: string;
    readonly doing?: Doing;
  }): WireRequest;
  readLock(answer: WireAnswer): LockAnswer;
  /** Empty where the server has no locks. @throws ResponseError for an answer that says nothing of them */
  readLocks(answer: WireAnswer): ReadonlyMap<string, RecordLock | null>;
  readEditors(answer: WireAnswer): EditorsAnswer;
  /** Where the events of a resource's server are told, and by which name they call the resource. */
  events(url: string): { readonly url: string; readonly resource: string };
  /** Reads one server-sent event; undefined for one that it does not know. */
  readEvent(event: { readonly kind: string; readonly data: string }): StreamEvent | undefined;
}

/** How a dialect words many writes as one request; without it each row is a request of its own. */
export interface BatchDialect {
  request<T extends RecordValue>(
    operations: readonly BatchOperation<T>[] | SelectionAction,
    policy: BatchPolicy,
  ): WireRequest;
  /** Takes a batch's answer apart into one answer a row, each as a request for that row alone would get it. */
  readRows(answer: WireAnswer): readonly BatchRowAnswer[] | undefined;
}

export interface BatchRowAnswer extends WireAnswer {
  readonly id?: string;
  /** The row was fine, and not saved since another was refused. */
  readonly isAborted?: boolean;
  readonly isUnchanged?: boolean;
}

/** How one kind of server speaks versions and conflicts. */
export interface Dialect {
  /** Names the header that makes a repeated write safe; absent where the server has none, so that no write is ever repeated. */
  readonly idempotencyHeader?: string;
  /** Absent where the server has neither locks nor presence nor events. */
  readonly live?: LiveDialect;
  /** `known` is the token of what was read before: a server that still has that may answer 304, without the record. */
  get(id: string, known?: VersionToken): WireRequest;
  list(query: ListQuery): WireRequest;
  /** `isReplacement`: the record was deleted and is to come back under its id. */
  create(value: object, options: { readonly isReplacement: boolean }): WireRequest;
  save<T extends object>(write: Write<T>): WireRequest;
  remove(write: { readonly id: string; readonly token: VersionToken; readonly fence?: string }): WireRequest;
  /** Takes value and token out of an answer; undefined where either is missing. */
  readRecord<T>(answer: WireAnswer): Versioned<T> | undefined;
  readPage<T>(answer: WireAnswer): Page<T> | undefined;
  /** Many writes in one request; absent where the server takes one at a time. */
  readonly batch?: BatchDialect;
  classify<T>(answer: WireAnswer): Outcome<T>;
}
