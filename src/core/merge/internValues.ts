import { isEqual, isPlainObject } from '../isEqual.js';

/** Numbers the values of several lists from 0 up without gaps; equal values have equal numbers. */
export function internValues<Lists extends readonly (readonly unknown[])[]>(
  ...lists: Lists
): { [K in keyof Lists]: number[] } {
  const known = new Map<unknown, { readonly value: unknown; readonly id: number }[]>();
  let next = 0;
  const idOf = (value: unknown) => {
    const name = nameOf(value);
    const alike = known.get(name);
    const same = alike?.find((other) => isEqual(other.value, value));
    if (same) return same.id;
    const added = { value, id: next++ };
    if (alike) alike.push(added);
    else known.set(name, [added]);
    return added.id;
  };
  // One array of numbers for each list.
  return lists.map((list) => Array.from(list, idOf)) as { [K in keyof Lists]: number[] };
}

/** How many parts of a value a name looks at. */
const mostParts = 200;

/** A name that equal values share, cheap to make; most different values have different ones. */
function nameOf(value: unknown, budget = { parts: mostParts }): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime();
  if (budget.parts-- <= 0 || (!Array.isArray(value) && !isPlainObject(value))) return '';
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => `${key}=${String(nameOf(field, budget))}`)
    .toSorted()
    .join();
}
