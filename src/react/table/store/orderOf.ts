import { foldCase, isEqual, own, type Versioned } from '../../../core/index.js';
import { isKept, shownIn, type EditedRow } from './editedRow.js';

export interface RowSort {
  readonly field: string;
  readonly isDescending: boolean;
}

/** Keeps the rows whose field contains a text, in whatever case. */
interface RowFilter {
  readonly field: string;
  readonly text: string;
}

export interface Arrangement {
  readonly sort?: RowSort | undefined;
  readonly filter?: RowFilter | undefined;
}

/** Gives the places of the rows to show, in order. Rows that are being edited are never filtered away. */
export function orderOf<T>(
  records: readonly Versioned<T>[],
  { sort, filter }: Arrangement,
  editedAt: (record: Versioned<T>) => EditedRow<T> | undefined,
): Int32Array {
  let order = Int32Array.from(records.keys());
  const valueAt = (place: number, field: string): unknown => {
    const record = records[place];
    if (!record) return undefined;
    const edited = editedAt(record);
    return edited ? shownIn(edited, field) : own(record.value, field);
  };
  if (filter?.text) {
    const wanted = foldCase(filter.text);
    const isEdited = (place: number) => {
      const record = records[place];
      return record !== undefined && isKept(editedAt(record));
    };
    order = order.filter(
      (place) => isEdited(place) || foldCase(String(valueAt(place, filter.field) ?? '')).includes(wanted),
    );
  }
  if (!sort) return order;
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const keys = Array.from(records.keys(), (place) => valueAt(place, sort.field));
  const turn = sort.isDescending ? -1 : 1;
  // A new row stays at the end, where it was put.
  const isNew = Array.from(records, (record) => Number(editedAt(record)?.isNew !== undefined));
  return order.sort(
    (a, b) => (isNew[a] ?? 0) - (isNew[b] ?? 0) || turn * compareValues(keys[a], keys[b], compare) || a - b,
  );
}

/** What is missing comes first, as it does on the server. */
function compareValues(a: unknown, b: unknown, compare: (a: string, b: string) => number): number {
  if (isEqual(a, b)) return 0;
  const isMissing = (value: unknown) => value === undefined || value === null;
  if (isMissing(a) || isMissing(b)) return Number(isMissing(b)) - Number(isMissing(a));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compare(String(a), String(b));
}
