import type { FieldChange, FieldConflict, ListOrder, MergeResult } from '../conflicts.js';
import { isEqual, isPlainObject, own } from '../isEqual.js';
import { getAt, isSamePath, keyOf, setAt, type Path } from '../path.js';
import { internValues } from './internValues.js';

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
  const chosen = { ...order, merged: wholeOrder(value, { entry, order }) };
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

/** The order of all rows there ever were that goes with a side's key list; for a list made by hand the rows it doesn't name come last. */
function wholeOrder(
  keys: readonly unknown[],
  { entry, order }: { readonly entry: FieldConflict | FieldChange; readonly order: ListOrder },
): readonly unknown[] {
  for (const side of ['mine', 'theirs', 'base'] as const) if (isEqual(keys, entry[side])) return order[side];
  return [...keys, ...order.merged.filter((key) => !keys.some((other) => isEqual(other, key)))];
}

/** Sorts a list's rows by a list of their keys. */
function arrange(target: unknown, { path, key, merged: keys }: ListOrder): unknown {
  const rows = getAt(target, path);
  if (!Array.isArray(rows)) return target;
  const [rowIds, keyIds] = internValues(
    rows.map((row: unknown) => keyOf(row, key) ?? row),
    keys,
  );
  const places = new Map<number, number[]>();
  for (const [place, id] of keyIds.entries()) places.set(id, [...(places.get(id) ?? []), place]);
  const placed = rows.map((row: unknown, at) => ({
    row,
    place: places.get(rowIds[at] ?? -1)?.shift() ?? keys.length,
  }));
  placed.sort((a, b) => a.place - b.place);
  return setAt(
    target,
    path,
    placed.map(({ row }) => row),
  );
}
