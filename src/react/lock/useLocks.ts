import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import {
  lockOwner,
  recordKey,
  type LockOwner,
  type RecordLock,
  type RecordValue,
  type Resource,
} from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';

export interface Locks {
  /** The lock of a record, or null where it is free or not known. */
  readonly lockOf: (id: string) => RecordLock | null;
  /** Whose it is, as the person at this page sees it. */
  readonly ownerOf: (id: string) => LockOwner | 'nobody';
}

/** How soon after an event the page's locks are read again: several come together. */
const togetherMs = 200;
/** How often they are read where no event tells that one has run out. */
const lookMs = 30_000;

/**
 * The locks of a page of records, read in one request, and again when something happens to one of them.
 *
 * @example
 * const { lockOf, ownerOf } = useLocks(articles, items.map(({ value }) => value.id))
 * const free = items.filter(({ value }) => ownerOf(value.id) === 'nobody')
 */
export function useLocks<T extends RecordValue>(
  resource: Pick<Resource<T>, 'url' | 'locks' | 'watch'>,
  ids: readonly string[],
): Locks {
  const { userId } = useNoClobber();
  const queryClient = useQueryClient();
  const wanted = ids.toSorted().join('\n');
  const key = useMemo(() => [...recordKey(resource), 'locks', wanted], [resource, wanted]);
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      Object.fromEntries(await resource.locks(wanted === '' ? [] : wanted.split('\n'), { signal })),
    // A server without locks tells of none.
    refetchInterval: ({ state }) => (state.data && Object.keys(state.data).length === 0 ? false : lookMs),
    enabled: wanted !== '',
    placeholderData: (before) => before,
  });
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const shown = new Set(wanted.split('\n'));
    const stop = resource.watch(
      (message) => {
        const isLock = message.kind === 'locked' || message.kind === 'unlocked';
        if (message.kind !== 'resync' && !(isLock && shown.has(message.id))) return;
        waiting ??= setTimeout(() => {
          waiting = undefined;
          void queryClient.invalidateQueries({ queryKey: key });
        }, togetherMs);
      },
      { viewer: userId },
    );
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [resource, wanted, key, queryClient, userId]);
  return useMemo(() => {
    const lockOf = (id: string) => data?.[id] ?? null;
    return {
      lockOf,
      ownerOf(id) {
        const lock = lockOf(id);
        return lock ? lockOwner(lock, userId) : 'nobody';
      },
    };
  }, [data, userId]);
}
