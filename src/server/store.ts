import type { InvalidField, Person } from '../core/index.js';
import type { Relay } from './feed/relay.js';
import type { ListQuery } from './query/listQuery.js';
import type { EditorStore } from './editor.js';
import type { Spelled } from './json/jsonOf.js';
import type { FencedHolder, LockStore, StoredLock } from './lock.js';
import type { RecordRef } from './recordRef.js';

export type { RecordRef };

/** One version of a record as a store keeps it. */
export interface StoredVersion extends Spelled {
  readonly id: string;
  /** A 64-bit number in decimal. A record's versions only rise and are never used twice, deletion included. */
  readonly version: string;
  /** The whole record with its `id`; of a deleted one, what it was last. */
  readonly value: Spelled['value'];
  readonly isDeleted: boolean;
  /** Null where somebody wrote past the kit. */
  readonly by: Person | null;
  /** RFC 3339 time in UTC; null where somebody wrote past the kit. */
  readonly at: string | null;
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

/**
 * The one change a write makes, on condition that `before` is still what is stored: its version, and where the change makes none,
 * its content too. `next` is the version to make.
 */
export type WriteStep =
  /** `before` is the deleted record whose place it takes; without it there must be none, and never have been. */
  | (Spelled & { readonly kind: 'create'; readonly before?: StoredVersion; readonly next: string })
  | (Spelled & { readonly kind: 'update'; readonly before: StoredVersion; readonly next: string })
  /** Changes nothing, but is refused like every write when the version is not the current one. */
  | { readonly kind: 'keep'; readonly before: StoredVersion }
  | { readonly kind: 'delete'; readonly before: StoredVersion; readonly next: string }
  /** Brings back what was deleted as that version. */
  | { readonly kind: 'restore'; readonly before: StoredVersion; readonly next: string }
  /** Erases the record and its past for good; what is left is that it was deleted, and at which version. */
  | { readonly kind: 'purge'; readonly before: StoredVersion; readonly next: string };

/** Whose idempotency keys: each has a name space of its own. */
export interface RequestOwner {
  readonly tenant: string;
  readonly caller: string;
}

/** Keys by name, or all that start alike. */
export type WantedKeys = { readonly keys: readonly string[] } | { readonly start: string };

/** A checked write, with everything that has to be stored together. */
export interface Write {
  readonly ref: RecordRef;
  readonly step: WriteStep;
  readonly paths: readonly string[];
  readonly by: Person;
  readonly at: string;
  /**
   * The content has to be that of `before` as well: it may have changed without a version. By its spelling, where what is written in
   * another way may be refused: whoever asks then looks again.
   */
  readonly comparesContent?: 'spelling' | 'value';
  /** Keeps the version for good; otherwise only as long as its idempotency key is kept. */
  readonly keepsHistory: boolean;
  /** Who writes, so that locks are minded; without it they are not looked at. */
  readonly holder?: FencedHolder;
  readonly request?: RequestOwner & {
    readonly key: string;
    /** Tells whether a later request with this key asks for the same thing. */
    readonly hash: string;
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
  /** Somebody else holds an enforced lock, or the fence that was sent is not the newest (`isLost`), whoever holds it now. Nothing was stored. */
  | { readonly kind: 'locked'; readonly lock: StoredLock | null; readonly isLost: boolean }
  /** The database itself does not take a value: its type, a constraint or a trigger. Nothing was stored. */
  | { readonly kind: 'invalid'; readonly errors: readonly InvalidField[] }
  /** The idempotency key was carried out before. Nothing was stored. */
  | { readonly kind: 'known'; readonly request: KnownRequest };

/** Several writes that are carried out together. */
export interface BatchWrite {
  /** Of different records of one resource. */
  readonly writes: readonly Write[];
  /** Where one is refused, none is carried out. */
  readonly isAtomic: boolean;
  /** None is carried out in any case; what would have become of each is wanted. */
  readonly isTrial: boolean;
}

export interface BatchResult {
  readonly isKept: boolean;
  /** In the order of the writes; where nothing was kept, what would have become of each. */
  readonly results: readonly WriteResult[];
}

/** What is old. Times are RFC 3339 in UTC. */
export interface Forgettable {
  /** Idempotency keys of requests before this time. */
  readonly requestsBefore: string;
  /** Versions that were made before this time, by resource; none of a resource that is not named. */
  readonly versionsBefore: Readonly<Record<string, string>>;
}

/** How a store is doing. */
export interface StoreHealth {
  readonly kind: 'memory' | 'sqlite' | 'postgres';
  /** Resources whose trigger is missing, so that writes past the kit go unseen. */
  readonly triggersMissing: readonly string[];
  /** Settings that could lose acknowledged writes, each as a sentence. */
  readonly warnings: readonly string[];
}

/** How versions are made; see the strategies of these names. */
export type StrategyKind = 'autoIncrement' | 'timestamp' | 'trigger' | 'conditional' | 'contentHash';

/** A kind of record as a store has to keep it. */
export interface StoredResource {
  readonly name: string;
  /** How its versions are made; with `trigger` the database raises them too, whoever writes. */
  readonly strategy: StrategyKind;
  /** Old versions will be forgotten. @default false */
  readonly forgetsVersions?: boolean;
}

/**
 * Where records live. The check and the write are one statement in the store; the idempotency key, the record and its
 * history stand or fall together.
 *
 * @throws StoreUnavailableError from every function when the store can't be reached and nothing was stored; OutcomeUnknownError from
 * `write` when it can't be known.
 */
export interface Store {
  readonly locks: LockStore;
  readonly editors: EditorStore;
  /** The way to other processes that use the same store; absent where there can be none. */
  readonly relay?: Relay;
  /** Makes what the resources need, where it is missing. Several processes may do so at once. */
  setUp(resources: readonly StoredResource[]): Promise<void>;
  /** Gives the current version, which may be a deleted one. */
  read(ref: RecordRef): Promise<StoredVersion | undefined>;
  /** Gives the current versions of several records of one resource, in any order, without those that are missing. */
  readMany(collection: Omit<RecordRef, 'id'>, ids: readonly string[]): Promise<readonly StoredVersion[]>;
  /** Gives one version out of the history. */
  readVersion(ref: RecordRef, version: string): Promise<StoredVersion | undefined>;
  /** Gives the newest versions above `after`, oldest first. */
  history(
    ref: RecordRef,
    range: { readonly after: string; readonly limit: number },
  ): Promise<readonly HistoryEntry[]>;
  /** Gives records that are not deleted, in the order asked for and then by id. */
  list(query: ListQuery): Promise<readonly StoredVersion[]>;
  /** Gives which records would be listed, in any order, and at which versions. */
  match(
    query: Pick<ListQuery, 'tenant' | 'resource' | 'where' | 'limit'>,
  ): Promise<readonly Pick<StoredVersion, 'id' | 'version'>[]>;
  write(write: Write): Promise<WriteResult>;
  /** Carries several writes out in one transaction. */
  writeMany(batch: BatchWrite): Promise<BatchResult>;
  /** Looks idempotency keys of one owner up. */
  recall(owner: RequestOwner, wanted: WantedKeys): Promise<ReadonlyMap<string, KnownRequest>>;
  /** Forgets what need not be kept any longer: idempotency keys, and old versions but for each record's newest. */
  forget(old: Forgettable): Promise<void>;
  /** Tells what an operator should know. */
  health(resources: readonly StoredResource[]): Promise<StoreHealth>;
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
