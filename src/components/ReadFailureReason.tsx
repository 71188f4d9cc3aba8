import { isGoneError, isNetworkError, isResponseError } from '../client/index.js';
import { formMessages, useMessages } from '../react/index.js';

/** Why a record could not be read, as far as that helps. */
export function ReadFailureReason({ error }: { readonly error: Error }) {
  const messages = useMessages(formMessages);
  if (isNetworkError(error)) return messages.noAnswer;
  if (isGoneError(error)) return messages.notThere;
  const status = isResponseError(error) ? error.status : 0;
  if (status === 401) return messages.signedOut;
  return status === 403 ? messages.mayNotRead : null;
}
