/** Where a record lives in TanStack Query's cache; without an id: all of the resource. To prefetch or invalidate it. */
export function recordKey(resource: { readonly url: string }, id?: string): readonly string[] {
  return ['noclobber', resource.url, ...(id === undefined ? [] : ['record', id])];
}
