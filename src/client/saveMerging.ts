import { merge, settle, type Conflict, type FieldChange, type Versioned } from '../core/index.js';
import type { RecordValue, Resource } from './createResource.js';
import { isConflictError, isNetworkError } from './errors.js';

/** A save that was sent and not answered: it may have happened. */
export interface PendingSave<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly idempotencyKey: string | undefined;
}

export type SaveOutcome<T> =
  /** `theirs` and `changes` are there when others had saved meanwhile and everything fitted. */
  | {
      readonly kind: 'saved';
      readonly record: Versioned<T>;
      readonly theirs?: Versioned<T>;
      readonly changes: readonly FieldChange[];
    }
  | { readonly kind: 'conflict'; readonly conflict: Conflict<T> }
  | { readonly kind: 'unanswered'; readonly pending: PendingSave<T>; readonly error: Error };

/** How often others may save in between before a person is asked to look. */
const mostRounds = 5;

/**
 * Saves an edit and merges what others saved meanwhile, again and again, until it is saved or a person must decide.
 *
 * A `pending` save is settled first, under its own key: whether it had happened or not, it is not a conflict with oneself.
 */
export async function saveMerging<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'rules'>,
  edit: {
    readonly base: Versioned<T>;
    readonly mine: T;
    readonly pending?: PendingSave<T>;
    readonly isForced?: boolean;
  },
): Promise<SaveOutcome<T>> {
  let { base, mine } = edit;
  if (edit.pending) {
    const first = await trySave(resource, edit.pending);
    if (first.kind === 'unanswered') return first;
    if (first.kind === 'saved') {
      mine = settle({ sent: edit.pending.mine, mine, saved: first.record.value }, resource.rules);
      base = first.record;
    }
  }
  let met: { theirs: Versioned<T>; changes: readonly FieldChange[] } | undefined;
  for (let round = 1; ; round++) {
    const outcome = await trySave(resource, { base, mine, isForced: edit.isForced });
    if (outcome.kind === 'saved') return { ...outcome, ...met };
    if (outcome.kind === 'unanswered' || outcome.conflict.kind === 'deleted' || edit.isForced) return outcome;
    const { theirs } = outcome.conflict;
    const result = merge({ base: base.value, mine, theirs: theirs.value }, resource.rules);
    if (result.conflicts.length > 0 || round === mostRounds) return outcome;
    met = { theirs, changes: [...(met?.changes ?? []), ...result.changes] };
    base = theirs;
    mine = result.merged;
  }
}

async function trySave<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save'>,
  save: Omit<PendingSave<T>, 'idempotencyKey'> & {
    readonly idempotencyKey?: string;
    readonly isForced?: boolean;
  },
): Promise<SaveOutcome<T>> {
  try {
    return { kind: 'saved', record: await resource.save(save), changes: [] };
  } catch (error) {
    if (isConflictError<T>(error)) return { kind: 'conflict', conflict: error.conflict };
    if (!isNetworkError(error)) throw error;
    const pending = { base: save.base, mine: save.mine, idempotencyKey: error.idempotencyKey };
    return { kind: 'unanswered', pending, error };
  }
}
