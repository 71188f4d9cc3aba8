import type { RecordValue, Resource } from '../client/index.js';
import { isResponseError } from '../client/index.js';
import type { ChangeInfo, Versioned } from '../core/index.js';
import { useVersionedQuery } from './useVersionedQuery.js';

export interface Staleness {
  readonly isStale: boolean;
  /** The record is gone, or may not be read any more. */
  readonly isDeleted: boolean;
  /** Who saved what is there now, where the server tells. */
  readonly change?: ChangeInfo;
  /** Asks the server now. */
  readonly check: () => void;
}

/**
 * Tells whether a record that was read is still what the server has: asked on mount, when the page is looked at again and when the
 * connection is back, whatever `staleTime` says.
 *
 * @example
 * const { isStale, change } = useStaleness(articles, article)
 */
export function useStaleness<T extends RecordValue>(
  resource: Pick<Resource<T>, 'url' | 'get'>,
  record: Versioned<T>,
): Staleness {
  const { data, error, refetch } = useVersionedQuery(resource, record.value.id, {
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    retry: false,
  });
  const isDeleted = isResponseError(error) && [404, 410].includes(error.status);
  const isOther = data !== undefined && data.token !== record.token;
  return {
    isStale: isDeleted || isOther,
    isDeleted,
    ...(isOther && data.change ? { change: data.change } : {}),
    check: () => void refetch(),
  };
}
