import type { RecordValue } from '../../../client/index.js';
import type { Versioned } from '../../../core/index.js';
import { countBelow, createRowIndex, type RowIndex } from './createRowIndex.js';
import type { EditedRow } from './editedRow.js';
import { orderOf, type Arrangement } from './orderOf.js';

/** The rows as they were read, by id and in their order. */
export interface Rows<T extends RecordValue> {
  /** @throws TypeError for a row that came without its token. */
  get(id: string): Versioned<T> | undefined;
  /** Takes other rows; those of `kept` stay where they are, also where the others lack them. */
  set(records: readonly Versioned<T>[], kept: readonly string[]): void;
  /** Puts rows in that are not there yet. `place` is in the order. @default at the end */
  insert(records: readonly Versioned<T>[], place?: number): void;
  replace(id: string, record: Versioned<T>): void;
  remove(ids: readonly string[]): void;
  /** Puts a record in a row's place. Where that record has a row already, that one stays. */
  swap(id: string, record: Versioned<T>): void;
  /** Shows those that are edited by now and were filtered away, where they belong. */
  show(ids: readonly string[]): void;
  /** Sorts and filters; from then on rows stay where they are. */
  arrange(next: Arrangement): void;
  count(): number;
  isEmpty(): boolean;
  idAt(place: number): string | undefined;
  placeOf(id: string): number;
  getVersion(): number;
}

const mostNear = 5000;
const tokenless =
  'A row came without its version token, so that no save of it could be checked. Give the table what `list` answers.';

/** How many rows are looked at when they come: a list without tokens has none in its first rows. */
const mostLookedAt = 1000;

/** @throws TypeError for a row without its token. */
export function requireTokens(records: readonly Versioned<unknown>[]): void {
  for (const { token } of records.slice(0, mostLookedAt)) if (!token) throw new TypeError(tokenless);
}

