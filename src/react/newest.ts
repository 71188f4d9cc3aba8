import type { Versioned } from '../core/index.js';

/** Tells whether `b` is an older version than `a`, as far as the server tells numbers at all. */
export function isOlder<T>(a: Versioned<T>, b: Versioned<T>): boolean {
  const seen = a.change?.version;
  const other = b.change?.version;
  return seen !== undefined && other !== undefined && BigInt(other) < BigInt(seen);
}

/** Gives the newer of two versions; the very same object where it is the same version. */
export function newest<T>(before: Versioned<T> | undefined, after: Versioned<T>): Versioned<T> {
  if (!before) return after;
  return before.token === after.token || isOlder(before, after) ? before : after;
}
