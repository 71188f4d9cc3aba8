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

/** A lease on a record. Times are the store's own. */
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
  /** @default the mode that the lock has; of a new one `advisory` */
  readonly mode?: LockMode;
  readonly ttlMs: number;
  /** How long one person may keep it, renewals included; after that others come first for a while. */
  readonly longestHoldMs: number;
  /** From whom it is taken while they hold it; `self` is another tab of the same person. */
  readonly takeFrom: 'nobody' | 'self' | 'anyone';
}

/** What became of a wish for a lock. */
export type LockResult =
  | { readonly kind: 'held'; readonly lock: StoredLock; readonly isNew: boolean }
  /** Somebody else holds it, be it the same person in another tab. */
  | { readonly kind: 'locked'; readonly lock: StoredLock }
  /** It is free, but others come first for this long: the person has had their time, or somebody has asked for it. */
  | { readonly kind: 'resting'; readonly waitMs: number }
  /** There is no such record, or it is deleted. */
  | { readonly kind: 'missing' };

/** What became of a lock that somebody wanted to give up. */
export type ReleaseResult =
  | { readonly kind: 'released' }
  /** Nobody held it. */
  | { readonly kind: 'free' }
  /** Somebody else holds it. */
  | { readonly kind: 'locked'; readonly lock: StoredLock };

/** Where locks live: leases that expire by the store's own clock, which is nobody's process. */
export interface LockStore {
  /** Takes or renews a lock. It passes under the record's own row lock, so that a write has either seen it or been waited for. */
  take(ref: RecordRef, wish: LockWish): Promise<LockResult>;
  release(ref: RecordRef, holder: Pick<Holder, 'id' | 'tab'>): Promise<ReleaseResult>;
  /** Notes who asks to edit, unless they hold it themselves; null where the lock is free. */
  ask(ref: RecordRef, by: Person): Promise<StoredLock | null>;
  /** Ends a question to edit, by whoever asked or by the holder; null where the lock is free. */
  endAsk(ref: RecordRef, by: Pick<Person, 'id'>): Promise<StoredLock | null>;
  /** Gives the locks that are held now, by id; without ids all of them. */
  read(collection: Omit<RecordRef, 'id'>, ids?: readonly string[]): Promise<ReadonlyMap<string, StoredLock>>;
}
