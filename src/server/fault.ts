import { refuse, type Refusal } from './outcome.js';
import { isOutcomeUnknownError, isStoreUnavailableError } from './store.js';

/** Says what a caller may know of an error: whether anything was stored, and nothing of its text. */
export function refuseFault(cause: unknown): Refusal {
  if (isStoreUnavailableError(cause)) {
    return refuse(
      'unavailable',
      'The store did not answer in time, so nothing was saved. Send the request again in a moment.',
    );
  }
  if (!isOutcomeUnknownError(cause)) return refuse('internal', '');
  return refuse(
    'outcome-unknown',
    'The connection to the store broke during the write, so nobody knows yet whether it was saved. Send it again with the same idempotency key.',
  );
}
