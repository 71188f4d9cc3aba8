import { isEqual, isPlainObject, own, setOwn } from '../../core/index.js';

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
 * touched: neither is an edit. Only where the fields hold something else than the record does validation's word count.
 */
export function editOf({ record, raw, valid }: FormWord): unknown {
  if (record === undefined) return valid;
  if (isEqual(record, raw)) return record;
  if (Array.isArray(record) && Array.isArray(valid)) return valid.map((item) => withHidden(item, record));
  if (!isPlainObject(record) || !isPlainObject(raw) || !isPlainObject(valid)) return valid;
  const edit: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(record), ...Object.keys(valid)])) {
    const before = own(record, key);
    const value = Object.hasOwn(valid, key)
      ? editOf({ record: before, raw: own(raw, key), valid: valid[key] })
      : before;
    // An input for a field that the record never had holds something all the same.
    const isStillMissing = before === undefined && isBlank(value);
    if (value !== undefined && !isStillMissing) setOwn(edit, key, value);
  }
  return edit;
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

/** Gives a list's item back what a schema cut off it. */
function withHidden(item: unknown, before: readonly unknown[]): unknown {
  if (!isPlainObject(item) || item.id === undefined) return item;
  const same = before.find((other) => isPlainObject(other) && other.id === item.id);
  return isPlainObject(same) ? { ...same, ...item } : item;
}