export function createRows<T extends RecordValue>(
  editedOf: (id: string) => EditedRow<T> | undefined,
): Rows<T> {
  let records: Versioned<T>[] = [];
  /** Made when the first row is looked for by its id. */
  let index: RowIndex | undefined;
  let arrangement: Arrangement = {};
  let order: Int32Array | undefined;
  let version = 0;

  /** Where rows are that were asked for by their place: those on the screen need no index of all. */
  let near = new Map<string, number>();
  let before = near;

  /** Where the last row that was looked for stood: who reads a row writes it, too. */
  let found = -1;

  function indexOf(id: string): number {
    if (records[found]?.value.id === id) return found;
    found = index?.placeOf(id) ?? indexNear(id);
    return found;
  }
  function indexNear(id: string): number {
    const place = near.get(id) ?? before.get(id) ?? -1;
    if (records[place]?.value.id === id) return place;
    index = createRowIndex(records);
    return index.placeOf(id);
  }
  const count = (): number => order?.length ?? records.length;
  function arranged(): Int32Array | undefined {
    const isAsRead = !arrangement.sort && !arrangement.filter?.text;
    return isAsRead ? undefined : orderOf(records, arrangement, ({ value }) => editedOf(value.id));
  }
  function take(next: Versioned<T>[]): void {
    records = next;
    index = undefined;
    order = arranged();
  }
  /** Takes other rows around those that stay where they are. */
  function takeAround(kept: readonly string[], next: readonly Versioned<T>[]): void {
    const stays = new Map(kept.map((id) => [indexOf(id), id]));
    const inRecords: Stay<Versioned<T>>[] = [];
    for (const at of [...stays.keys()].toSorted((a, b) => a - b)) {
      const record = records[at];
      if (record) inRecords.push([at, record]);
    }
    const inOrder: Stay<string>[] = [];
    order?.forEach((at, place) => {
      const id = stays.get(at);
      if (id !== undefined) inOrder.push([place, id]);
    });
    const known = new Set(inRecords.map(([, { value }]) => value.id));
    const others = known.size === 0 ? next : next.filter(({ value }) => !known.has(value.id));
    take(withStays(others, inRecords));
    if (order && inOrder.length > 0) {
      const places = inOrder.map(([place, id]): Stay<number> => [place, indexOf(id)]);
      const own = new Set(places.map(([, at]) => at));
      order = Int32Array.from(
        withStays(
          Array.from(order).filter((at) => !own.has(at)),
          places,
        ),
      );
    }
  }
  function remove(ids: readonly string[]): void {
    const holes = [...new Set(ids.map(indexOf))].filter((at) => at >= 0).toSorted((a, b) => a - b);
    if (holes.length === 0) return;
    index?.remove(ids);
    records = without(records, holes);
    if (order) order = withoutPlaces(order, holes);
    version++;
  }

  return {
    get(id) {
      const record = records[indexOf(id)];
      if (record && !record.token && !editedOf(id)?.isNew) throw new TypeError(tokenless);
      return record;
    },
    set(next, kept) {
      if (kept.length > 0) takeAround(kept, next);
      else take([...next]);
      version++;
    },
    insert(added, place = count()) {
      const fresh = added.filter(({ value }) => indexOf(value.id) < 0);
      if (fresh.length === 0) return;
      if (order) {
        const places = fresh.map((_, at) => records.length + at);
        order = Int32Array.from([...order.subarray(0, place), ...places, ...order.subarray(place)]);
      }
      const at = order ? records.length : place;
      if (at === records.length) index?.append(fresh.map(({ value }) => value.id));
      else index = undefined;
      records = [...records.slice(0, at), ...fresh, ...records.slice(at)];
      version++;
    },
    replace(id, record) {
      const place = indexOf(id);
      if (place >= 0) records[place] = record;
    },
    remove,
    swap(id, record) {
      if (indexOf(record.value.id) >= 0) return remove([id]);
      const place = indexOf(id);
      if (place < 0) return;
      records[place] = record;
      index?.rename(id, record.value.id);
      version++;
    },
    show(ids) {
      if (!order) return;
      const shown = new Set(order);
      const hidden = new Set(ids.map(indexOf).filter((at) => at >= 0 && !shown.has(at)));
      if (hidden.size === 0) return;
      const places: Stay<number>[] = [];
      (arranged() ?? order).forEach((at, place) => hidden.has(at) && places.push([place, at]));
      order = Int32Array.from(withStays(Array.from(order), places));
      version++;
    },
    arrange(next) {
      arrangement = next;
      const wasAsRead = order === undefined;
      order = arranged();
      if (order || !wasAsRead) version++;
    },
    count,
    isEmpty: () => records.length === 0,
    idAt(place) {
      const at = order ? (order[place] ?? -1) : place;
      const id = records[at]?.value.id;
      if (near.size > mostNear) [before, near] = [near, new Map()];
      if (id !== undefined) near.set(id, at);
      return id;
    },
    placeOf: (id) => (order ? order.indexOf(indexOf(id)) : indexOf(id)),
    getVersion: () => version,
  };
}

/** What stays at its place. */
type Stay<V> = readonly [place: number, value: V];

/** Puts what stays, from the first place to the last, among the others; past their end it comes behind them. */
function withStays<V>(others: readonly V[], stays: readonly Stay<V>[]): V[] {
  const all: V[] = [];
  let from = 0;
  for (const [place, value] of stays) {
    const to = from + Math.max(0, place - all.length);
    for (const other of others.slice(from, to)) all.push(other);
    all.push(value);
    from = Math.min(to, others.length);
  }
  return all.concat(from === 0 ? others : others.slice(from));
}

/** `holes`: places, ascending. */
function without<V>(all: readonly V[], holes: readonly number[]): V[] {
  const parts = holes.map((hole, at) => all.slice((holes[at - 1] ?? -1) + 1, hole));
  return parts.flat().concat(all.slice((holes.at(-1) ?? -1) + 1));
}

function withoutPlaces(order: Int32Array, holes: readonly number[]): Int32Array {
  const left = new Int32Array(order.length);
  let count = 0;
  for (const at of order) {
    const below = countBelow(holes, at);
    if (holes[below] !== at) left[count++] = at - below;
  }
  return left.slice(0, count);
}
