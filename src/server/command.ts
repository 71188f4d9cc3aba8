import type { JsonObject, Person } from '../core/index.js';
import type { Refusal } from './outcome.js';

/** Who asks. */
export interface Caller extends Person {
  /** Whose records the caller works on; records of other tenants do not exist for them. @default '' */
  readonly tenant?: string;
  /** Which of the caller's browser tabs asks. */
  readonly tab?: string;
}

/** What a save shall do. */
export type SaveIntent =
  | { readonly kind: 'create'; readonly over: 'nothing' | 'tombstone'; readonly value: JsonObject }
  | { readonly kind: 'patch'; readonly tokens: readonly string[]; readonly patch: JsonObject }
  | { readonly kind: 'replace'; readonly tokens: readonly string[]; readonly value: JsonObject }
  /** Brings back what was deleted, as it was last. */
  | { readonly kind: 'restore'; readonly tokens: readonly string[] };

/** What a deletion shall do. */
export interface RemoveIntent {
  readonly kind: 'remove';
  readonly tokens: readonly string[];
}

/** The tokens that a write carries; one that holds is enough. */
export interface Carried {
  readonly kind: 'carried';
  readonly tokens: readonly string[];
}

/** One write that somebody asks for, read but not yet checked. */
export interface WriteCommand<Intent extends SaveIntent | RemoveIntent = SaveIntent | RemoveIntent> {
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
  /** Tells whether the caller may see the record that a refusal shows. */
  mayRead(id: string): Promise<boolean>;
}
