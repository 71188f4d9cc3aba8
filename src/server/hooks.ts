import type { ProblemType } from '../core/index.js';
import type { Caller } from './command.js';

/** A write that was carried out. */
export interface WriteEvent {
  readonly resource: string;
  readonly id: string;
  /** The version that it made; the one before where nothing changed. */
  readonly version: string;
  readonly kind: 'created' | 'updated' | 'unchanged' | 'deleted' | 'restored' | 'purged';
  readonly by: Caller;
  /** The same request had been carried out before; this time nothing was written. */
  readonly isReplay: boolean;
  /** The person overwrote knowingly. */
  readonly isForced: boolean;
  /** The versions that they had seen; empty where whoever made them left no number, and for every other write. */
  readonly overwrites: readonly string[];
  /** No token was asked for. */
  readonly isUnchecked: boolean;
}

/** A write that was refused because of what somebody else did. */
export interface ConflictEvent {
  readonly resource: string;
  readonly id: string;
  readonly reason: ProblemType;
  readonly by: Caller;
  /** The version that is stored now, where there is one. */
  readonly version: string | undefined;
}

/** What a server can do when something was written or refused: count, notify, index. Their errors are logged and change no answer. */
export interface Hooks {
  /** Called after every write, replays included; an aborted batch has none. */
  readonly onWrite?: (event: WriteEvent) => void | Promise<void>;
  /** Called after every refusal for somebody else's sake; what it returns changes nothing. */
  readonly onConflict?: (event: ConflictEvent) => void | Promise<void>;
}
