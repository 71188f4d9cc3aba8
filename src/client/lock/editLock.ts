import type { Person } from '../../core/index.js';
import type { guardSaves } from './guardSaves.js';
import type { LiveMessage } from '../live/liveEvent.js';
import type { LockCalls } from './leaseCalls.js';
import type { LockWish, RecordLock } from './recordLock.js';

export type EditLockStatus =
  /** Nobody holds it, or the server has no locks. */
  | 'none'
  | 'acquiring'
  | 'held'
  /** It is held and ends soon. */
  | 'warning'
  /** Somebody else holds it, or others come first for a moment. */
  | 'blocked'
  /** It was held here, and is not any more. */
  | 'lost'
  /** The server does not answer; what was held may still be. */
  | 'offline';

/** Why what was asked last did not come about. */
export type LockFailure =
  /** The server did not answer, so it may or may not have come about. */
  | 'no-answer'
  /** The server does not know who asks: the sign-in has run out. */
  | 'signed-out'
  | 'may-not-lock'
  | 'may-not-take-over'
  | 'may-not-ask';

export interface EditLockState {
  readonly status: EditLockStatus;
  /** The server has said how things are. One without locks never does. */
  readonly isKnown: boolean;
  /** The lock as the server last told it: one's own or another's; null where it is free or not known. */
  readonly lock: RecordLock | null;
  /** It is the same person's, in another tab. */
  readonly isOwnOtherTab: boolean;
  /** What ended one's own: its time ran out, or somebody took it over. Who has it since is `lock`. */
  readonly lostBy: 'expiry' | 'takeover' | null;
  /** Who asks to edit while it is held here, until that is answered. */
  readonly askedBy: Person | null;
  /** Whoever holds it was told that one wants to edit. Where somebody else has asked before, `lock.askedBy` is that person. */
  readonly hasAsked: boolean;
  /** Whoever holds it has answered "not now". */
  readonly wasDeclined: boolean;
  /** The last renewal brought time; false once the server's longest time is reached. */
  readonly canExtend: boolean;
  /** Why what was asked last did not come about; null where it did. */
  readonly failure: LockFailure | null;
}

export interface EditLockOptions extends LockWish {
  readonly calls: LockCalls;
  /** Hears what happens to the record. @returns what ends it. */
  readonly watch?: (handler: (message: LiveMessage) => void) => () => void;
  /** Takes the lock with the first edit, or at once. @default 'edit' */
  readonly takeOn?: 'edit' | 'mount';
  /** The person's id, as the server knows it: their other tab is then told apart from other people. */
  readonly userId?: string | undefined;
  /** How long before its end a lock warns. @default a third of its time, at most a minute */
  readonly warnMs?: number;
}

export interface EditLock {
  getState(): EditLockState;
  subscribe(listener: () => void): () => void;
  /** How long one's own lock still runs, by a clock that nobody sets; 0 without one. */
  getRemainingMs(): number;
  /** To be sent with a save; undefined where there is no lock to rely on. */
  getFence(): string | undefined;
  /** Holds and renews from now on. @returns what ends it and gives the lock up. */
  start(): () => void;
  /** Tells that the person works: takes the lock if it is free, keeps it from running out. On a hidden page nobody works. */
  touch(): void;
  /** Takes or renews it now. Resolves to whether it is held here; what hindered it is the state's `failure`. */
  take(): Promise<boolean>;
  /** Takes it from whoever holds it. Resolves as `take` does. */
  takeOver(): Promise<boolean>;
  /** Tells whoever holds it that one wants to edit; `hasAsked` says that they were told. */
  ask(): Promise<void>;
  /** Answers who asks to edit with "not now". */
  keep(): void;
  /** Gives it up, and lets whoever asked come first. */
  handOver(): Promise<void>;
  /** Makes a save rely on the lock: its requests carry the fence, and the lock hears of one that is refused because of it. */
  readonly guard: ReturnType<typeof guardSaves>;
}

/** Nothing is held, and nothing is known of others. */
export const noLock: EditLockState = {
  status: 'none',
  isKnown: false,
  lock: null,
  isOwnOtherTab: false,
  lostBy: null,
  askedBy: null,
  hasAsked: false,
  wasDeclined: false,
  canExtend: true,
  failure: null,
};
