import type { CallOptions } from './callOptions.js';
import type { RecordValue, Resource } from './createResource.js';
import { isConflictError, isNetworkError } from './errors.js';
import type { PendingSave, SaveOutcome } from './saveMerging.js';

/** Sends a save once. */
export async function trySave<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save'>,
  save: PendingSave<T>,
  callOptions: CallOptions,
): Promise<SaveOutcome<T>> {
  try {
    return { kind: 'saved', record: await resource.save({ ...save, ...callOptions }), ...save.met };
  } catch (error) {
    if (isConflictError<T>(error)) return { kind: 'conflict', conflict: error.conflict };
    if (!isNetworkError(error)) throw error;
    return { kind: 'unanswered', pending: save, error };
  }
}
