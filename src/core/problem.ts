import type { JsonObject } from './versions.js';

/** The reasons a server gives for not doing what it was asked, as the tail of a problem body's `type`. */
export type ProblemType =
  | 'token-required'
  | 'token-malformed'
  | 'token-ambiguous'
  | 'token-weak'
  | 'token-unknown-key'
  | 'token-bad-signature'
  | 'token-wrong-record'
  | 'token-expired'
  | 'version-conflict'
  | 'record-deleted'
  | 'not-deleted'
  | 'already-exists'
  | 'not-found'
  | 'locked'
  | 'lock-lost'
  | 'batch-aborted'
  | 'malformed-key'
  | 'idempotency-key-reused'
  | 'in-progress'
  | 'invalid'
  | 'malformed-body'
  | 'malformed-query'
  | 'too-large'
  | 'unavailable'
  | 'outcome-unknown'
  | 'unauthorized'
  | 'forbidden'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'internal';

/** What all problem types start with; a reader compares the tail only. */
export const problemBase = 'https://noclobber.dev/problems/';

/** One thing that is wrong with a record; `pointer` is a JSON Pointer (RFC 6901). */
export interface InvalidField {
  readonly pointer: string;
  readonly message: string;
}

/** A problem body (RFC 9457) with the members that `noclobber` adds. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly record?: { readonly type: string; readonly id: string };
  /** The record as a GET by this caller gives it, with `_version` and `_meta`; null where it is too large. */
  readonly current?: JsonObject | null;
  readonly currentHref?: string;
  readonly base?: JsonObject | null;
  readonly errors?: readonly InvalidField[];
  readonly [member: string]: unknown;
}

/** Reads a problem's type without the part that names the documentation. */
export function problemTail(problem: Problem): string {
  return problem.type.slice(problem.type.lastIndexOf('/') + 1);
}

/** Tells whether an answer's body is a problem body. */
export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'type' in body &&
    typeof body.type === 'string' &&
    'status' in body &&
    typeof body.status === 'number'
  );
}
