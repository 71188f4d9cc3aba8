import type { ProblemType } from '../../core/index.js';

/** A failed precondition is 412 when its token came in a header, and 409 when it came in the body. */
export type ProblemStatus = number | 'by-carrier';

/** The status and the title of every reason. */
export const problems: Readonly<
  Record<ProblemType, { readonly status: ProblemStatus; readonly title: string }>
> = {
  'token-required': { status: 428, title: 'A version token is required' },
  'token-malformed': { status: 400, title: 'The version token is malformed' },
  'token-ambiguous': { status: 400, title: 'The request carries two different version tokens' },
  'token-weak': { status: 412, title: 'The version token is weak' },
  'token-unknown-key': { status: 'by-carrier', title: 'The version token was signed with an unknown key' },
  'token-bad-signature': { status: 'by-carrier', title: 'The version token is not genuine' },
  'token-wrong-record': { status: 'by-carrier', title: 'The version token belongs to another record' },
  'token-expired': { status: 'by-carrier', title: 'The version token has expired' },
  'version-conflict': { status: 'by-carrier', title: 'The record was changed meanwhile' },
  'record-deleted': { status: 410, title: 'The record was deleted' },
  'already-exists': { status: 'by-carrier', title: 'The record exists already' },
  'not-deleted': { status: 409, title: 'The record is not deleted' },
  'not-found': { status: 404, title: 'Not found' },
  locked: { status: 423, title: 'The record is locked' },
  'lock-lost': { status: 423, title: 'The lock was lost' },
  'batch-aborted': { status: 409, title: 'Nothing of the batch was saved' },
  'malformed-key': { status: 400, title: 'The idempotency key is malformed' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'in-progress': { status: 409, title: 'The same request is still being worked on' },
  invalid: { status: 422, title: 'The record is not valid' },
  'malformed-body': { status: 400, title: 'The body is malformed' },
  'malformed-query': { status: 400, title: 'The request is malformed' },
  'too-large': { status: 413, title: 'The body is too large' },
  unavailable: { status: 503, title: 'The store is not available' },
  'outcome-unknown': { status: 503, title: 'It is not known whether the write was stored' },
  unauthorized: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'unsupported-media-type': { status: 415, title: 'The media type is not supported' },
  internal: { status: 500, title: 'The server failed' },
};
