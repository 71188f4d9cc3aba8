import {
  isNetworkError,
  saveMerging,
  type PendingSave,
  type RecordValue,
  type Resource,
  type SavedOutcome,
} from '../../client/index.js';
import type { Conflict, Versioned } from '../../core/index.js';

/** A save, and what to do when it is answered. */
interface WriteRequest<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly isForced?: boolean;
  /** It takes a merge back: once it is answered, nothing else is to be saved. */
  readonly isUndo?: boolean;
  onSaved(outcome: SavedOutcome<T>): void;
  onConflict(conflict: Conflict<T>): void;
}

/** What became of a save that had not been answered. */
type Settled = 'none' | 'saved' | 'undone' | 'refused' | 'unanswered';

export interface Writer<T> {
  /** Resolves to whether it was saved. */
  write(request: WriteRequest<T>): Promise<boolean>;
  /** Asks under its own key what became of a save that was not answered: to be done before anything else is saved. */
  settlePending(): Promise<Settled>;
  /** Gives a save that was not answered up; tells whether there was one. */
  forgetPending(): boolean;
}

/** Makes a writer: it remembers the one save that was sent and not answered, so that it is never a conflict with oneself. */
export function createWriter<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'rules'>,
  onUnanswered: (error: Error) => void,
): Writer<T> {
  let pending: (PendingSave<T> & Pick<WriteRequest<T>, 'isUndo' | 'onSaved'>) | undefined;
  return {
    async write(request) {
      const outcome = await saveMerging(resource, request);
      switch (outcome.kind) {
        case 'saved':
          request.onSaved(outcome);
          return true;
        case 'conflict':
          request.onConflict(outcome.conflict);
          return false;
        case 'unanswered':
          pending = { ...outcome.pending, isUndo: request.isUndo, onSaved: request.onSaved };
          onUnanswered(outcome.error);
          return false;
      }
    },
    async settlePending() {
      if (!pending) return 'none';
      const asked = pending;
      pending = undefined;
      try {
        asked.onSaved({ kind: 'saved', record: await resource.save(asked), changes: [] });
        return asked.isUndo ? 'undone' : 'saved';
      } catch (error) {
        if (!isNetworkError(error)) return 'refused';
        pending = asked;
        onUnanswered(error);
        return 'unanswered';
      }
    },
    forgetPending() {
      const had = pending !== undefined;
      pending = undefined;
      return had;
    },
  };
}
