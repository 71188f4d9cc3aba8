import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { listSaves, removeSave, type QueuedSave, type RecordValue } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';
import type { ConflictDialogState } from '../conflictDialogState.js';
import { dialogOf } from '../dialogOf.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { cacheSaved } from '../recordCache.js';
import { createEdit } from '../session/createEdit.js';
import type { FormSession } from '../session/formSession.js';
import type { FormResource } from './recordSource.js';
import { useKept } from './useKept.js';
import { queuedResource, sendWaiting } from './useOutbox.js';

export interface SaveQueue {
  /** The saves that are not answered yet, of all pages of this browser, in the order in which they were made. */
  readonly saves: readonly QueuedSave[];
  /** Those that were not saved and need a look: `review` them one by one. */
  readonly unresolved: readonly QueuedSave[];
  /** Tries now to send what waits. */
  readonly send: () => Promise<void>;
  /** Saves what a record's saves came to, over what is saved now, and asks what must be decided. */
  readonly review: (save: QueuedSave) => void;
  /** Gives a record's saves up. */
  readonly discard: (save: QueuedSave) => Promise<void>;
  /** What to spread into a `<ConflictDialog/>`; null while nothing is asked, and where the provider's dialog asks. */
  readonly conflictDialog: ConflictDialogState<RecordValue> | null;
}

/** A review that is going on. */
interface Review {
  readonly session: FormSession<RecordValue>;
  readonly resource: FormResource<RecordValue>;
}

/**
 * The saves that wait in this browser, and the list of those that met a conflict on their way. It sends those of resources that a form on
 * this page has used.
 *
 * @example
 * const { unresolved, review, conflictDialog } = useSaveQueue()
 * return <>
 *   {unresolved.map((save) => <button key={save.order} onClick={() => review(save)}>Review {save.id}</button>)}
 *   {conflictDialog && <ConflictDialog {...conflictDialog} />}
 * </>
 */
export function useSaveQueue(): SaveQueue {
  const { userId = '', surface } = useNoClobber();
  const queryClient = useQueryClient();
  const saves = useKept(useCallback(() => listSaves(userId), [userId]));
  const [review, setReview] = useState<Review | null>(null);
  const state = useSyncExternalStore(
    review?.session.subscribe ?? subscribeToNothing,
    review?.session.getState ?? getNothing,
    getNothing,
  );
  const discard = useCallback(
    async (save: QueuedSave) => {
      for (const { order } of sameRecord(await listSaves(userId), save)) await removeSave(order);
    },
    [userId],
  );

  const start = useCallback(
    (save: QueuedSave) => {
      const resource = queuedResource(save.url);
      const behind = sameRecord(saves, save);
      const mine = behind.at(-1)?.mine;
      const base = behind[0]?.base;
      if (!resource || !base) return;
      // What was queued for this resource was one of its records.
      const edit = { base: base as Versioned<RecordValue>, mine: mine as RecordValue };
      const session = createEdit(resource, edit);
      session.connect({
        onSaved: (record) => void cacheSaved(queryClient, resource, record),
        refetch() {},
      });
      const remove = surface?.add(session, resource);
      let isAsked = false;
      const stop = session.subscribe(() => {
        const { status, isReviewing } = session.getState();
        isAsked ||= isReviewing;
        if (isReviewing || status === 'saving') return;
        // Saved, or discarded by hand; put aside or failed, it stays in the list.
        if (status === 'saved' || (isAsked && status === 'ready')) void discard(save);
        end();
      });
      const end = () => {
        stop();
        remove?.();
        setReview(null);
      };
      setReview({ session, resource });
      void session.save().then(async (isDone) => {
        if (!isDone) return;
        await discard(save);
        end();
      });
    },
    [saves, surface, queryClient, discard],
  );

  return {
    saves,
    unresolved: useMemo(() => saves.filter((save) => save.state !== 'waiting'), [saves]),
    send: useCallback(() => sendWaiting(userId, queryClient), [userId, queryClient]),
    review: start,
    discard,
    conflictDialog:
      review && state?.isReviewing && !surface ? dialogOf(review.session, review.resource) : null,
  };
}

const subscribeToNothing = () => () => {};
const getNothing = () => null;

/** The saves of one record, in their order; a record that doesn't exist yet has one. */
function sameRecord(saves: readonly QueuedSave[], { url, id, order }: QueuedSave): readonly QueuedSave[] {
  return saves.filter((save) => save.url === url && save.id === id && (id !== '' || save.order === order));
}
