import {
  queryOptions,
  useMutationState,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { ListQuery, Page, RecordValue, Resource } from '../client/index.js';
import type { Versioned } from '../core/index.js';
import { listKey, newestPage, writeKey } from './recordCache.js';
import type { RecordWrite } from './useVersionedMutation.js';

export interface VersionedListOptions<T extends RecordValue> extends Omit<
  UseQueryOptions<Page<T>>,
  'queryKey' | 'queryFn' | 'structuralSharing' | 'select' | 'initialData' | 'placeholderData'
> {}

/** A record of a list, as the server has it. */
export interface ListedRecord<T> extends Versioned<T> {
  /**
   * What `useVersionedMutation` is making of it right now; `null`: it is being deleted. Show it, and save from `value` and `token`
   * all the same: they are what the server has.
   */
  readonly pending?: T | null;
}

export type VersionedList<T extends RecordValue> = UseQueryResult<Page<T>> & {
  /** The page's records; empty until it is read. */
  readonly items: readonly ListedRecord<T>[];
};

/**
 * TanStack Query's `useQuery` for a page of records, each with its own token. Writes that are on their way stand beside the record they
 * change, not in its place: no version is made up, and there is nothing to roll back.
 *
 * @example
 * const { items } = useVersionedList(articles, { sort: ['title'] })
 * return items.map(({ value, pending = value }) => pending && <li key={value.id}>{pending.title}</li>)
 */
export function useVersionedList<T extends RecordValue>(
  resource: Pick<Resource<T>, 'url' | 'list'>,
  query: ListQuery = {},
  options: VersionedListOptions<T> = {},
): VersionedList<T> {
  const result = useQuery(
    queryOptions({
      // No event tells that a lock has run out.
      refetchInterval: query.locked ? 30_000 : false,
      ...options,
      queryKey: [...listKey(resource), query],
      queryFn: ({ signal }) => resource.list(query, { signal }),
      // The cache holds under this key only pages of this resource.
      structuralSharing: (before, after) => newestPage(before as Page<T> | undefined, after as Page<T>),
    }),
  );
  const writes = useMutationState({
    filters: { mutationKey: writeKey(resource), status: 'pending' },
    // Under this key there are only writes of this resource.
    select: ({ state }) => state.variables as RecordWrite<T>,
  });
  const items = (result.data?.items ?? []).map((item) => {
    const write = writes.findLast(({ base }) => base.value.id === item.value.id);
    return write ? { ...item, pending: write.mine } : item;
  });
  return { ...result, items };
}
