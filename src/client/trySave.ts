import type { Conflict, FieldChange, Versioned } from '../core/index.js';
import type { CallOptions } from './callOptions.js';
import type { RecordValue, Resource } from './createResource.js';
import { isConflictError, isNetworkError } from './errors.js';

/** A save that was sent and not answered: it may have happened. */
export interface PendingSave<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly isForced: boolean;
  readonly idempotencyKey: string;
  /** What others had saved before it was sent, and was merged into it. */
  readonly met: Pick<SavedOutcome<T>, 'theirs' | 'changes'>;
}

/** `theirs` and `changes` are there when others had saved meanwhile and everything fitted. */
export interface SavedOutcome<T> {
  readonly kind: 'saved';
  readonly record: Versioned<T>;
  readonly theirs?: Versioned<T>;
  readonly changes: readonly FieldChange[];
}

export type SaveOutcome<T> =
  | SavedOutcome<T>
  | { readonly kind: 'conflict'; readonly conflict: Conflict<T> }
  | { readonly kind: 'unanswered'; readonly pending: PendingSave<T>; readonly error: Error };

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
