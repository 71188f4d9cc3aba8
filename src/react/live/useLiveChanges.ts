import {
  useQueryClient,
  type InvalidateOptions,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  createRounds,
  recordKey,
  type LiveEvent,
  type RecordValue,
  type Resource,
  type Rounds,
} from '../../client/index.js';
import { isPlainObject, type Versioned } from '../../core/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { listKey } from '../recordCache.js';
import { tellFollowers } from './followers.js';

export interface LiveChangesOptions {
  /** Told of every event, after the cache knows of it. */
  readonly onEvent?: (event: LiveEvent) => void;
}

/**
 * Keeps what the page shows of a resource up to date with what others save: a record that is open is read again at once, lists are read
 * again a moment later, of a table the rows that changed; what is known already is left alone. Forms and tables show it as theirs. One
 * stream serves all pages of a browser; against a server without events it does nothing, and looking at the page again shows what is new.
 *
 * @example
 * useLiveChanges(articles)
 */
export function useLiveChanges<T extends RecordValue>(
  resource: Pick<Resource<T>, 'url' | 'watch'>,
  { onEvent }: LiveChangesOptions = {},
): void {
  const queryClient = useQueryClient();
  const { userId } = useNoClobber();
  const tell = useRef(onEvent);
  useEffect(() => {
    tell.current = onEvent;
  });
  useEffect(() => {
    const cache = followInCache(queryClient, resource);
    // Nobody has told of what happened before; what is being read now is new.
    cache.readAll({ cancelRefetch: false });
    const stop = resource.watch(
      (message) => {
        if (message.kind === 'resync') cache.readAll();
        else cache.hear(message);
        tellFollowers({ queryClient, resource }, message);
        if (message.kind !== 'resync') tell.current?.(message);
      },
      { viewer: userId },
    );
    return () => {
      cache.stop();
      stop();
    };
  }, [queryClient, resource, userId]);
}

function followInCache(queryClient: QueryClient, resource: { readonly url: string }) {
  const records = new Map<string, Rounds>();
  const lists = createRounds(readLists, { afterMs: 300 });
  /** Whether the lists that go by locks are all that is to be read. */
  let isOnlyByLock = true;

  function readLists(): Promise<void> {
    const predicate = isOnlyByLock ? isByLock : isAny;
    isOnlyByLock = true;
    return queryClient.invalidateQueries({ queryKey: listKey(resource), predicate });
  }

  /** Read in rounds, since a read that is begun anew at every event would never come to its end. */
  function readRecord(id: string): void {
    const queryKey = recordKey(resource, id);
    if (!queryClient.getQueryState(queryKey)) return;
    const read = () => queryClient.invalidateQueries({ queryKey, exact: true });
    const rounds = records.get(id) ?? createRounds(read, { restMs: 100 });
    records.set(id, rounds);
    rounds.ask();
  }

  return {
    hear(event: LiveEvent): void {
      if (event.kind === 'locked' || event.kind === 'unlocked') lists.ask();
      if (!isNews(queryClient, resource, event)) return;
      readRecord(event.id);
      isOnlyByLock = false;
      lists.ask();
    },
    /** What was read of records and lists; not what is being written. */
    readAll(options?: InvalidateOptions): void {
      const predicate = ({ queryKey }: { readonly queryKey: QueryKey }) =>
        queryKey[2] === 'record' || queryKey[2] === 'list';
      void queryClient.invalidateQueries({ queryKey: recordKey(resource), predicate }, options);
    },
    stop(): void {
      lists.stop();
      for (const rounds of records.values()) rounds.stop();
    },
  };
}

const isAny = () => true;

function isByLock({ queryKey }: { readonly queryKey: QueryKey }): boolean {
  const query = queryKey[3];
  return isPlainObject(query) && query.locked !== undefined;
}

/** An event of a version that is known, or of an older one, is none. */
function isNews(
  queryClient: QueryClient,
  resource: { readonly url: string },
  { kind, id, version }: LiveEvent,
): boolean {
  if (kind !== 'changed' && kind !== 'deleted' && kind !== 'restored') return false;
  const known = queryClient.getQueryData<Versioned<unknown>>(recordKey(resource, id))?.change?.version;
  return known === undefined || version === null || BigInt(version) > BigInt(known);
}
