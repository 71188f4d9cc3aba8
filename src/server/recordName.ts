import { isStorable } from './text.js';

const longestId = 256;
/** Ids that are addresses of something else, or that a browser takes out of an address. */
const reservedIds: ReadonlySet<string> = new Set(['.', '..', 'batch', 'locks']);
const reservedResources: ReadonlySet<string> = new Set(['events', 'health']);

/** Says what is wrong with an id, or nothing. */
export function problemOfId(id: string): string | undefined {
  if (id === '' || id.length > longestId) return `must have 1 to ${longestId} characters`;
  if (!isStorable(id)) return 'has a NUL or half a surrogate pair, which no text may have';
  return reservedIds.has(id) ? 'is reserved' : undefined;
}

/** Tells whether a resource's name is safe as a path segment and as a table's name in every store. */
export function isResourceName(name: string): boolean {
  const isSafe = /^[A-Za-z][A-Za-z0-9_-]{0,47}$/.test(name) && !/^(noclobber|sqlite|pg)_/i.test(name);
  return isSafe && !reservedResources.has(name);
}
