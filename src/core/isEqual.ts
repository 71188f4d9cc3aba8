import { checkDepth } from './UnmergeableError.js';

/** Tells a record's inside from an opaque value: only plain objects are walked. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Compares two values by content: leaves as SameValueZero does (NaN equals NaN, 0 equals -0), dates by their
 * instant, sets by their members (those that are objects in their order), an own `undefined` as a missing key, any other
 * instance (a File, a class) by identity.
 *
 * @param depth how deep in a value the two stand.
 * @throws UnmergeableError for what contains itself or is nested deeper than 1,000 levels.
 */
export function isEqual(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  checkDepth(depth);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let at = 0; at < a.length; at++) if (!isEqual(a[at], b[at], depth + 1)) return false;
    return true;
  }
  if (a instanceof Date) return b instanceof Date && isEqual(a.getTime(), b.getTime());
  if (a instanceof Set) {
    if (!(b instanceof Set) || a.size !== b.size) return false;
    const members = [...b];
    return [...a].every((member, at) => b.has(member) || isEqual(member, members[at], depth + 1));
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  for (const key of Object.keys(a)) if (!isEqual(a[key], own(b, key), depth + 1)) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && !Object.hasOwn(a, key)) return false;
  return true;
}

/** Reads an own property of a plain object; what is inherited counts as missing. */
export function own(value: unknown, key: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
