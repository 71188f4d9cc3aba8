import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { sendWaiting as sendKept, tellPages, tellSaved, type RecordValue } from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { onceOnline } from '../onceOnline.js';
import { cacheSaved } from '../recordCache.js';
import type { Outbox } from '../session/createWriter.js';
import type { FormSession } from '../session/formSession.js';
import { mergeUnseen } from '../session/mergeUnseen.js';
import { createOutbox, isOffline } from './createOutbox.js';
import type { FormResource } from './recordSource.js';

/** The resources that this page knows, by URL: the queue holds data only, and finds here how to send it. */
const resources = new Map<string, FormResource<RecordValue>>();

/** Lets the queue send through a resource. */
export function knowResource<T extends RecordValue>(resource: FormResource<T>): void {
  // What is listed may be sent now.
  if (!resources.has(resource.url)) tellPages('changed');
  // What the queue holds for a URL was saved through the resource of that URL.
  resources.set(resource.url, resource as unknown as FormResource<RecordValue>);
}

/** The resource through which what the queue holds for a URL was saved, if this page knows it. */
export function queuedResource(url: string): FormResource<RecordValue> | undefined {
  return resources.get(url);
}

/** Forms send what they restored: what waits besides goes after it. */
let restoring: Promise<unknown> = Promise.resolve();

/** Sends what waits, if there is a connection. */
export async function sendWaiting(userId: string, queryClient: QueryClient): Promise<void> {
  if (isOffline()) return;
  // Forms that open with this page know by now what they restore.
  await Promise.resolve();
  await restoring;
  const sending = sendKept({
    merge: mergeUnseen,
    userId,
    resourceAt: queuedResource,
    onSaved(record, url) {
      void cacheSaved(queryClient, { url }, record);
      tellSaved({ url, id: record.value.id });
    },
  });
  // The browser may refuse to open its queue: then there is none.
  await sending.catch(() => {});
}

interface OutboxUse<T extends RecordValue> {
  readonly session: FormSession<T>;
  readonly resource: FormResource<T>;
  readonly isOn: boolean;
  /** What goes before anything that this form saves. */
  readonly sendRestored: () => Promise<void>;
}

/** Gives a form its part of the browser's queue, and sends what waits when it opens and when there is a connection again. */
export function useOutbox<T extends RecordValue>(use: OutboxUse<T>): Outbox<T> | undefined {
  const { session, resource, isOn, sendRestored } = use;
  const { userId = '' } = useNoClobber();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isOn) return undefined;
    knowResource(resource);
    const stop = onceOnline(() => {
      const sending = sendRestored();
      restoring = Promise.all([restoring, sending]);
      void sending.then(session.resume).then(() => sendWaiting(userId, queryClient));
    });
    return () => {
      stop();
      session.leave();
    };
  }, [isOn, session, resource, userId, queryClient, sendRestored]);
  const { name: form } = session;
  return useMemo(
    () => (isOn ? createOutbox({ resource, userId, form }) : undefined),
    [isOn, resource, userId, form],
  );
}
