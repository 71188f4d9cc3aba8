import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  recordKey,
  type ListQuery,
  type LiveMessage,
  type RecordValue,
  type Resource,
} from '../../client/index.js';
import { lazyCode } from '../lazyCode.js';
import { follow } from '../live/followers.js';
import { useNoClobber } from '../NoClobberProvider.js';
import type { LiveRows } from './createLiveRows.js';
import type { Pages } from './createPages.js';
import type { TableStore } from './store/tableStore.js';

export interface LiveRowsParts<T extends RecordValue> {
  readonly store: TableStore<T>;
  readonly pages: Pages;
  /** Whose locks the rows were chosen by. */
  readonly locked: ListQuery['locked'];
  /** Reads all rows again that are there; absent where the app reads them. */
  readonly refresh: (() => Promise<unknown>) | undefined;
}

/** Wanted with the first thing that is heard. */
const code = lazyCode(() => import('./createLiveRows.js'));

/** Lets a table's rows follow what `useLiveChanges` hears, and those that are chosen by their locks follow the locks. */
export function useLiveRows<T extends RecordValue>(resource: Resource<T>, parts: LiveRowsParts<T>): void {
  const { store, pages, locked } = parts;
  const queryClient = useQueryClient();
  const { userId } = useNoClobber();
  const refresh = useRef(parts.refresh);
  useEffect(() => {
    refresh.current = parts.refresh;
  });
  useEffect(() => {
    const cache = queryClient.getQueryCache();
    const refreshAll = async () => refresh.current?.();
    let live: LiveRows | undefined;
    let isOver = false;
    const hearBy = (kind: 'hear' | 'hearLocks') => (message: LiveMessage) =>
      void code.load().then(({ createLiveRows }) => {
        if (isOver) return;
        live ??= createLiveRows({
          resource,
          store,
          pages,
          refresh: refreshAll,
          isReadElsewhere: (id) =>
            cache.find({ queryKey: recordKey(resource, id), exact: true })?.isActive() ?? false,
        });
        live[kind](message);
      }, refreshAll);
    const stopFollowing = follow({ queryClient, resource }, hearBy('hear'));
    const stopHearing = locked && resource.watch(hearBy('hearLocks'), { viewer: userId });
    return () => {
      isOver = true;
      stopFollowing();
      stopHearing?.();
      live?.stop();
    };
  }, [queryClient, resource, store, pages, locked, userId]);
}
