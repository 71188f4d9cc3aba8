import { useQuery, useQueryClient, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { recordKey, type RecordValue, type Resource } from '../client/index.js';
import type { Versioned } from '../core/index.js';
import { newest } from './newest.js';

export interface VersionedQueryOptions<T> extends Omit<
  UseQueryOptions<Versioned<T>>,
  'queryKey' | 'queryFn' | 'structuralSharing' | 'select' | 'initialData' | 'placeholderData'
> {}

/**
 * TanStack Query's `useQuery` for one record. Value and token are one entry of the cache, so they can't come apart, and an answer
 * that arrives late never replaces a newer version. What is cached is not sent again where the server still has it.
 */
export function useVersionedQuery<T extends RecordValue>(
  resource: Pick<Resource<T>, 'url' | 'get'>,
  id: string | null,
  options: VersionedQueryOptions<T> = {},
): UseQueryResult<Versioned<T>> {
  const queryClient = useQueryClient();
  const queryKey = recordKey(resource, id ?? '');
  return useQuery({
    ...options,
    enabled: id === null ? false : options.enabled,
    queryKey,
    queryFn({ signal }) {
      const known = queryClient.getQueryData<Versioned<T>>(queryKey);
      return resource.get(id ?? '', { signal, ...(known && { known }) });
    },
    // The cache holds under this key only what queryFn and the form put there.
    structuralSharing: (before, after) => newest(before as Versioned<T> | undefined, after as Versioned<T>),
  });
}
