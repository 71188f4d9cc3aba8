import type { FieldChange, FieldConflict, ListOrder, MergeResult } from '../conflicts.js';
import { isPlainObject, own } from '../isEqual.js';
import { getAt, isSamePath, keyOf, setAt, type Path } from '../path.js';
import { internValues } from './internValues.js';
import { weave, weaveRows, type Rows } from './orderRows.js';

/**
 * Puts a value where an entry points: a field or a row, the fields of a group, the order of a list. A row that comes back takes its place
 * in the list's order.
 */
export function putEntry<T>(
  { merged, orders = [] }: Pick<MergeResult<T>, 'merged' | 'orders'>,
  { entry, value }: { readonly entry: FieldConflict | FieldChange; readonly value: unknown },
): Pick<MergeResult<T>, 'merged' | 'orders'> {
  const { path, of } = entry;
  const around = path.slice(0, -1);
  const order = orders.find((other) => isSamePath(other.path, of === 'order' ? path : around));
  const put = (next: unknown, nextOrders = orders) => ({
    // Every value that is put is of the type of the place that it is put at.
    merged: next as T,
    ...(nextOrders.length > 0 ? { orders: nextOrders } : {}),
  });
  if (of === 'group') return put(putGroup(merged, { entry, around, value }));
  if (of !== 'order') {
    const next = setAt(merged, path, value);
    return put(order && typeof path.at(-1) === 'object' ? arrange(next, order) : next);
  }
  if (!order || !Array.isArray(value)) {
    throw new TypeError('The order of a list is given by the list of its keys.');
  }
  const chosen = { ...order, merged: value };
  return put(
    arrange(merged, chosen),
    orders.map((other) => (other === order ? chosen : other)),
  );
}

function putGroup(
  merged: unknown,
  {
    entry,
    around,
    value,
  }: { readonly entry: FieldConflict | FieldChange; readonly around: Path; readonly value: unknown },
): unknown {
  const { base, mine, theirs } = entry;
  const fields = new Set(
    [base, mine, theirs, value].flatMap((side) => (isPlainObject(side) ? Object.keys(side) : [])),
  );
  const group = isPlainObject(value) ? value : {};
  return [...fields].reduce<unknown>(
    (next, field) => setAt(next, [...around, field], own(group, field)),
    merged,
  );
}

/** Brings a list's rows into the order that counts; those it doesn't name stand after the row that they follow on their own side. */
function arrange(target: unknown, order: ListOrder): unknown {
  const { path, key, base, mine, theirs, merged } = order;
  const rows = getAt(target, path);
  if (!Array.isArray(rows)) return target;
  const names = rows.map((row: unknown) => keyOf(row, key) ?? row);
  const [inBase, inMine, inTheirs, inOrder, present] = internValues(base, mine, theirs, merged, names).map(
    countEach,
  ) as [Rows, Rows, Rows, Rows, Rows];
  const woven = weaveRows(inOrder, { base: inBase, mine: inMine, theirs: inTheirs });
  const places = new Map([...weave(woven, present).keys()].map((id, place) => [id, place]));
  const placed = [...present.keys()].map((id, at) => ({
    row: rows[at] as unknown,
    place: places.get(id) ?? 0,
  }));
  placed.sort((a, b) => a.place - b.place);
  return setAt(
    target,
    path,
    placed.map(({ row }) => row),
  );
}

/** Tells equal rows apart by counting them. */
function countEach(contents: readonly number[]): Rows {
  const counts = new Map<number, number>();
  const ids = contents.map((content) => {
    const count = counts.get(content) ?? 0;
    counts.set(content, count + 1);
    return `${content} ${count}`;
  });
  return new Map(ids.map((id) => [id, id]));
}
