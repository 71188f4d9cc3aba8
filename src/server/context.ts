import type { Feed } from './feed/createFeed.js';
import type { Hooks } from './hooks.js';
import type { EventTimes } from './feed/eventTimes.js';
import type { LogEntry } from './log.js';
import type { RecentVersions } from './recentVersions.js';
import type { Resource } from './resource.js';
import type { Store } from './store.js';
import type { Signer } from './token/signer.js';

/** How much a checker takes. */
export interface Limits {
  /** The largest body and the largest record, in bytes. @default 1 MiB */
  readonly bodyBytes: number;
  /** The largest record that a conflict shows; above it the conflict gives the address. @default 256 KiB */
  readonly conflictBytes: number;
  /** The largest body of a batch, in bytes. @default 16 MiB */
  readonly batchBytes: number;
}

/** How long locks last. */
export interface LockLimits {
  /** How long a lock lasts that was asked for without a time, 1 second to 30 minutes. @default 3 minutes */
  readonly ttlMs: number;
  /** How long one person may keep a lock, renewals included; after that others come first for a while. @default 30 minutes */
  readonly longestHoldMs: number;
}

/** What every part of a checker works with. */
export interface Context {
  readonly store: Store;
  readonly signer: Signer;
  readonly audience: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly limits: Limits;
  readonly lockLimits: LockLimits;
  /** Idempotency keys are shown to everyone, since nobody is who they say. */
  readonly isDevelopment: boolean;
  /** The idempotency keys that are being worked on in this process. */
  readonly keysInFlight: Set<string>;
  readonly recent: RecentVersions;
  /** When old keys and versions are forgotten next, in milliseconds. */
  readonly forgetting: { dueAt: number };
  newId(): string;
  /** Tells of what was written, and of conflicts. */
  readonly hooks: Hooks;
  /** Tells everybody who follows, in all processes, of what was committed. */
  readonly feed: Feed;
  readonly events: EventTimes;
  now(): number;
  log(entry: LogEntry): void;
}

/** Gives what is set for a resource that is known to be there. */
export function resourceOf({ resources }: Context, name: string): Resource {
  const resource = resources.get(name);
  if (resource === undefined) throw new Error(`There is no resource "${name}".`);
  return resource;
}
