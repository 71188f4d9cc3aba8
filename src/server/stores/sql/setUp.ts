import { sql } from 'kysely';
import type { StoredResource } from '../../store.js';
import { createEditorTable } from './editors.js';
import { createLockTable } from './locks.js';
import type { RecordTable } from './recordTable.js';
import { isPostgres, type Database } from './tables.js';
import { createTrigger, dropTrigger, hasTrigger } from './trigger.js';
import { inWriteTransaction } from './transaction.js';
import { addVersionColumns, holdSetUp } from './versionTable.js';

/** Makes the tables that are missing. Several processes may do so at once. */
export async function setUp(
  db: Database,
  resources: readonly StoredResource[],
  tableOf: (resource: string) => RecordTable,
): Promise<void> {
  await inWriteTransaction(db, async (transaction) => {
    await holdSetUp(transaction);
    await createKitTables(transaction);
    await createLockTable(transaction);
    await createEditorTable(transaction);
    for (const { name, strategy } of resources) {
      const table = tableOf(name);
      await table.setUp(transaction, strategy);
      const isThere = table.versionColumn !== undefined && (await hasTrigger(transaction, table));
      if (strategy === 'trigger' && !isThere) await createTrigger(transaction, table);
      // It would go on counting where now something else makes the versions.
      if (strategy !== 'trigger' && isThere) await dropTrigger(transaction, table);
    }
    if (resources.some(({ forgetsVersions }) => forgetsVersions)) {
      await sql`create index if not exists noclobber_history_age on noclobber_history (resource, changed_at)`.execute(
        transaction,
      );
    }
    return { isKept: true, result: undefined };
  });
}

async function createKitTables(db: Database): Promise<void> {
  const isCounted = isPostgres(db);
  await addVersionColumns(db.schema.createTable('noclobber_history').ifNotExists())
    .addColumn('seq', isCounted ? 'bigserial' : 'integer', (column) =>
      isCounted ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('paths', 'text', (column) => column.notNull())
    .addColumn('kept', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('noclobber_history_record')
    .ifNotExists()
    .on('noclobber_history')
    .columns(['tenant', 'resource', 'id', 'version'])
    .execute();
  await db.schema
    .createIndex('noclobber_history_order')
    .ifNotExists()
    .on('noclobber_history')
    .columns(['tenant', 'resource', 'id', 'seq'])
    .execute();
  // What is to be forgotten is found without reading the rest.
  await sql`create index if not exists noclobber_history_passing on noclobber_history (changed_at) where kept = 0`.execute(
    db,
  );
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
