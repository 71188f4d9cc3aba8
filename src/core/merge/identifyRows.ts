import type { ThreeSides } from '../eachSide.js';
import { keyOf } from '../path.js';
import { internValues } from './internValues.js';
import type { RowId, Rows } from './orderRows.js';

/**
 * Finds each row on every side; the maps keep the lists' order. A row without a key is the first row of the base that is equal
 * and not taken yet; one that was added is only itself.
 */
export function identifyRows(lists: ThreeSides<readonly unknown[]>, key: string): ThreeSides<Rows> {
  const withoutKey = (list: readonly unknown[]) => list.filter((row) => keyOf(row, key) === undefined);
  const [inBase, inMine, inTheirs] = internValues(
    withoutKey(lists.base),
    withoutKey(lists.mine),
    withoutKey(lists.theirs),
  );
  /** Ids of the base's rows without a key, by content. */
  const known = new Map<number, RowId[]>();
  for (const content of inBase) {
    const alike = known.get(content) ?? [];
    alike.push(Symbol('row'));
    known.set(content, alike);
  }
  const identify = (list: readonly unknown[], contents: readonly number[]) => {
    const used = new Map<number, number>();
    let next = 0;
    const idOf = (row: unknown): RowId => {
      const id = keyOf(row, key);
      if (id !== undefined) return id;
      const content = contents[next++] ?? 0;
      const count = used.get(content) ?? 0;
      used.set(content, count + 1);
      return known.get(content)?.[count] ?? Symbol('row');
    };
    return new Map(Array.from(list, (row) => [idOf(row), row]));
  };
  return {
    base: identify(lists.base, inBase),
    mine: identify(lists.mine, inMine),
    theirs: identify(lists.theirs, inTheirs),
  };
}
