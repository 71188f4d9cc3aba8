import type { RowId } from './identifyRows.js';

/** Rows by their ids, in order. */
type Rows = ReadonlyMap<RowId, unknown>;

/** How the rows of a list stand on each side and after the merge; every order names every row, gone ones too. */
export interface RowOrders {
  /** Whose order it is; `conflict` where both moved rows, each in another way: the merged order is theirs then. */
  readonly kind: 'same' | 'mine' | 'theirs' | 'both' | 'conflict';
  readonly base: Rows;
  readonly mine: Rows;
  readonly theirs: Rows;
  readonly merged: Rows;
}

/** Merges the order of a list's rows. What counts as moved is told by the rows that all three sides have. */
export function orderRows(rows: Readonly<Record<'base' | 'mine' | 'theirs', Rows>>): RowOrders {
  const common = (side: Rows) =>
    [...side.keys()].filter((id) => rows.base.has(id) && rows.mine.has(id) && rows.theirs.has(id));
  const [base, mine, theirs] = [common(rows.base), common(rows.mine), common(rows.theirs)];
  const isSame = (a: readonly RowId[], b: readonly RowId[]) => a.every((id, at) => id === b[at]);
  const [isMineMoved, isTheirsMoved] = [!isSame(base, mine), !isSame(base, theirs)];
  const kind = !isMineMoved
    ? isTheirsMoved
      ? 'theirs'
      : 'same'
    : !isTheirsMoved
      ? 'mine'
      : isSame(mine, theirs)
        ? 'both'
        : 'conflict';
  const isNewOfTheirs = (id: RowId) => !rows.base.has(id) && !rows.mine.has(id);
  const orders = {
    base: weave(weave(rows.base, rows.theirs), rows.mine, isNewOfTheirs),
    mine: weave(weave(rows.mine, rows.theirs), rows.base),
    theirs: weave(weave(rows.theirs, rows.mine, isNewOfTheirs), rows.base),
  };
  return { kind, ...orders, merged: kind === 'mine' ? orders.mine : orders.theirs };
}

/** Lays in the rows that only `other` has, each after the row that it follows there and the rows that go before it. */
function weave(order: Rows, other: Rows, goesBefore: (id: RowId) => boolean = () => false): Rows {
  const start = {};
  const followers = new Map<RowId, [RowId, unknown][]>([[start, []]]);
  let followed = followers.get(start);
  for (const [id, row] of other) {
    if (order.has(id)) followers.set(id, (followed = []));
    else followed?.push([id, row]);
  }
  const woven = new Map<RowId, unknown>();
  let waiting = followers.get(start) ?? [];
  const settle = () => {
    for (const [id, row] of waiting) woven.set(id, row);
    waiting = [];
  };
  for (const [id, row] of order) {
    if (!goesBefore(id)) settle();
    woven.set(id, row);
    waiting = followers.get(id) ?? waiting;
  }
  settle();
  return woven;
}
