import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { sendQueued, tellSaved, type RecordValue } from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { cacheSaved } from '../recordCache.js';
import type { Outbox } from '../session/createWriter.js';
import type { FormSession } from '../session/formSession.js';
import { createOutbox, isOffline } from './createOutbox.js';
import type { FormResource } from './recordSource.js';

/** The resources of this page, by URL: the queue holds data only, and finds here how to send it. */
const resources = new Map<string, FormResource<RecordValue>>();

/** The resource through which what the queue holds for a URL was saved, if a form on this page has used it. */
export function queuedResource(url: string): FormResource<RecordValue> | undefined {
  return resources.get(url);
}

/** Sends what waits, if there is a connection. */
export async function sendWaiting(userId: string, queryClient: QueryClient): Promise<void> {
  if (isOffline()) return;
  await sendQueued({
    userId,
    resourceAt: queuedResource,
    onSaved(record, url) {
      void cacheSaved(queryClient, { url }, record);
      tellSaved({ url, id: record.value.id });
    },
  });
}

interface OutboxUse<T extends RecordValue> {
  readonly session: FormSession<T>;
  readonly resource: FormResource<T>;
  readonly isOn: boolean;
}

/** Gives a form its part of the browser's queue, and sends what waits when it opens and when there is a connection again. */
export function useOutbox<T extends RecordValue>(use: OutboxUse<T>): Outbox<T> | undefined {
  const { session, resource, isOn } = use;
  const { userId = '' } = useNoClobber();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isOn) return undefined;
    // What the queue holds for a URL was saved through the resource of that URL.
    resources.set(resource.url, resource as unknown as FormResource<RecordValue>);
    const send = () => {
      void session.resume();
      // The browser may refuse to open its queue: then there is none.
      sendWaiting(userId, queryClient).catch(() => {});
    };
    send();
    window.addEventListener('online', send);
    return () => {
      window.removeEventListener('online', send);
      session.leave();
    };
  }, [isOn, session, resource, userId, queryClient]);
  return useMemo(() => (isOn ? createOutbox({ resource, userId }) : undefined), [isOn, resource, userId]);
}
