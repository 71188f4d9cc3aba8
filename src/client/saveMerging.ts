import type { Conflict, FieldChange, Versioned } from '../core/index.js';
import type { RecordValue, Resource } from './createResource.js';
import { isConflictError, isNetworkError } from './errors.js';
import type { SentSave } from './kept/saveQueue.js';
import { mergeAsync } from './mergeAsync.js';
import { randomKey } from './randomKey.js';

/** A save that was sent and not answered: it may have happened. */
interface PendingSave<T> {
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

export interface SaveMergingOptions<T> {
  /** The key of the first request, where it may have been sent before. @default a new random key */
  readonly idempotencyKey?: string;
  /** Awaited before each request but the first, with what it sends. */
  readonly keep?: (sent: SentSave<T>) => Promise<void>;
}

/** How often others may save in between before a person is asked to look. */
const mostRounds = 5;

/** Saves an edit and merges what others saved meanwhile, again and again, until it is saved or a person must decide. */
export async function saveMerging<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'rules'>,
  edit: { readonly base: Versioned<T>; readonly mine: T; readonly isForced?: boolean },
  { idempotencyKey = randomKey(), keep = async () => {} }: SaveMergingOptions<T> = {},
): Promise<SaveOutcome<T>> {
  const { isForced = false } = edit;
  let key = idempotencyKey;
  let { base, mine } = edit;
  let met: Pick<SavedOutcome<T>, 'theirs' | 'changes'> = { changes: [] };
  for (let round = 1; ; round++) {
    if (round > 1) await keep({ base, mine, isForced, isReplacement: false, idempotencyKey: key });
    const outcome = await trySave(resource, { base, mine, isForced, idempotencyKey: key, met });
    key = randomKey();
    if (outcome.kind !== 'conflict') return outcome;
    if (outcome.conflict.kind === 'deleted' || isForced) return outcome;
    const { theirs } = outcome.conflict;
    const result = await mergeAsync({ base: base.value, mine, theirs: theirs.value }, resource.rules);
    // What only words could merge is read before it is saved.
    const isSilent = result.conflicts.length === 0 && result.changes.every(({ kind }) => kind !== 'auto');
    if (!isSilent || round === mostRounds) return outcome;
    met = { theirs, changes: [...met.changes, ...result.changes] };
    base = theirs;
    mine = result.merged;
  }
}

async function trySave<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save'>,
  save: PendingSave<T>,
): Promise<SaveOutcome<T>> {
  try {
    return { kind: 'saved', record: await resource.save(save), ...save.met };
  } catch (error) {
    if (isConflictError<T>(error)) return { kind: 'conflict', conflict: error.conflict };
    if (!isNetworkError(error)) throw error;
    return { kind: 'unanswered', pending: save, error };
  }
}
