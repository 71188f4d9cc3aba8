import type { InvalidField, JsonObject, Person, ProblemType, Versioned } from '../core/index.js';
import type { Editor } from './editor.js';
import type { StoredLock } from './lock.js';
import type { HistoryEntry, StoreHealth, WriteStep } from './store.js';

/** Who made a version, and when; null where somebody wrote past the kit. */
export interface VersionInfo {
  readonly by: Person | null;
  /** RFC 3339 time in UTC. */
  readonly at: string | null;
  /** A number in decimal. */
  readonly version: string;
}

/** A record as it is handed out: its value, its token and who made it. */
export interface ServedRecord extends Omit<Versioned<JsonObject>, 'change'> {
  readonly change: VersionInfo;
  /** The idempotency key of the request that made this version; only to the one who sent it. */
  readonly key?: string;
}

export interface Found {
  readonly kind: 'found';
  readonly record: ServedRecord;
  /** The token speaks for all of the record, so that who has it needs no new copy. */
  readonly isCovered: boolean;
}

export interface Page {
  readonly kind: 'page';
  readonly items: readonly ServedRecord[];
  /** Where the next page starts; null on the last one. */
  readonly next: string | null;
  /** Proves which records matched, and at which versions; null where it was not asked for, or too many do. */
  readonly listToken: string | null;
}

/** Who changed what: the newest versions, oldest first. */
export interface History {
  readonly kind: 'history';
  readonly items: readonly HistoryEntry[];
}

/** A record as it was at one version. */
export interface PastVersion {
  readonly kind: 'past';
  /** Of a version that deleted it, what the record was last. */
  readonly value: JsonObject;
  readonly isDeleted: boolean;
  readonly change: VersionInfo;
}

export interface Saved {
  readonly kind: 'saved';
  readonly record: ServedRecord;
  /** The record did not exist before, or had been deleted. */
  readonly isNew: boolean;
  /** The save was checked but changed nothing, so that the token is still the same. */
  readonly isUnchanged: boolean;
  /** The same request had been carried out before; this is what it made then. */
  readonly isReplay: boolean;
  /** What the store did. */
  readonly step: WriteStep['kind'];
}

export interface Removed {
  readonly kind: 'removed';
  readonly id: string;
  /** The version that says so. */
  readonly version: string;
  readonly isReplay: boolean;
}

/** What became of each row of a batch, in the order they were sent. */
export interface BatchDone {
  readonly kind: 'batch';
  readonly results: readonly (Saved | Removed | Refusal)[];
  /** One was refused, so nothing was saved: the others only could have been. */
  readonly isAborted: boolean;
}

/** What a deleted record leaves behind. */
export interface Tombstone {
  /** Proves which deletion was seen; brings the record back. */
  readonly token: ServedRecord['token'];
  readonly change: VersionInfo;
  /** What the record was last, where the caller may read it. */
  readonly last?: JsonObject;
}

/** Leave to follow what happens. */
export interface Followed {
  readonly kind: 'followed';
  /** Begins the stream of events; whoever opens it has to read or cancel it. */
  open(): ReadableStream<Uint8Array>;
}

/** How the store is doing. */
export interface HealthReport {
  readonly kind: 'health';
  readonly health: StoreHealth;
}

/** What was asked was not done. Nothing was stored. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: ProblemType;
  /** What happened, why it matters, what to do. */
  readonly detail: string;
  readonly record?: { readonly resource: string; readonly id: string };
  readonly errors?: readonly InvalidField[];
  /** What a read gives now; null where there is nothing to read. */
  readonly current?: ServedRecord | null;
  /** What the token's own version was, where the history has it. */
  readonly base?: JsonObject;
  /** The versions made since. */
  readonly changes?: readonly HistoryEntry[];
  readonly tombstone?: Tombstone;
  /** The lock that is in the way; null where there is none, but there was one. */
  readonly lock?: StoredLock | null;
  /** How long to wait before asking again, where that is known. */
  readonly waitMs?: number;
  /** The methods that an address does take. */
  readonly allow?: readonly string[];
}

/** Who has locked a record; null where nobody has. */
export interface LockState {
  readonly kind: 'lock';
  readonly lock: StoredLock | null;
}

/** The same for several records, by id. */
export interface LockStates {
  readonly kind: 'locks';
  readonly locks: ReadonlyMap<string, StoredLock | null>;
}

/** Who looks at a record or works on it. */
export interface Presence {
  readonly kind: 'editors';
  /** `isYou`: it is the caller. */
  readonly editors: readonly (Editor & { readonly isYou?: true })[];
  /** How long the caller counts as one of them; absent where the caller only looked. */
  readonly remainingMs?: number;
}

/** The caller holds no lock any more, or is not here any more. */
export interface Released {
  readonly kind: 'released';
}

export type Outcome =
  | Found
  | Page
  | History
  | PastVersion
  | Saved
  | Removed
  | BatchDone
  | LockState
  | LockStates
  | Presence
  | Released
  | Followed
  | HealthReport
  | Refusal;

/** Makes a refusal. */
export function refuse(
  reason: ProblemType,
  detail: string,
  more: Omit<Refusal, 'kind' | 'reason' | 'detail'> = {},
): Refusal {
  return { kind: 'refused', reason, detail, ...more };
}

/** Tells a refusal from whatever else a step may give. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused';
}
