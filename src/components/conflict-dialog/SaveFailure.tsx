import {
  isInvalidRecordError,
  isLockedError,
  isNetworkError,
  isResponseError,
  lockOwner,
  type LockedError,
} from '../../client/index.js';
import type { Path } from '../../core/index.js';
import {
  failureMessages,
  fieldLabel,
  lockFailureMessages,
  useMessages,
  useNoClobber,
} from '../../react/index.js';
import { Icon } from '../Icon.js';

export interface SaveFailureProps {
  readonly error: Error | null | undefined;
  /** What people call the field at a path. @default its name, spelled out */
  readonly labelOf?: (path: Path) => string;
}

/** Why saving from the dialog failed, and that nothing is lost. */
export function SaveFailure({ error, labelOf }: SaveFailureProps) {
  const messages = useMessages(failureMessages);
  if (!error) return null;
  return (
    <div className="nc-notice" data-tone="danger" role="alert">
      <Icon name="alert" />
      <p className="nc-notice-text">
        <strong>{isNetworkError(error) ? messages.noAnswer : messages.couldNotSave}</strong>{' '}
        <FailureReason error={error} labelOf={labelOf} />
      </p>
    </div>
  );
}

/** In plain words: what was wrong, or what to do. */
export function FailureReason({ error, labelOf = fieldLabel }: SaveFailureProps & { readonly error: Error }) {
  const messages = useMessages(failureMessages);
  if (isInvalidRecordError(error)) {
    return error.errors
      .map(({ pointer, message }) => {
        const path = pathAt(pointer);
        return path.length > 0 ? messages.invalidField(labelOf(path), message) : message;
      })
      .join(' ');
  }
  if (isNetworkError(error)) return messages.noAnswerWhy;
  if (isLockedError(error)) return <LockReason error={error} />;
  switch (isResponseError(error) ? error.status : 0) {
    case 401:
      return messages.signedOut;
    case 403:
      return messages.notAllowed;
    case 413:
      return messages.tooLarge;
    default:
      return messages.tryAgain;
  }
}

function LockReason({ error: { lock, isLost } }: { readonly error: LockedError }) {
  const messages = useMessages(lockFailureMessages);
  const { userId } = useNoClobber();
  if (isLost) return messages.lockPassedOn;
  const isElsewhere = lock && lockOwner(lock, userId) === 'my-other-tab';
  return isElsewhere ? messages.lockedElsewhere : messages.lockedByOthers;
}

/** Reads a JSON Pointer (RFC 6901). */
function pathAt(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}
