import type { Person } from '../../core/index.js';

/** Something happened to a record. A hint only: whoever wants to know what the record holds reads it. */
export interface LiveEvent {
  readonly kind: 'changed' | 'deleted' | 'restored' | 'locked' | 'unlocked' | 'editors';
  readonly id: string;
  /** Number of the version that was made; null where none was. */
  readonly version: string | null;
  /** Null where nobody did it, or where it is not known. */
  readonly by: Person | null;
}

/** What somebody who watches is told: an event, or that some may have been missed, so that everything is to be looked at again. */
export type LiveMessage = LiveEvent | { readonly kind: 'resync' };

/** An event of any resource, as the stream brings it. */
export interface StreamEvent extends LiveEvent {
  readonly resource: string;
}

export type StreamMessage = StreamEvent | { readonly kind: 'resync' };
