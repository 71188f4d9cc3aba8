import { isPlainObject, type InvalidField } from '../core/index.js';

/**
 * Finds what JSON would silently turn into something else: NaN and an invalid date into null, a Map into {}, a function into
 * nothing.
 */
export function unsendable(value: unknown, pointer = ''): InvalidField[] {
  if (typeof value === 'number' && !Number.isFinite(value))
    return [{ pointer, message: 'This is not a number.' }];
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
    return [{ pointer, message: `A ${typeof value} can't be sent.` }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => unsendable(item, `${pointer}/${index}`));
  if (value instanceof Date && Number.isNaN(value.getTime()))
    return [{ pointer, message: 'This is not a date.' }];
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return [];
  if (!isPlainObject(value)) return [{ pointer, message: "This kind of value can't be sent." }];
  return Object.entries(value).flatMap(([key, item]) =>
    unsendable(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
