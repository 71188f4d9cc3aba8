import {
  isNetworkError,
  saveMerging,
  type NewRecord,
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

interface CreateRequest<T extends RecordValue> {
  readonly value: NewRecord<T>;
  /** The record was deleted and is to come back under its id. */
  readonly isReplacement: boolean;
  onSaved(outcome: SavedOutcome<T>): void;
}

/** What became of a save that had not been answered. */
type Settled<T> =
  | { readonly kind: 'none' | 'refused' | 'unanswered' | 'undone' }
  /** `decided` is what was to be saved, before anything of others was merged into it. */
  | { readonly kind: 'saved'; readonly record: Versioned<T>; readonly decided?: T };

export interface Writer<T extends RecordValue> {
  /** Resolves to whether it was saved. */
  write(request: WriteRequest<T>): Promise<boolean>;
  /** Resolves to whether it was created. */
  create(request: CreateRequest<T>): Promise<boolean>;
  /** Asks under its own key what became of a save that was not answered: to be done before anything else is saved. */
  settlePending(): Promise<Settled<T>>;
  /** Gives a save that was not answered up; tells whether there was one. */
  forgetPending(): boolean;
}

interface WriterOptions {
  readonly beforeSend: () => Promise<void>;
  readonly onUnanswered: (error: Error) => void;
}

/** Makes a writer: it remembers the one save that was sent and not answered, so that it is never a conflict with oneself. */
export function createWriter<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'create' | 'rules'>,
  { beforeSend, onUnanswered }: WriterOptions,
): Writer<T> {
  let pending:
    | {
        askAgain(): Promise<SavedOutcome<T>>;
        onSaved(outcome: SavedOutcome<T>): void;
        readonly isUndo?: boolean | undefined;
        readonly decided?: T;
      }
    | undefined;

  function unanswered(error: Error, next: NonNullable<typeof pending>): false {
    pending = next;
    onUnanswered(error);
    return false;
  }

  return {
    async write({ onSaved, onConflict, isUndo, ...edit }) {
      await beforeSend();
      const outcome = await saveMerging(resource, edit);
      switch (outcome.kind) {
        case 'saved':
          onSaved(outcome);
          return true;
        case 'conflict':
          onConflict(outcome.conflict);
          return false;
        case 'unanswered': {
          const { met, ...sent } = outcome.pending;
          return unanswered(outcome.error, {
            askAgain: async () => ({ kind: 'saved', record: await resource.save(sent), ...met }),
            onSaved,
            isUndo,
            decided: edit.mine,
          });
        }
      }
    },
    async create({ value, isReplacement, onSaved }) {
      const ask = async (idempotencyKey?: string): Promise<SavedOutcome<T>> => {
        const record = await resource.create(value, { isReplacement, idempotencyKey });
        return { kind: 'saved', record, changes: [] };
      };
      try {
        await beforeSend();
        onSaved(await ask());
        return true;
      } catch (error) {
        if (!isNetworkError(error)) throw error;
        return unanswered(error, { askAgain: () => ask(error.idempotencyKey), onSaved });
      }
    },
    async settlePending() {
      if (!pending) return { kind: 'none' };
      const asked = pending;
      pending = undefined;
      try {
        const outcome = await asked.askAgain();
        asked.onSaved(outcome);
        if (asked.isUndo) return { kind: 'undone' };
        return { kind: 'saved', record: outcome.record, decided: asked.decided };
      } catch (error) {
        if (!isNetworkError(error)) return { kind: 'refused' };
        unanswered(error, asked);
        return { kind: 'unanswered' };
      }
    },
    forgetPending() {
      const had = pending !== undefined;
      pending = undefined;
      return had;
    },
  };
}
