import type { Conflict, MergeResult, Rules, Versioned } from '../core/index.js';
import type { RecordValue, Resource } from './createResource.js';
import type { SentSave } from './kept/saveQueue.js';
import { randomKey } from './randomKey.js';
import { trySave, type SavedOutcome, type SaveOutcome } from './trySave.js';

/** Merges what others saved into an edit; undefined where a person must decide. Its code may be loaded for it, and that may fail. */
export type MergeUnseen = <T>(
  conflict: Extract<Conflict<T>, { readonly kind: 'modified' }>,
  rules: Rules<T> | undefined,
) => Promise<MergeResult<T> | undefined>;

export interface SaveMergingOptions<T> {
  readonly merge: MergeUnseen;
  /** The key of the first request, where it may have been sent before. @default a new random key */
  readonly idempotencyKey?: string;
  /** Awaited before each request but the first, with what it sends. */
  readonly keep?: (sent: SentSave<T>) => Promise<void>;
  readonly signal?: AbortSignal;
  /** What the first request was answered, where it is sent already. */
  readonly first?: SaveOutcome<T>;
}

/** How often others may save in between before a person is asked to look. */
const mostRounds = 5;

/** Saves an edit and merges what others saved meanwhile, again and again, until it is saved or a person must decide. */
export async function saveMerging<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'rules'>,
  edit: { readonly base: Versioned<T>; readonly mine: T; readonly isForced?: boolean },
  {
    merge,
    idempotencyKey = randomKey(),
    keep = async () => {},
    first,
    ...callOptions
  }: SaveMergingOptions<T>,
): Promise<SaveOutcome<T>> {
  const { isForced = false } = edit;
  let key = idempotencyKey;
  let { base, mine } = edit;
  let met: Pick<SavedOutcome<T>, 'theirs' | 'changes'> = { changes: [] };
  for (let round = 1; ; round++) {
    if (round > 1) await keep({ base, mine, isForced, isReplacement: false, idempotencyKey: key });
    const save = { base, mine, isForced, idempotencyKey: key, met };
    const outcome = (round === 1 && first) || (await trySave(resource, save, callOptions));
    key = randomKey();
    if (outcome.kind !== 'conflict') return outcome;
    const { conflict } = outcome;
    if (conflict.kind === 'deleted' || isForced || round === mostRounds) return outcome;
    // Without the code for it nothing is merged unseen.
    const result = await merge({ ...conflict, base, mine }, resource.rules).catch(() => undefined);
    if (!result) return outcome;
    const { theirs } = conflict;
    met = { theirs, changes: [...met.changes, ...result.changes] };
    base = theirs;
    mine = result.merged;
  }
}
