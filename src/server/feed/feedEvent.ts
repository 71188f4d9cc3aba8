import type { Person } from '../../core/index.js';

/** A hint that something happened to a record: never what it holds. Whoever wants to know reads it. */
export interface FeedEvent {
  readonly kind: 'changed' | 'deleted' | 'restored' | 'locked' | 'unlocked' | 'editors';
  readonly tenant: string;
  readonly resource: string;
  readonly id: string;
  /** The version that was made, in decimal; null where none was, or where nobody knows yet. */
  readonly version: string | null;
  /** Null where it is not known, or nobody did it: a lock ran out. */
  readonly by: Person | null;
}
