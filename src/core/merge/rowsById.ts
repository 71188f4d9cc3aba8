import { keyOf } from '../path.js';
import type { Rows } from './orderRows.js';

/** Rows by their `id`; undefined for what isn't a list of rows that all have one of their own. */
export function rowsById(list: unknown): Rows | undefined {
  if (!Array.isArray(list)) return undefined;
  const rows = new Map(Array.from(list, (row: unknown) => [keyOf(row, 'id'), row]));
  return rows.size === list.length && !rows.has(undefined) ? rows : undefined;
}
