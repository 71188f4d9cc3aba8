import type { ThreeSides } from '../eachSide.js';

/** What stands for one row on every side that has it: its key, or for a row without one a symbol of its own. */
export type RowId = unknown;

/** Rows by their ids, in order. */
export type Rows = ReadonlyMap<RowId, unknown>;

/**
 * Lays all rows there ever were into a side's order, each after the row that it follows on its own side. At one place those that
 * theirs added come first, then those that mine added.
 */
export function weaveRows(order: Rows, { base, mine, theirs }: ThreeSides<Rows>): Rows {
  const isNewOfTheirs = (id: RowId) => !base.has(id) && !mine.has(id);
  return weave(weave(weave(order, theirs), mine, isNewOfTheirs), base);
}

/** Lays in the rows that only `other` has, each after the row that it follows there and the rows that go before it. */
export function weave(order: Rows, other: Rows, goesBefore?: (id: RowId) => boolean): Rows {
  /** Rows that wait for their place, by the row that they follow: at first by none. */
  const followers = new Map<RowId, Map<RowId, unknown>>();
  let waiting = new Map<RowId, unknown>();
  let next = waiting;
  for (const [id, row] of other) {
    if (order.has(id)) followers.set(id, (next = new Map()));
    else next.set(id, row);
  }
  const woven = new Map<RowId, unknown>();
  const settle = () => {
    for (const [id, row] of waiting) woven.set(id, row);
    waiting = new Map();
  };
  for (const [id, row] of order) {
    if (!goesBefore?.(id)) settle();
    woven.set(id, row);
    waiting = followers.get(id) ?? waiting;
  }
  settle();
  return woven;
}
