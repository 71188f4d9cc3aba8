import type { QueryClient } from '@tanstack/react-query';
import { recordKey, type Page, type RecordValue, type Resource } from '../client/index.js';
import type { Versioned } from '../core/index.js';
import { newest } from './newest.js';

/** Where the lists of a resource live in TanStack Query's cache. */
export function listKey(resource: { readonly url: string }): readonly unknown[] {
  return [...recordKey(resource), 'list'];
}

/** Where the writes of a resource are found while they are on their way. */
export function writeKey(resource: { readonly url: string }): readonly unknown[] {
  return [...recordKey(resource), 'write'];
}

/**
 * Puts a record that the server acknowledged into the cache, in place of what was cached and of reads on their way that may still bring
 * what was before. Lists show it and are read again.
 */
export async function cacheSaved<T extends RecordValue>(
  queryClient: QueryClient,
  resource: Pick<Resource<T>, 'url'>,
  record: Versioned<T>,
): Promise<void> {
  const key = recordKey(resource, record.value.id);
  await queryClient.cancelQueries({ queryKey: key });
  queryClient.setQueryData<Versioned<T>>(key, (known) => newest(known, record));
  await queryClient.cancelQueries({ queryKey: listKey(resource) });
  queryClient.setQueriesData<Page<T>>(
    { queryKey: listKey(resource) },
    (page) => page && withRecord(page, record),
  );
  void invalidateRest(queryClient, resource);
}

/** The same for many records: those that the cache holds are replaced, and lists are read again once. */
export function cacheManySaved<T extends RecordValue>(
  queryClient: QueryClient,
  resource: Pick<Resource<T>, 'url'>,
  records: readonly Versioned<T>[],
): void {
  if (records.length === 0) return;
  const held = queryClient.getQueryCache().findAll({ queryKey: [...recordKey(resource), 'record'] });
  if (held.length > 0) {
    const saved = new Map(records.map((record) => [record.value.id, record]));
    for (const { queryKey } of held) {
      const record = saved.get(String(queryKey[3]));
      if (record) queryClient.setQueryData<Versioned<T>>(queryKey, (known) => newest(known, record));
    }
  }
  void queryClient.invalidateQueries({ queryKey: listKey(resource) });
}

/** Takes a record that was deleted out of the cache. */
export async function cacheRemoved<T extends RecordValue>(
  queryClient: QueryClient,
  resource: Pick<Resource<T>, 'url'>,
  id: string,
): Promise<void> {
  await queryClient.cancelQueries({ queryKey: recordKey(resource) });
  queryClient.removeQueries({ queryKey: recordKey(resource, id) });
  queryClient.setQueriesData<Page<T>>(
    { queryKey: listKey(resource) },
    (page) => page && { ...page, items: page.items.filter(({ value }) => value.id !== id) },
  );
  void invalidateRest(queryClient, resource);
}

function invalidateRest(queryClient: QueryClient, resource: { readonly url: string }): Promise<void> {
  return queryClient.invalidateQueries({
    queryKey: recordKey(resource),
    predicate: ({ queryKey }) => queryKey[2] !== 'record',
  });
}

function withRecord<T extends RecordValue>(page: Page<T>, record: Versioned<T>): Page<T> {
  const items = page.items.map((item) => (item.value.id === record.value.id ? newest(item, record) : item));
  return { ...page, items };
}

/** Takes a page that was read, but no record in it that is older than the one that is known. */
export function newestPage<T extends RecordValue>(before: Page<T> | undefined, after: Page<T>): Page<T> {
  if (!before) return after;
  const known = new Map(before.items.map((item) => [item.value.id, item]));
  return { ...after, items: after.items.map((item) => newest(known.get(item.value.id), item)) };
}
