import type { ChangeInfo, InvalidField, Versioned, VersionToken } from '../core/index.js';

/** A request as a dialect words it; `path` and `query` are relative to the resource's URL. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path segments, not yet percent-encoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer, its body read as JSON; undefined where it has none. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What an answer means, whatever status or body a server says it with. */
export type Outcome<T> =
  | { readonly kind: 'ok' }
  /** `current` is absent where the answer doesn't bring the record along: it is read once more then. */
  | { readonly kind: 'conflict'; readonly current?: Versioned<T> }
  | { readonly kind: 'deleted'; readonly change?: ChangeInfo }
  /** No such record, or none that this caller may see. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'token-required' }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'invalid'; readonly errors: readonly InvalidField[] }
  /** The same request may be sent again. */
  | { readonly kind: 'try-again'; readonly afterMs: number }
  | { readonly kind: 'other' };

/** What a list is asked for. Each dialect says which of these it knows. */
export interface ListQuery {
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
  /** Conditions by field: `{ status: 'draft', price: { gt: 10 } }`. */
  readonly where?: Readonly<Record<string, unknown>>;
  /** Field names, `-` before one for descending order: `['title', '-price']`. */
  readonly sort?: readonly string[];
}

export interface Page<T> {
  readonly items: readonly Versioned<T>[];
  /** Pass it as `after` for the next page; null on the last one. */
  readonly next: string | null;
}

/** One write of a whole record over the version that was read. */
export interface Write<T> {
  readonly id: string;
  readonly base: Versioned<T>;
  readonly mine: T;
  /** Number of the version that a person chose to overwrite after seeing it: for the server's audit. */
  readonly overwrites?: string;
}

/** How one kind of server speaks versions and conflicts. */
export interface Dialect {
  /** Names the header that makes a repeated write safe; absent where the server has none, so that no write is ever repeated. */
  readonly idempotencyHeader?: string;
  get(id: string): WireRequest;
  list(query: ListQuery): WireRequest;
  /** `isReplacement`: the record was deleted and is to come back under its id. */
  create(value: object, options: { readonly isReplacement: boolean }): WireRequest;
  save<T extends object>(write: Write<T>): WireRequest;
  remove(write: { readonly id: string; readonly token: VersionToken }): WireRequest;
  /** Takes value and token out of an answer; undefined where either is missing. */
  readRecord<T>(answer: WireAnswer): Versioned<T> | undefined;
  readPage<T>(answer: WireAnswer): Page<T> | undefined;
  classify<T>(answer: WireAnswer): Outcome<T>;
}
