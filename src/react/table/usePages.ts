import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState, useSyncExternalStore } from 'react';
import { recordKey, type ListQuery, type RecordValue, type Resource } from '../../client/index.js';
import { createPages, type PagesState } from './createPages.js';
import type { TableStore } from './store/tableStore.js';
import { useLiveRows } from './useLiveRows.js';

interface PagesOptions<T extends RecordValue> {
  readonly store: TableStore<T>;
  readonly query: ListQuery;
  /** The app reads the rows itself. */
  readonly isOwn: boolean;
}

export interface TablePages extends PagesState {
  /** Reads the next page. */
  readonly more: () => void;
  readonly refresh: () => void;
  /** Reads again what could not be read. */
  readonly retry: () => void;
}

/** Reads a table's rows from its resource, and again as they change and whenever the app's queries of it are to be read again. */
export function usePages<T extends RecordValue>(
  resource: Resource<T>,
  { store, query, isOwn }: PagesOptions<T>,
): TablePages {
  const [pages] = useState(() => createPages(resource, store));
  const state = useSyncExternalStore(pages.subscribe, pages.getState, pages.getState);
  const place = useId();
  const { refetch } = useQuery({
    queryKey: [...recordKey(resource), 'rows', query, place],
    // What was read stands in the store of this very table.
    staleTime: 0,
    enabled: !isOwn,
    // No event tells that a lock has run out.
    refetchInterval: query.locked ? 30_000 : false,
    queryFn: async ({ signal }) => {
      await pages.refresh(query, signal);
      return null;
    },
  });
  useLiveRows(resource, { store, pages, locked: query.locked, refresh: isOwn ? undefined : refetch });
  return useMemo(
    () => ({
      ...state,
      isLoading: !isOwn && state.isLoading,
      more: () => void pages.more(),
      refresh: () => void refetch(),
      retry: () => void (state.failed === 'more' ? pages.more() : refetch()),
    }),
    [state, pages, isOwn, refetch],
  );
}
