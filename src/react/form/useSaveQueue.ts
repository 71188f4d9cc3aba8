import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import {
  listSaves,
  removeSave,
  settleDrafts,
  type QueuedSave,
  type RecordValue,
  type Unsaved,
} from '../../client/index.js';
import type { Rules, Versioned } from '../../core/index.js';
import type { ConflictDialogState } from '../conflictDialogState.js';
import { dialogOf } from '../dialogOf.js';
import { keepCopy } from '../keepCopy.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { onceOnline } from '../onceOnline.js';
import { cacheSaved } from '../recordCache.js';
import { createEdit } from '../session/createEdit.js';
import type { FormSession } from '../session/formSession.js';
import { foldSaves, sameRecord } from './foldSaves.js';
import { formResource, type FormResource, type RecordSource } from './recordSource.js';
import { useKept } from './useKept.js';
import { knowResource, queuedResource, sendWaiting } from './useOutbox.js';

/** A queued save that stays until somebody looks at it; `next` says what can be done. */
export type UnresolvedSave = ReviewableSave | StuckSave;

/** One that met a conflict, and can be reviewed. */
export interface ReviewableSave extends QueuedSave {
  readonly next: 'review';
}

/**
 * `recover`: the server refused it, or there is no record to compare it with, and a form goes on from it. `unknown`: this page knows no
 * resource of its URL, so it can neither be sent nor reviewed here; pass it to `useSaveQueue`.
 */
export interface StuckSave extends QueuedSave {
  readonly next: 'recover' | 'unknown';
}

export interface SaveQueue {
  /** The saves that are not answered yet, of all pages of this browser, in the order in which they were made. */
  readonly saves: readonly QueuedSave[];
  /** Those that are not saved by themselves and need a look, one by one. */
  readonly unresolved: readonly UnresolvedSave[];
  /** Tries now to send what waits. */
  readonly send: () => Promise<void>;
  /** Saves what a record's saves came to, over what is saved now, and asks what must be decided. */
  readonly review: (save: ReviewableSave) => void;
  /** Why the last review could not save, and could not ask; null where it could. The save stays in the list. */
  readonly error: Error | null;
  /** Takes a record's saves out of the queue and makes a draft of the newest: the next form of that record, or the next one for a new record, goes on from it. */
  readonly recover: (save: QueuedSave) => Promise<void>;
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

/** Resources, or an app's own fetching, each of its own kind of record. */
type Sources<Values extends readonly RecordValue[]> = readonly [
  ...{ [Index in keyof Values]: FormResource<Values[Index]> | RecordSource<Values[Index]> },
];

/**
 * The saves that wait in this browser, and the list of those that met a conflict on their way. What waits is sent when the page opens and
 * when there is a connection again.
 *
 * @param resources those whose saves it can send and review. Forms of this page add theirs.
 * @example
 * const { unresolved, review, recover, conflictDialog } = useSaveQueue([articles, authors])
 * return <>
 *   {unresolved.map((save) => save.next === 'review'
 *     ? <button key={save.order} onClick={() => review(save)}>Review {save.id}</button>
 *     : <button key={save.order} onClick={() => recover(save)}>Edit {save.id} again</button>)}
 *   {conflictDialog && <ConflictDialog {...conflictDialog} />}
 * </>
 */
export function useSaveQueue<Values extends readonly RecordValue[]>(
  resources: Sources<Values> | readonly [] = noResources,
): SaveQueue {
  const { userId = '', surface, draftTtlMs } = useNoClobber();
  const queryClient = useQueryClient();
  const saves = useKept(useCallback(() => listSaves(userId), [userId]));
  const urls = resources.map((source) => ('load' in source ? source.name : source.url)).join(' ');
  useEffect(() => {
    for (const source of resources) knowResource(formResource(source));
  });
  const send = useCallback(() => sendWaiting(userId, queryClient), [userId, queryClient]);
  // Another list of resources may know how to send what the one before could not.
  useEffect(() => onceOnline(() => void send()), [send, urls]);
  const [review, setReview] = useState<Review | null>(null);
  const [error, setError] = useState<Error | null>(null);
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
  /** Keeps a copy as a draft. */
  const keep = useCallback(
    ({ url, id }: QueuedSave, unsaved: Unsaved<unknown>, isDiscarded: boolean) =>
      keepCopy({ userId, url, id }, unsaved, { ttlMs: draftTtlMs, isDiscarded }),
    [userId, draftTtlMs],
  );
  const recover = useCallback(
    async (save: QueuedSave) => {
      const all = sameRecord(await listSaves(userId), save);
      const edit = foldSaves(all, queuedRules(save.url));
      if (!edit) return;
      await keep(save, edit, false);
      for (const { order } of all) await removeSave(order);
    },
    [userId, keep],
  );
  /** What is settled here is not asked once more by the draft that the form of it has left. */
  const settle = useCallback(
    async (reviewed: readonly QueuedSave[], record: Versioned<RecordValue> | null) => {
      for (const { order } of reviewed) await removeSave(order);
      const last = reviewed.at(-1);
      if (last && record) await settleDrafts(last, { record, rules: queuedRules(last.url) });
    },
    [],
  );

  const start = useCallback(
    (save: ReviewableSave) => {
      const resource = queuedResource(save.url);
      const behind = sameRecord(saves, save);
      const { base, mine } = foldSaves(behind, queuedRules(save.url)) ?? {};
      if (!resource || !base) return;
      setError(null);
      // What was queued for this resource was one of its records.
      const edit = { base: base as Versioned<RecordValue>, mine: mine as RecordValue };
      const session = createEdit(resource, edit);
      session.connect({
        onSaved: (record) => void cacheSaved(queryClient, resource, record),
        refetch() {},
        onDiscard: (unsaved) => void keep(save, unsaved, true),
      });
      const remove = surface?.add({ ...session, getDialog: () => dialogOf(session, resource) });
      let isAsked = false;
      const stop = session.subscribe(() => {
        const { status, isReviewing, error: failure, record } = session.getState();
        isAsked ||= isReviewing;
        if (status === 'error') setError(failure);
        if (isReviewing || status === 'saving') return;
        // Saved, or discarded by hand; put aside or failed, it stays in the list.
        if (status === 'saved' || (isAsked && status === 'ready')) void settle(behind, record);
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
        await settle(behind, session.getState().record);
        end();
      });
    },
    [saves, surface, queryClient, keep, settle],
  );

  return {
    saves,
    unresolved: useMemo(() => saves.flatMap((save) => unresolvedOf(save)), [saves]),
    send,
    review: start,
    error,
    recover,
    discard,
    conflictDialog:
      review && state?.isReviewing && !surface ? dialogOf(review.session, review.resource) : null,
  };
}

const noResources: readonly [] = [];

/** What can be done about a save; none where it waits to be sent. */
function unresolvedOf(save: QueuedSave): readonly UnresolvedSave[] {
  if (!queuedResource(save.url)) return [{ ...save, next: 'unknown' }];
  if (save.state === 'waiting') return [];
  return [{ ...save, next: save.base && save.state === 'conflict' ? 'review' : 'recover' }];
}

/** The rules by which edits of a URL's records are laid over one another. */
function queuedRules(url: string): Rules<unknown> | undefined {
  // They are asked about records of that URL only.
  return queuedResource(url)?.rules as Rules<unknown> | undefined;
}

const subscribeToNothing = () => () => {};
const getNothing = () => null;
