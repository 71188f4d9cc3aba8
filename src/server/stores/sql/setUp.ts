import { sql, type CreateTableBuilder } from 'kysely';
import { isPostgres, recordTables, versionColumns, type Database } from './tables.js';
import { inWriteTransaction } from './transaction.js';

/** The number of the lock that everyone takes who sets up; any number nobody else uses. */
const setUpLock = 8_319_407;

/** Makes the tables that are missing. Several processes may do so at once. */
export async function setUp(db: Database, resources: readonly string[]): Promise<void> {
  await inWriteTransaction(db, async (transaction) => {
    // SQLite lets one write at a time; PostgreSQL would let two make one table at once, and refuse the second.
    if (isPostgres(db)) await sql`select pg_advisory_xact_lock(${sql.lit(setUpLock)})`.execute(transaction);
    await createKitTables(transaction);
    for (const resource of resources) await createRecordTable(transaction, resource);
    return { isKept: true, result: undefined };
  });
}

async function createKitTables(db: Database): Promise<void> {
  await addVersionColumns(db.schema.createTable('noclobber_history').ifNotExists())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('paths', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('noclobber_history_key', ['tenant', 'resource', 'id', 'version'])
    .execute();
  await db.schema
    .createTable('noclobber_requests')
    .ifNotExists()
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('caller', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('requested_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('noclobber_requests_key', ['tenant', 'caller', 'key'])
    .execute();
  await db.schema
    .createIndex('noclobber_requests_age')
    .ifNotExists()
    .on('noclobber_requests')
    .column('requested_at')
    .execute();
}

async function createRecordTable(db: Database, resource: string): Promise<void> {
  await addVersionColumns(db.schema.createTable(resource).ifNotExists())
    .addPrimaryKeyConstraint(`noclobber_${resource}_key`, ['tenant', 'id'])
    .execute();
  try {
    await recordTables(db)
      .selectFrom(resource)
      .select(['tenant', 'version', ...versionColumns])
      .limit(1)
      .execute();
  } catch (cause) {
    const message = `The table "${resource}" exists and was not made by noclobber, so its rows can't be kept safe. Choose another resource name or database.`;
    throw new Error(message, { cause });
  }
}

function addVersionColumns<Name extends string, Column extends string>(
  table: CreateTableBuilder<Name, Column>,
) {
  return table
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('deleted', 'integer', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addColumn('changed_by_name', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('request_key', 'text');
}
