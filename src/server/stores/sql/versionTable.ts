import { sql, type CreateTableBuilder } from 'kysely';
import { isPostgres, type Database } from './tables.js';

/** The number of the lock that everyone takes who sets up; any number nobody else uses. */
const setUpLock = 8_319_407;

/** Waits for others who set up. SQLite lets one write at a time; PostgreSQL would let two make one table at once, and refuse the second. */
export async function holdSetUp(db: Database): Promise<void> {
  if (isPostgres(db)) await sql`select pg_advisory_xact_lock(${sql.lit(setUpLock)})`.execute(db);
}

/** Adds the columns that make a stored version. */
export function addVersionColumns<Name extends string, Column extends string>(
  table: CreateTableBuilder<Name, Column>,
) {
  return table
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('deleted', 'integer', (column) => column.notNull())
    .addColumn('changed_by', 'text')
    .addColumn('changed_by_name', 'text')
    .addColumn('changed_at', 'text')
    .addColumn('request_key', 'text');
}
