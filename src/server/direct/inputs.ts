import type { Json, JsonObject, VersionToken } from '../../core/index.js';
import type { BatchPolicy } from '../actions/batch.js';
import type { Caller } from '../command.js';
import type { EditorState } from '../editor.js';
import type { LockMode } from '../lock.js';

/** Names a record, and who wants to see it. */
export interface GetInput {
  readonly resource: string;
  readonly id: string;
  /** @default a caller without a name and a tenant */
  readonly by?: Caller;
}

export interface HistoryInput extends GetInput {
  /** 1 to 1,000. @default 100 */
  readonly limit?: number;
}

/** Which records to list; the words are those of the query string. */
export interface ListInput {
  readonly resource: string;
  /**
   * `{ status: 'draft', price: { gt: 10 } }` with the operators `eq in lt lte gt gte contains`. Only `contains` takes upper and lower
   * case for the same, in texts; an element of a list it wants exactly.
   */
  readonly where?: JsonObject;
  /** Fields, with a `-` before those that fall: `['title', '-price']`. */
  readonly sort?: readonly string[];
  /** The `next` of the page before. */
  readonly after?: string;
  /** 1 to 1,000. @default 100 */
  readonly limit?: number;
  /** Also gives a token that proves which records fulfil the condition; it costs a look at all of them. @default false */
  readonly listToken?: boolean;
  /** @default a caller without a name and a tenant */
  readonly by?: Caller;
}

export interface WriteInput {
  readonly resource: string;
  readonly by: Caller;
  /** Makes a repeated call give what the first one made. 1 to 128 visible ASCII characters without quotes. */
  readonly key?: string;
}

export interface CreateInput extends WriteInput {
  /** The record; without an `id` it gets one. */
  readonly value: object;
  /** Also takes the place of a deleted record. @default false */
  readonly overTombstone?: boolean;
}

interface ChangeInput extends WriteInput {
  readonly id: string;
  /** The token that was read with the record. */
  readonly token: VersionToken;
  /** The fence of the caller's lock. */
  readonly fence?: string;
}

export type UpdateInput = ChangeInput & {
  /** The numbers of the versions that the person has seen and overwrites knowingly; for the log. */
  readonly overwrites?: readonly string[];
} & ({ readonly patch: object } | { readonly value: object });

export type RemoveInput = ChangeInput;

export type RestoreInput = ChangeInput;

/** One row of a batch. */
export type BatchOperation =
  | { readonly op: 'create'; readonly value: object }
  | ({ readonly op: 'update'; readonly id: string; readonly token: VersionToken } & (
      { readonly patch: object } | { readonly value: object }
    ))
  | { readonly op: 'remove'; readonly id: string; readonly token: VersionToken }
  | {
      readonly op: 'action';
      readonly action: string;
      readonly id: string;
      readonly token: VersionToken;
      readonly input?: Json;
    };

/** An action on all records that fulfil a condition. */
export interface SelectionInput {
  readonly action: string;
  readonly input?: Json;
  readonly where: JsonObject;
  /** The list token that was read with them; `'unchecked'` says explicitly that nothing shall be checked. */
  readonly listToken: string;
}

export interface BatchInput extends WriteInput {
  /** @default 'silent' */
  readonly policy?: BatchPolicy;
  /** Rows, no two of one record; or what to do with all that fulfil a condition. */
  readonly operations: readonly BatchOperation[] | SelectionInput;
}

export interface ImportInput extends WriteInput {
  readonly records: readonly (JsonObject & { readonly id: string; readonly _version?: string })[];
  /**
   * What happens to a record that exists: `check` saves it where it carries the current `_version`, `skip` leaves it, `force`
   * overwrites it. What is equal is left in any case.
   */
  readonly mode: 'check' | 'skip' | 'force';
}

/** Which records a way round a check is for: one, or all of a resource. */
export interface Scope {
  readonly resource: string;
  readonly id?: string;
}

/** Names a record, and who is there: a person in the tab that the caller has. */
export interface PlaceInput {
  readonly resource: string;
  readonly id: string;
  readonly by: Caller;
}

export interface LockInput extends PlaceInput {
  /** @default the mode that the lock has; of a new one `advisory` */
  readonly mode?: LockMode;
  /** 1 second to 30 minutes; what lies outside is brought within. @default the checker's `locks.ttlMs` */
  readonly ttlMs?: number;
}

export interface LocksInput {
  readonly resource: string;
  readonly ids: readonly string[];
  /** @default a caller without a name and a tenant */
  readonly by?: Caller;
}

export interface EditorInput extends PlaceInput {
  readonly state: EditorState;
  /** The JSON Pointer of the field that the person is in. @default null */
  readonly field?: string | null;
}
