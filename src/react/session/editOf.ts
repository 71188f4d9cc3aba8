import { isEqual, isPlainObject, own } from '../../core/index.js';

/** A form's word on a record. */
export interface FormWord {
  readonly record: unknown;
  /** What its fields hold. */
  readonly raw: unknown;
  /** What its validation made of that; without one the same. */
  readonly valid: unknown;
}

/**
 * Makes a whole record of what a form gives. A form or its schema may leave out what it doesn't show, and may rewrite what nobody
 * touched: neither is an edit. Only where the fields hold something else than the record does validation's word count. A field that is
 * there and undefined was cleared.
 */
export function editOf({ record, raw, valid }: FormWord): unknown {
  if (record === undefined) return valid;
  if (isEqual(record, raw)) return record;
  if (Array.isArray(record) && Array.isArray(valid)) {
    const [before, shown] = [itemsOf(record), itemsOf(raw)];
    return valid.map((item) => editOf({ record: before(item), raw: shown(item) ?? item, valid: item }));
  }
  if (!isPlainObject(record) || !isPlainObject(raw) || !isPlainObject(valid)) return valid;
  const fields = Object.keys({ ...record, ...valid }).map((key) => {
    const before = own(record, key);
    const isCleared = Object.hasOwn(raw, key) && raw[key] === undefined;
    const value =
      isCleared || Object.hasOwn(valid, key)
        ? editOf({ record: before, raw: own(raw, key), valid: own(valid, key) })
        : before;
    // An input for a field that the record never had holds something all the same, and one for an empty field may hold nothing.
    const isStillEmpty =
      (before ?? '') === '' && (before === undefined ? isBlank(value) : value === undefined);
    return [key, isStillEmpty ? before : value] as const;
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** What an input, or a group of them, holds that nobody wrote into. */
export function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    Number.isNaN(value) ||
    (Array.isArray(value) && value.length === 0) ||
    (isPlainObject(value) && Object.values(value).every(isBlank))
  );
}

/** Finds a list's items in another state of the list, by their ids; where two have the same, neither is known. */
export function itemsOf(list: unknown): (item: unknown) => unknown {
  const items = new Map<unknown, unknown>();
  if (Array.isArray(list))
    for (const item of list) {
      const id = own(item, 'id');
      items.set(id, items.has(id) ? undefined : item);
    }
  items.delete(undefined);
  return (item) => items.get(own(item, 'id'));
}
