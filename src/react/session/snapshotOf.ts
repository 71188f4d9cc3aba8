import { isPlainObject } from '../../core/index.js';

/** Copies a form's values, which the form goes on writing to. What was cleared stays there as undefined, opaque values stay themselves. */
export function snapshotOf<T>(values: T): T {
  // A copy has the type of what was copied.
  return copy(values) as T;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, copy);
  if (value instanceof Set) return new Set(value);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copy(field)]));
}
