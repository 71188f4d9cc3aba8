import { isPlainObject, setOwn } from '../../core/index.js';

/**
 * Lays what a form gives over what the record was. A form, or its validation schema, may leave out what it doesn't show: that is not
 * a delete. An own `undefined` is one.
 */
export function fillIn(record: unknown, given: unknown): unknown {
  if (!isPlainObject(record) || !isPlainObject(given)) return given;
  const filled: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(record), ...Object.keys(given)])) {
    const value = Object.hasOwn(given, key) ? fillIn(record[key], given[key]) : record[key];
    if (value !== undefined) setOwn(filled, key, value);
  }
  return filled;
}
