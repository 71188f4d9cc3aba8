import { isLockedError, isResponseError } from '../../client/index.js';
import type { TableTexts } from '../../react/table/index.js';
import { FailureReason } from '../conflict-dialog/SaveFailure.js';
import { whoIn } from '../who.js';
import type { RowWords } from './rowWords.js';

interface RefusedProps {
  readonly error: Error;
  readonly texts: TableTexts;
  readonly who: RowWords['who'];
}

/** Why nothing was done to a row: of edits there is no word, it may have none. */
export function Refused({ error, texts, who }: RefusedProps) {
  if (isResponseError(error) && error.status === 403) return texts.rowNotAllowed;
  if (!isLockedError(error)) return <FailureReason error={error} />;
  const { lock } = error;
  return texts.rowLocked(whoIn(lock ? { by: lock.holder, at: '' } : undefined, who), '');
}
