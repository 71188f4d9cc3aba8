import type { RecordValue } from '../../../client/index.js';
import { createReviewing } from './createReviewing.js';
import { createSaving } from './createSaving.js';
import type { TableShell } from './tableSession.js';

/** The part of a session that saves and reviews. */
export function createWorking<T extends RecordValue>(shell: TableShell<T>) {
  const saving = createSaving(shell, (ids) => reviewing.walkOn(ids));
  const reviewing = createReviewing(shell, saving);
  return { ...saving, ...reviewing };
}
