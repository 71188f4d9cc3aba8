import type { Person } from '../core/index.js';
import type { RecordRef } from './recordRef.js';

/** Who holds a lock: a person in one browser tab. */
export interface Holder extends Person {
  /** Empty where the caller has no tabs. */
  readonly tab: string;
}

/** Who writes, and the fence of the lock that they believe to hold. */
export interface FencedHolder {
  readonly id: string;
  readonly tab: string;
  readonly fence?: string;
}

/** `advisory` only tells others; `enforced` refuses their writes. */
export type LockMode = 'advisory' | 'enforced';

/** A lease on a record. Times are the database's own. */
export interface StoredLock {
  readonly holder: Holder;
  readonly mode: LockMode;
  /** RFC 3339 time in UTC. */
  readonly since: string;
  readonly expiresAt: string;
  readonly remainingMs: number;
  /** A decimal number that rises whenever the lock passes to somebody else. */
  readonly fence: string;
  /** Who asks to edit. */
  readonly askedBy: Person | null;
}

/** A lock that somebody wants. */
export interface LockWish {
  readonly holder: Holder;
  readonly mode: LockMode;
  readonly ttlMs: number;
  /** How long one holder may keep it, renewals included; after that others come first for a while. */
  readonly longestHoldMs: number;
  /** Take it from whoever holds it. */
  readonly takeOver: boolean;
}

export type LockResult =
  | { readonly kind: 'held'; readonly lock: StoredLock; readonly isNew: boolean }
  /** Somebody else holds it. */
  | { readonly kind: 'locked'; readonly lock: StoredLock }
  /** There is no such record, or it is deleted. */
  | { readonly kind: 'missing' };

/** Somebody who looks at a record or works on it. */
export interface Editor extends Person {
  readonly state: 'viewing' | 'editing';
  /** The JSON Pointer of the field that the person is in. */
  readonly field: string | null;
  readonly since: string;
}

/** Where locks and presence live: leases that expire by the store's own clock. */
export interface LeaseStore {
  /** Takes or renews a lock. It passes under the record's own row lock, so that a write has either seen it or been waited for. */
  takeLock(ref: RecordRef, wish: LockWish): Promise<LockResult>;
  /** Gives up a lock; undefined where somebody else holds it, null where it is free now. */
  releaseLock(ref: RecordRef, holder: Holder): Promise<null | StoredLock>;
  /** Gives the locks that are held now, by id. */
  readLocks(
    collection: Omit<RecordRef, 'id'>,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, StoredLock>>;
  /** Notes who asks to edit; null where the lock is free. */
  askForLock(ref: RecordRef, by: Person): Promise<StoredLock | null>;
  /** Tells that somebody is here, for a while. */
  putEditor(
    ref: RecordRef,
    editor: Omit<Editor, 'since'> & { readonly tab: string; readonly ttlMs: number },
  ): Promise<void>;
  removeEditor(ref: RecordRef, holder: Pick<Holder, 'id' | 'tab'>): Promise<void>;
  /** Gives who is here now: a person with several tabs once, editing before viewing. */
  readEditors(ref: RecordRef): Promise<readonly Editor[]>;
}
