import { isPlainObject } from '../../core/index.js';
import { isBlank, itemsOf } from './editOf.js';

/** Names what an edit clears of what was there before: a field that is left out would count as not shown. An empty one stays as it is. */
export function withCleared<T>(mine: T, before: unknown): T {
  // What is named besides is missing all the same.
  return named(mine, before) as T;
}

function named(mine: unknown, before: unknown): unknown {
  if (Array.isArray(mine)) {
    const was = itemsOf(before);
    return mine.map((item) => named(item, was(item)));
  }
  if (!isPlainObject(mine) || !isPlainObject(before)) return mine;
  const names = Object.keys({ ...before, ...mine });
  const kept = names.filter(
    (name) => Object.hasOwn(mine, name) || before[name] === undefined || !isBlank(before[name]),
  );
  return Object.fromEntries(kept.map((name) => [name, named(mine[name], before[name])]));
}
