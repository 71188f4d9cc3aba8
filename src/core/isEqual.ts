import { checkDepth } from './UnmergeableError.js';

/** Tells a record's inside from an opaque value: only plain objects are walked. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Compares two values by content: leaves as SameValueZero does (NaN equals NaN, 0 equals -0), dates by their
 * instant, sets by their members, an own `undefined` as a missing key, any other instance (a File, a class) by identity.
 *
 * @throws UnmergeableError for what contains itself or is nested deeper than 1,000 levels.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  return isEqualAt(0, a, b);
}

function isEqualAt(depth: number, a: unknown, b: unknown): boolean {
  if (a === b || (a !== a && b !== b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  checkDepth(depth, a);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let at = 0; at < a.length; at++) if (!isEqualAt(depth + 1, a[at], b[at])) return false;
    return true;
  }
  if (a instanceof Date) return b instanceof Date && isEqualAt(depth, a.getTime(), b.getTime());
  if (a instanceof Set) return b instanceof Set && isSameSet(depth, a, b);
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  for (const key of Object.keys(a)) if (!isEqualAt(depth + 1, a[key], own(b, key))) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && !Object.hasOwn(a, key)) return false;
  return true;
}

function isSameSet(depth: number, a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  const isIn = (set: ReadonlySet<unknown>, member: unknown) =>
    set.has(member) || [...set].some((other) => isEqualAt(depth + 1, other, member));
  return (
    a.size === b.size &&
    [...a].every((member) => isIn(b, member)) &&
    [...b].every((member) => isIn(a, member))
  );
}

/** Reads an own property; what is inherited counts as missing. */
export function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
