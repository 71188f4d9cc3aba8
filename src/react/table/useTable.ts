import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import {
  recordKey,
  type ListQuery,
  type Page,
  type RecordValue,
  type Resource,
  type SavePolicy,
} from '../../client/index.js';
import { isPlainObject, type Versioned } from '../../core/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { cacheManySaved } from '../recordCache.js';
import { createTableSession } from './session/createTableSession.js';
import type { TableSession, TableState } from './session/tableSession.js';
import { createTableStore } from './store/createTableStore.js';
import type { TableStore, TableSummary } from './store/tableStore.js';
import { useLeaveWarning } from './useLeaveWarning.js';
import { usePages, type TablePages } from './usePages.js';

export interface TableOptions<T extends RecordValue> {
  /** The rows, where the app reads them itself: `useVersionedList(…).items`. @default read from the resource, page by page */
  readonly rows?: readonly Versioned<T>[];
  /** What is read from the resource. Keep its parts stable, or write it out: it is compared by content. */
  readonly query?: Omit<ListQuery, 'after' | 'isSigned'>;
  /** What a save does about rows that others changed. @default 'silent' */
  readonly policy?: SavePolicy;
  /** How many rows one request of a save holds. @default 500 */
  readonly chunkRows?: number;
}

/** The parts of a table, without its rows: what hooks and components around it build on. */
export interface Table<T extends RecordValue>
  extends TableState<T>, Omit<TableSession<T>, 'getState' | 'subscribe' | 'connect'> {
  readonly store: TableStore<T>;
  readonly pages: TablePages;
}

/** Binds a table store to a resource and to the query cache. */
export function useTable<T extends RecordValue>(
  resource: Resource<T>,
  options: TableOptions<T> = {},
): Table<T> {
  const { rows, query = {}, policy = 'silent', chunkRows } = options;
  const queryClient = useQueryClient();
  const { userId } = useNoClobber();
  const isStrict = policy === 'silent' || policy === 'abort-all';
  const [{ store, session }] = useState(() => {
    const made = createTableStore<T>({ rules: resource.rules, isStrict, userId });
    if (rows) made.setRows(rows);
    return {
      store: made,
      session: createTableSession<T>({ resource, store: made, chunkRows }),
    };
  });
  useLayoutEffect(() => {
    const onSaved = (records: readonly Versioned<T>[]) => cacheManySaved(queryClient, resource, records);
    session.connect({ policy, onSaved });
  }, [session, policy, queryClient, resource]);
  useEffect(() => {
    if (rows) store.setRows(rows);
  }, [store, rows]);
  useEffect(() => store.setStrict(isStrict), [store, isStrict]);
  useEffect(() => followCache(queryClient, resource, store), [queryClient, resource, store]);
  useLeaveWarning(useCallback(() => hasUnsaved(store.getSummary()), [store]));
  const pages = usePages(resource, { store, query, isOwn: rows !== undefined });
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState);
  return useMemo(() => ({ ...session, ...state, store, pages }), [session, state, store, pages]);
}

/** How much of a table is not saved; apart from the table, so that an edit draws only what shows it. */
export function useTableSummary<T extends RecordValue>({ store }: Pick<Table<T>, 'store'>): TableSummary {
  return useSyncExternalStore(store.subscribe, store.getSummary, store.getSummary);
}

/** Records that anything on the page reads or saves are newer versions of rows, too. */
function followCache<T extends RecordValue>(
  queryClient: QueryClient,
  resource: Resource<T>,
  store: TableStore<T>,
): () => void {
  const [kit, url] = recordKey(resource);
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const { queryKey, state } = event.query;
    if (queryKey[0] !== kit || queryKey[1] !== url || !isPlainObject(state.data)) return;
    // Under these keys the cache holds only records and pages of this resource.
    if (queryKey[2] === 'record') store.receive([state.data as unknown as Versioned<T>]);
    if (queryKey[2] === 'list') store.receive((state.data as unknown as Page<T>).items);
  });
}

function hasUnsaved({ states, unsaved, open }: TableSummary): boolean {
  return unsaved + open + (states.saving ?? 0) + (states.invalid ?? 0) > 0;
}
