import type { RecordValue } from '../../../client/index.js';
import type { Versioned } from '../../../core/index.js';
import type { EditedRow } from './editedRow.js';
import { orderOf, type Arrangement } from './orderOf.js';

/** The rows as they were read, by id and in their order. */
export interface Rows<T extends RecordValue> {
  get(id: string): Versioned<T> | undefined;
  /** Takes other rows; those of `kept` stay where they are, also where the others lack them. @throws TypeError for a row without its token. */
  set(records: readonly Versioned<T>[], kept: readonly string[]): void;
  add(records: readonly Versioned<T>[]): void;
  replace(id: string, record: Versioned<T>): void;
  remove(id: string): void;
  /** Puts a record in a row's place. Where that record has a row already, that one stays. */
  swap(id: string, record: Versioned<T>): void;
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

export function createRows<T extends RecordValue>(
  editedOf: (id: string) => EditedRow<T> | undefined,
): Rows<T> {
  let records: Versioned<T>[] = [];
  /** Made when the first row is looked for by its id. */
  let index: Map<string, number> | undefined;
  let arrangement: Arrangement = {};
  let order: Int32Array | undefined;
  let version = 0;

  /** Where rows are that were asked for by their place: those on the screen need no index of all. */
  let near = new Map<string, number>();
  let before = near;

  const indexOf = (id: string): number => {
    const place = index ? undefined : (near.get(id) ?? before.get(id));
    if (place !== undefined && records[place]?.value.id === id) return place;
    index ??= indexed(records);
    return index.get(id) ?? -1;
  };
  function change(next: Versioned<T>[]): void {
    records = next;
    index = undefined;
    order = arranged();
    version++;
  }
  function arranged(): Int32Array | undefined {
    return orderOf(records, arrangement, ({ value }) => editedOf(value.id));
  }

  return {
    get: (id) => records[indexOf(id)],
    set(next, kept) {
      if (!next.every(({ token }) => token)) throw new TypeError(tokenless);
      if (kept.length === 0) return change(next.slice());
      const places = kept.map((id) => [indexOf(id), id] as const).filter(([place]) => place >= 0);
      const stays = new Map(places.map(([place, id]) => [id, records[place]]));
      const found = next.filter(({ value }) => !stays.has(value.id));
      for (const [place, id] of places.toSorted(([a], [b]) => a - b)) {
        const record = stays.get(id);
        if (record) found.splice(place, 0, record);
      }
      change(found);
    },
    add(next) {
      change([...records, ...next.filter(({ value }) => indexOf(value.id) < 0)]);
    },
    replace(id, record) {
      const place = indexOf(id);
      if (place >= 0) records[place] = record;
    },
    remove(id) {
      if (indexOf(id) >= 0) change(records.filter(({ value }) => value.id !== id));
    },
    swap(id, record) {
      const isThere = indexOf(record.value.id) >= 0;
      change(records.flatMap((known) => (known.value.id !== id ? known : isThere ? [] : record)));
    },
    arrange(next) {
      arrangement = next;
      const wasAsRead = order === undefined;
      order = arranged();
      if (order || !wasAsRead) version++;
    },
    count: () => order?.length ?? records.length,
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

function indexed(records: readonly Versioned<RecordValue>[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const [place, { value }] of records.entries()) index.set(value.id, place);
  return index;
}
