import type { InvalidField, JsonObject } from '../core/index.js';
import type { LogEntry } from './log.js';
import type { Store } from './store.js';
import type { Signer } from './token/signer.js';

/** How one kind of record is treated. */
export interface ResourceOptions {
  /** Tells what is wrong with a record before it is stored; `before` is absent for a new one. */
  readonly validate?: (
    value: JsonObject,
    before: JsonObject | undefined,
  ) => readonly InvalidField[] | Promise<readonly InvalidField[]>;
}

/** How much a checker takes. */
export interface Limits {
  /** The largest body and the largest record, in bytes. @default 1 MiB */
  readonly bodyBytes: number;
  /** The largest record that a conflict shows; above it the conflict gives the address. @default 256 KiB */
  readonly conflictBytes: number;
}

/** What every part of a checker works with. */
export interface Context {
  readonly store: Store;
  readonly signer: Signer;
  readonly audience: string;
  readonly resources: ReadonlyMap<string, ResourceOptions>;
  readonly limits: Limits;
  /** Idempotency keys are shown to everyone, since nobody is who they say. */
  readonly isDevelopment: boolean;
  /** The idempotency keys that are being worked on in this process. */
  readonly keysInFlight: Set<string>;
  newId(): string;
  now(): number;
  log(entry: LogEntry): void;
}
