import type { Json, JsonObject, Person } from '../core/index.js';
import type { Condition } from './query/listQuery.js';
import { isRefusal, type Refusal } from './outcome.js';

/** Who asks. */
export interface Caller extends Person {
  /** Whose records the caller works on; records of other tenants do not exist for them. @default '' */
  readonly tenant?: string;
  /** Which of the caller's browser tabs asks. */
  readonly tab?: string;
}

/** What a write shall do. */
export type Intent =
  | { readonly kind: 'create'; readonly over: 'nothing' | 'tombstone'; readonly value: JsonObject }
  | { readonly kind: 'patch'; readonly proof: Proof; readonly patch: JsonObject }
  | { readonly kind: 'replace'; readonly proof: Proof; readonly value: JsonObject }
  /** Has a function of the server change or delete the record. */
  | { readonly kind: 'action'; readonly proof: Proof; readonly act: RecordAction; readonly input: Json }
  /** Brings back what was deleted, as it was last. */
  | { readonly kind: 'restore'; readonly proof: Proof }
  | { readonly kind: 'remove'; readonly proof: Proof };

/**
 * Changes one record: gives what it becomes, or null to delete it; the id stays. `value` is a copy. It may be called again where
 * somebody else was faster, and what it throws refuses the whole batch.
 */
export type RecordAction = (
  value: JsonObject,
  info: { readonly by: Caller; readonly input: Json },
) => JsonObject | null | Promise<JsonObject | null>;

/** What a write proves about the record that it replaces. */
export type Proof = Carried | Proved | Unchecked;

/** The tokens that a write carries; one that holds is enough. */
export interface Carried {
  readonly kind: 'carried';
  readonly tokens: readonly string[];
}

/** The versions that it has been proved to replace; one that is current is enough. */
export interface Proved {
  readonly kind: 'proved';
  readonly versions: readonly string[];
}

/** The server's own code, or somebody who may, replaces whatever is there. It is noted. */
export interface Unchecked {
  readonly kind: 'unchecked';
  /** What is there has to fulfil this, whatever its version. */
  readonly where?: readonly Condition[];
}

/** One write that somebody asks for, read but not yet checked. */
export interface WriteCommand {
  readonly caller: Caller;
  readonly resource: string;
  /** Absent where the server makes the id. */
  readonly id: string | undefined;
  /** A refusal where the intent can't be read; it counts only after the idempotency key has been looked up. */
  readonly intent: Intent | Refusal;
  /** The idempotency key, and a hash of what is asked under it. */
  readonly request: { readonly key: string; readonly hash: string } | undefined;
  /** The versions that the person has seen and overwrites knowingly. */
  readonly overwrites: readonly string[] | undefined;
  /** The fence of the lock that the caller believes to hold. */
  readonly fence?: string;
  /** The server's own code writes, whoever has locked the record. */
  readonly ignoresLocks?: boolean;
  /** A change makes no version. */
  readonly withoutIncrement?: boolean;
  /** Tells whether the caller may see the record that a refusal shows. */
  mayRead(id: string): Promise<boolean>;
  /** Lists the JSON Pointers among those changed that the caller may not change. */
  forbidden?(id: string, paths: readonly string[]): Promise<readonly string[]>;
}

/** Tells whether a write asks for no token. */
export function isUnchecked({ intent }: Pick<WriteCommand, 'intent'>): boolean {
  return !isRefusal(intent) && 'proof' in intent && intent.proof.kind === 'unchecked';
}
