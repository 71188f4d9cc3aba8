import { sql, type RawBuilder } from 'kysely';
import { isPostgres, type Database } from './tables.js';

/** Compares ids with one parameter for any number of them, so that the statement stays the same. */
export function isAmong(db: Database, ids: readonly string[]): RawBuilder<boolean> {
  const [only] = ids;
  if (ids.length === 1) return sql<boolean>`${sql.ref('id')} = ${only}`;
  return isPostgres(db)
    ? sql<boolean>`${sql.ref('id')} = any(${ids}::text[])`
    : sql<boolean>`${sql.ref('id')} in (select value from json_each(${JSON.stringify(ids)}))`;
}
