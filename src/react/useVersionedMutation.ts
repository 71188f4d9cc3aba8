import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import {
  ConflictError,
  isConflictError,
  saveMerging,
  type RecordValue,
  type Resource,
  type Unsaved,
} from '../client/index.js';
import type { Conflict, Versioned } from '../core/index.js';
import type { ConflictSurface } from './createConflictSurface.js';
import { dialogOf } from './dialogOf.js';
import { keepCopy } from './keepCopy.js';
import { useNoClobber } from './NoClobberProvider.js';
import { cacheRemoved, cacheSaved, writeKey } from './recordCache.js';
import { removeAsking } from './removeAsking.js';
import { createEdit } from './session/createEdit.js';
import { mergeUnseen } from './session/mergeUnseen.js';

/** A write and the version it replaces. */
export interface RecordWrite<T> {
  /** What was read, whole. */
  readonly base: Versioned<T>;
  /** What the record is to become; `null` deletes it. */
  readonly mine: T | null;
}

export interface VersionedMutationOptions<T> {
  /**
   * Decides a conflict. Resolves to what is to be saved over theirs (a deleted record is brought back with it), or to null: then nothing
   * is saved, and the mutation fails with the conflict. Where a record was to be deleted that others changed (`isDelete`), `'delete'`
   * deletes it all the same, as it was shown, and anything else leaves it.
   * @default the provider's `onConflict`, else its `conflictDialog`
   */
  readonly onConflict?: (
    conflict: Conflict<T>,
    write: { readonly isDelete: boolean },
  ) => Promise<T | 'delete' | null>;
}

/**
 * TanStack Query's `useMutation` for a write of one record. It resolves to what the server acknowledged, null after a delete. What others
 * saved meanwhile is merged in where it fits; else the conflict is decided, whether or not the component is still there, and saved.
 * Writes are neither repeated nor paused by TanStack Query: the resource repeats them under their idempotency key.
 *
 * @throws ConflictError where nobody decided, or the answer was no.
 * @example
 * const { mutateAsync } = useVersionedMutation(articles)
 * await mutateAsync({ base: article, mine: { ...article.value, status: 'published' } })
 */
export function useVersionedMutation<T extends RecordValue>(
  resource: Resource<T>,
  options: VersionedMutationOptions<NoInfer<T>> = {},
): UseMutationResult<Versioned<T> | null, Error, RecordWrite<T>> {
  const queryClient = useQueryClient();
  const { onConflict: decideAll, surface, userId = '', draftTtlMs: ttlMs } = useNoClobber();
  // It is asked about conflicts of this resource, and what it gives back is saved as one of its records.
  const decide = options.onConflict ?? (decideAll as VersionedMutationOptions<T>['onConflict']);
  return useMutation({
    mutationKey: writeKey(resource),
    networkMode: 'always',
    retry: false,
    async mutationFn({ base, mine }: RecordWrite<T>) {
      if (mine === null) {
        await (!decide && surface
          ? removeAsking(resource, base, surface)
          : removeDeciding(resource, base, decide));
        await cacheRemoved(queryClient, resource, base.value.id);
        return null;
      }
      const edit = { base, mine };
      const record = await (!decide && surface
        ? saveShowing(resource, edit, surface, (unsaved) => {
            // What is kept in the browser holds no secrets.
            if (resource.secret?.length) return;
            const place = { userId, url: resource.url, id: base.value.id };
            keepCopy(place, unsaved, { ttlMs, isDiscarded: true }).catch(() => {});
          })
        : saveDeciding(resource, edit, decide));
      await cacheSaved(queryClient, resource, record);
      return record;
    },
  });
}

interface Edit<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
}

async function saveDeciding<T extends RecordValue>(
  resource: Resource<T>,
  edit: Edit<T>,
  decide: VersionedMutationOptions<T>['onConflict'],
): Promise<Versioned<T>> {
  const outcome = await saveMerging(resource, edit, { merge: mergeUnseen });
  if (outcome.kind === 'saved') return outcome.record;
  if (outcome.kind === 'unanswered') throw outcome.error;
  const { conflict } = outcome;
  const decided = (await decide?.(conflict, { isDelete: false })) ?? null;
  if (decided === null || decided === 'delete') throw new ConflictError(conflict);
  return conflict.kind === 'deleted'
    ? resource.create(decided, { isReplacement: true })
    : saveDeciding(resource, { base: conflict.theirs, mine: decided }, decide);
}

/** Deletes what was read; what is gone already needs no second delete. */
async function removeDeciding<T extends RecordValue>(
  resource: Resource<T>,
  base: Versioned<T>,
  decide: VersionedMutationOptions<T>['onConflict'],
): Promise<void> {
  try {
    await resource.remove({ base });
  } catch (error) {
    if (!isConflictError<T>(error)) throw error;
    const { conflict } = error;
    if (conflict.kind === 'deleted') return;
    if ((await decide?.(conflict, { isDelete: true })) !== 'delete') throw error;
    await removeDeciding(resource, conflict.theirs, decide);
  }
}

/** Saves, and shows what a person must decide; closing the dialog without a decision leaves it unsaved. */
function saveShowing<T extends RecordValue>(
  resource: Resource<T>,
  edit: Edit<T>,
  surface: ConflictSurface,
  onDiscard: (unsaved: Unsaved<T>) => void,
): Promise<Versioned<T>> {
  const session = createEdit(resource, edit);
  session.connect({ onSaved() {}, refetch() {}, onDiscard });
  const remove = surface.add({ ...session, getDialog: () => dialogOf(session, resource) });
  return new Promise<Versioned<T>>((resolve, reject) => {
    let asked: Conflict<T> | undefined;
    session.subscribe(() => {
      const { status, record, conflict, isReviewing, error } = session.getState();
      asked = conflict ?? asked;
      if (status === 'saving' || isReviewing) return;
      if (status === 'saved' && record) resolve(record);
      else if (asked) {
        // Whoever wrote it may have gone; what it was stays to be found.
        onDiscard(edit);
        reject(new ConflictError(asked));
      } else if (error) reject(error);
    });
    void session.save().then((isDone) => {
      if (isDone) resolve(session.getState().record ?? edit.base);
    });
  }).finally(remove);
}
