import { isGoneError, type RecordValue } from '../../client/index.js';
import { isEqual } from '../../core/index.js';
import type { Inside } from './inside.js';

/** Tells that the record was deleted while it was open, and that it is there again. What was typed stays. */
export function tellGone<T extends RecordValue>(inside: Inside<T>, error: Error | null): void {
  const { status, record, conflict, isReviewing } = inside.state;
  if (!record || inside.isBusy) return;
  if (isGoneError(error) && (status === 'ready' || status === 'saved')) {
    const { change } = error;
    const mine = inside.getValues();
    inside.set({
      status: 'deleted',
      conflict: { kind: 'deleted', base: record, mine, ...(change && { change }) },
      notice: { kind: 'deleted', change, isEdited: !isEqual(mine, record.value), review: inside.review },
    });
  } else if (!error && conflict?.kind === 'deleted' && !isReviewing) {
    inside.set({ status: 'ready', conflict: null, notice: null });
  }
}
