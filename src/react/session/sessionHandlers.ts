import type { Unsaved } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';
import type { Outbox } from './createWriter.js';

/** What a session asks of the app around it. */
export interface SessionHandlers<T> {
  /** Told of every record that the server acknowledged. */
  readonly onSaved: (record: Versioned<T>) => void;
  /** Reads the record again; the session takes what comes. */
  readonly refetch: () => void;
  /** Stores saves before they are sent. */
  readonly outbox?: Outbox<T> | undefined;
  /** Awaited before anything is sent: what was typed is kept by then. */
  readonly beforeSend?: () => Promise<void>;
  /** Handed what a person discards by hand. */
  readonly onDiscard?: (unsaved: Unsaved<T>) => void;
}
