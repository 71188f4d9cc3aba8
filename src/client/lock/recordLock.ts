import type { Person } from '../../core/index.js';

/** `advisory` only tells others; `enforced` makes the server refuse their writes. */
export type LockMode = 'advisory' | 'enforced';

/** Who holds a lock: a person in one browser tab. */
export interface LockHolder extends Person {
  /** Empty where the server tells no tabs apart. */
  readonly tab: string;
  /** It is the tab of this very page; a resource says so of every lock that it reads. */
  readonly isThisTab?: boolean;
}

/** A lock on a record, as the server told it: a lease that runs out by itself. */
export interface RecordLock {
  readonly holder: LockHolder;
  readonly mode: LockMode;
  /** RFC 3339 times in UTC, by the server's clock: to be shown, never to be counted with. */
  readonly since: string;
  readonly expiresAt: string;
  /** How long it still runs, from the moment at which it was asked for. */
  readonly remainingMs: number;
  /** Rises whenever the lock passes on: a save that carries an older one is refused. */
  readonly fence: string;
  /** Who asks to edit. */
  readonly askedBy?: Person;
}

/** A lock that somebody wants. */
export interface LockWish {
  /** @default the mode that it has; of a new one `advisory` */
  readonly mode?: LockMode;
  /** For how many milliseconds; the server sets bounds. @default the server's */
  readonly ttlMs?: number;
}

/** What is asked about a lock. */
export type LockAct = 'take' | 'take-over' | 'ask' | 'end-ask' | 'read' | 'release';

/** What the server said to something about a lock. */
export type LockAnswer =
  /** It did what was asked: the lock as it is now, or null where it is free. */
  | { readonly kind: 'lock'; readonly lock: RecordLock | null }
  /** Somebody else holds it; without a lock others come first for a while. */
  | { readonly kind: 'refused'; readonly lock: RecordLock | null; readonly waitMs: number }
  | { readonly kind: 'forbidden' }
  /** The server does not know who asks. */
  | { readonly kind: 'signed-out' }
  /** The server has no locks, or none for this record. */
  | { readonly kind: 'none' };
