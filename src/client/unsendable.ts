import { isPlainObject, type InvalidField } from '../core/index.js';

/** Finds what JSON would silently turn into something else: NaN and Infinity into null, a function into nothing. */
export function unsendable(value: unknown, pointer = ''): InvalidField[] {
  if (typeof value === 'number' && !Number.isFinite(value))
    return [{ pointer, message: 'This is not a number.' }];
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
    return [{ pointer, message: `A ${typeof value} can't be sent.` }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => unsendable(item, `${pointer}/${index}`));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    unsendable(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
