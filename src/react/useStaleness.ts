import type { RecordValue, Resource } from '../client/index.js';
import { isGoneError } from '../client/index.js';
import type { ChangeInfo, Versioned } from '../core/index.js';
import { useResumed } from './useResumed.js';
import { useVersionedQuery } from './useVersionedQuery.js';

export interface Staleness {
  readonly isStale: boolean;
  /** The record is gone, or may not be read any more. */
  readonly isDeleted: boolean;
  /** Who saved what is there now, or deleted it, where the server tells. */
  readonly change?: ChangeInfo;
  /** Asks the server now. */
  readonly check: () => void;
}

/**
 * Tells whether a record that was read is still what the server has: asked on mount, when the page is looked at again or goes on after
 * being frozen, and when the connection is back, whatever `staleTime` says.
 *
 * @example
 * const { isStale, change } = useStaleness(articles, article)
 */
export function useStaleness<T extends RecordValue>(
  resource: Pick<Resource<T>, 'url' | 'get'>,
  record: Versioned<T>,
): Staleness {
  const probe: typeof resource = {
    url: resource.url,
    get: (id, options) => resource.get(id, { known: record, ...options }),
  };
  const { data, error, refetch } = useVersionedQuery(probe, record.value.id, {
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    retry: false,
  });
  useResumed(refetch);
  const isDeleted = isGoneError(error);
  const isOther = data !== undefined && data.token !== record.token;
  const change = isDeleted ? error.change : isOther ? data.change : undefined;
  return {
    isStale: isDeleted || isOther,
    isDeleted,
    ...(change && { change }),
    check: () => void refetch(),
  };
}
