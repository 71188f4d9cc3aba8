import type { LockedError } from '../errors.js';
import type { EditLockState } from './editLock.js';
import type { LockAct, LockAnswer, RecordLock } from './recordLock.js';

export interface LockStateOptions {
  readonly userId: string | undefined;
  readonly warnMs: number | undefined;
  /** Looks how things are: nobody has told for a while. */
  readonly look: () => void;
  /** The lock of this page is known to have gone. */
  readonly onLost: () => void;
}

/** What was asked, and when by the clock of `now`. */
export interface Asked {
  readonly act: LockAct;
  readonly sentAt: number;
}

/** What a page knows of a record's lock: from what the server says, and from the time that passes. */
export interface LockState {
  get(): EditLockState;
  subscribe(listener: () => void): () => void;
  /** The lock that this page holds, as far as it knows. */
  getOwn(): RecordLock | null;
  now(): number;
  remainingMs(): number;
  /** Whoever works renews it. */
  isDue(): boolean;
  /** It is asked for. */
  acquire(): void;
  takeIn(answer: LockAnswer, asked: Asked): void;
  /** No answer came. */
  miss(act: LockAct): void;
  beOffline(): void;
  /** A save that carried this fence was refused because of it. */
  beRefused(error: Pick<LockedError, 'lock' | 'isLost'>, fence: string | undefined): void;
  giveUp(): void;
  /** Who asks to edit was told "not now". */
  keep(): void;
  /** A save went through, so the server knows the person. */
  beKnown(): void;
}
