import { QueryObserver, useQueryClient, type QueryObserverOptions } from '@tanstack/react-query';
import { useEffect, useId, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
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
  const queryClient = useQueryClient();
  const place = useId();
  const reading: QueryObserverOptions<null> = {
    queryKey: [...recordKey(resource), 'rows', query, place],
    // What was read stands in the store of this very table.
    staleTime: 0,
    // No event tells that a lock has run out.
    refetchInterval: query.locked ? 30_000 : false,
    queryFn: async ({ signal }) => {
      await pages.refresh(query, signal);
      return null;
    },
  };
  // Rows that the app reads itself are read by nobody here, not even by a query that never runs.
  const [made, setMade] = useState<QueryObserver<null>>();
  if (!isOwn && !made) setMade(new QueryObserver(queryClient, reading));
  const reader = isOwn ? undefined : made;
  useLayoutEffect(() => reader?.setOptions(reading));
  useEffect(() => reader?.subscribe(() => undefined), [reader]);
  useLiveRows(resource, { store, pages, locked: query.locked, refresh: reader?.refetch });
  return useMemo(() => {
    if (!reader) return { ...ownRows, more: nothing, refresh: nothing, retry: nothing };
    const refresh = () => void reader.refetch();
    const more = () => void pages.more();
    return { ...state, more, refresh, retry: state.failed === 'more' ? more : refresh };
  }, [state, pages, reader]);
}

const nothing = () => undefined;
/** Of rows that the app reads, only the app knows. */
const ownRows: PagesState = {
  isLoading: false,
  hasMore: false,
  error: null,
  failed: null,
  listToken: undefined,
};
