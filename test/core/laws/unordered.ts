import { canon, isPlain } from './canon.js';

/** Gives a value with every list in an order of its own, for comparing where the order of rows or members is not the question. */
export function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unordered).toSorted((a, b) => (canon(a) < canon(b) ? -1 : 1));
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unordered(inner)]));
}
