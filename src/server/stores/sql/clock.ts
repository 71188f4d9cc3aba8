import { sql, type RawBuilder } from 'kysely';
import { isPostgres, type Database } from './tables.js';

/** The database's time in milliseconds: one clock for all processes, which does not stand still in a transaction. */
export function clock(db: Database): RawBuilder<number> {
  return isPostgres(db)
    ? sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::double precision`
    : sql<number>`round(unixepoch('subsec') * 1000)`;
}

export async function readClock(db: Database): Promise<number> {
  const { rows } = await sql<{ now: number }>`select ${clock(db)} as now`.execute(db);
  const [{ now } = { now: NaN }] = rows;
  return now;
}
