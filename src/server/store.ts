import type { JsonObject, Person } from '../core/index.js';
import type { ListQuery } from './listQuery.js';

/** Names one record in a store. */
export interface RecordRef {
  /** Empty where there is only one tenant. */
  readonly tenant: string;
  readonly resource: string;
  readonly id: string;
}

/** One version of a record as a store keeps it. */
export interface StoredVersion {
  readonly id: string;
  /** A 64-bit number in decimal. A record's versions only rise and are never used twice, deletion included. */
  readonly version: string;
  /** The whole record with its `id`; of a deleted one, what it was last. */
  readonly value: JsonObject;
  readonly isDeleted: boolean;
  readonly by: Person;
  /** RFC 3339 time in UTC. */
  readonly at: string;
  /** The idempotency key of the request that made this version. */
  readonly key: string | null;
}

/** What the history tells about one version. */
export interface HistoryEntry {
  readonly version: string;
  readonly at: string;
  readonly by: Person;
  /** JSON Pointers of what it changed. */
  readonly paths: readonly string[];
}

/** The one change a write makes, and on what condition. */
export type WriteStep =
  | { readonly kind: 'create'; readonly over: 'nothing' | 'tombstone'; readonly value: JsonObject }
  | { readonly kind: 'update'; readonly version: string; readonly value: JsonObject }
  /** Changes nothing, but is refused like every write when the version is not the current one. */
  | { readonly kind: 'keep'; readonly version: string }
  | { readonly kind: 'delete'; readonly version: string }
  /** Brings back what was deleted as that version. */
  | { readonly kind: 'restore'; readonly version: string };

/** An idempotency key in its owner's name space. */
export interface RequestRef {
  readonly tenant: string;
  readonly caller: string;
  readonly key: string;
}

/** A checked write, with everything that has to be stored together. */
export interface Write {
  readonly ref: RecordRef;
  readonly step: WriteStep;
  readonly paths: readonly string[];
  readonly by: Person;
  readonly at: string;
  readonly request?: RequestRef & {
    /** Tells whether a later request with this key asks for the same thing. */
    readonly hash: string;
    /** Keys of requests before this time may be forgotten. */
    readonly forgetBefore: string;
  };
}

/** A request that was carried out under an idempotency key, and what it made. */
export interface KnownRequest {
  readonly hash: string;
  readonly step: WriteStep['kind'];
  readonly resource: string;
  readonly made: StoredVersion;
}

export type WriteResult =
  | { readonly kind: 'written'; readonly made: StoredVersion }
  /** The condition did not hold. Nothing was stored, the idempotency key neither. */
  | { readonly kind: 'refused' }
  /** The idempotency key was carried out before. Nothing was stored. */
  | { readonly kind: 'known'; readonly request: KnownRequest };

/**
 * Where records live. The check and the write are one statement in the store; the idempotency key, the record and its
 * history stand or fall together.
 *
 * @throws StoreUnavailableError from every function when the store can't be reached and nothing was stored; OutcomeUnknownError from
 * `write` when it can't be known.
 */
export interface Store {
  /** Makes what the resources need, where it is missing. Several processes may do so at once. */
  setUp(resources: readonly string[]): Promise<void>;
  /** Gives the current version, which may be a deleted one. */
  read(ref: RecordRef): Promise<StoredVersion | undefined>;
  /** Gives one version out of the history. */
  readVersion(ref: RecordRef, version: string): Promise<StoredVersion | undefined>;
  /** Gives the newest versions above `after`, oldest first. */
  history(
    ref: RecordRef,
    range: { readonly after: string; readonly limit: number },
  ): Promise<readonly HistoryEntry[]>;
  /** Gives records that are not deleted, in the order asked for and then by id. */
  list(query: ListQuery): Promise<readonly StoredVersion[]>;
  write(write: Write): Promise<WriteResult>;
  /** Looks an idempotency key up. */
  recall(request: RequestRef): Promise<KnownRequest | undefined>;
}

/** The store can't be reached or is too busy. Nothing was stored; trying again later is safe. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
  constructor(options: { readonly cause: unknown }) {
    super('The store did not answer in time, so nothing was saved. Try again.', options);
  }
}

/** The connection broke while the write was being stored. Asking again under the same idempotency key tells what became of it. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
  constructor(options: { readonly cause: unknown }) {
    super(
      'The connection to the store broke during the write, so nobody knows yet whether it was stored.',
      options,
    );
  }
}

/** Tells whether an error says that nobody knows what became of a write. */
export function isOutcomeUnknownError(error: unknown): error is OutcomeUnknownError {
  return error instanceof Error && error.name === 'OutcomeUnknownError';
}

/** Tells whether an error says that the store can't be reached. */
export function isStoreUnavailableError(error: unknown): error is StoreUnavailableError {
  return error instanceof Error && error.name === 'StoreUnavailableError';
}
