import { isInvalidRecordError, isNetworkError, isResponseError } from '../../client/index.js';
import { useNoClobber } from '../../react/index.js';
import { Icon } from '../Icon.js';

/** Why saving from the dialog failed, and that nothing is lost. */
export function SaveFailure({ error }: { readonly error: Error | null | undefined }) {
  const { messages } = useNoClobber();
  if (!error) return null;
  return (
    <div className="nc-notice" data-tone="danger" role="alert">
      <Icon name="alert" />
      <p className="nc-notice-text">
        <strong>{isNetworkError(error) ? messages.noAnswer : messages.couldNotSave}</strong>{' '}
        <FailureReason error={error} />
      </p>
    </div>
  );
}

/** In plain words: what was wrong, or what to do. */
export function FailureReason({ error }: { readonly error: Error }) {
  const { messages } = useNoClobber();
  if (isInvalidRecordError(error)) return error.errors.map(({ message }) => message).join(' ');
  if (isNetworkError(error)) return messages.noAnswerWhy;
  const isRefused = isResponseError(error) && (error.status === 401 || error.status === 403);
  return isRefused ? messages.notAllowed : messages.tryAgain;
}
