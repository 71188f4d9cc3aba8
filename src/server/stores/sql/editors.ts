import { sql, type Expression, type SqlBool } from 'kysely';
import { mergeTabs, type EditorStore } from '../../editor.js';
import type { RecordRef } from '../../recordRef.js';
import { clock } from './clock.js';
import type { Database } from './tables.js';
import { inWriteTransaction, orUnavailable } from './transaction.js';

/** Keeps presence in the table `noclobber_editors`, by the database's clock. */
export function sqlEditors(sharedDb: Database): EditorStore {
  return {
    put: (ref, { tab, ttlMs, id: person, ...editor }) =>
      inWriteTransaction(sharedDb, async (db) => {
        const before = await db
          .selectFrom('noclobber_editors')
          .where(isOf(ref))
          .where('person', '=', person)
          .where('tab', '=', tab)
          .where('expires_at', '>', clock(db))
          .select(['state', 'field'])
          .executeTakeFirst();
        // Whoever comes sweeps up after those who left without a word.
        if (before === undefined) await forgetEditors(db, ref);
        const now = clock(db);
        const renewed = { ...editor, expires_at: sql<number>`${now} + ${sql.lit(Math.trunc(ttlMs))}` };
        await db
          .insertInto('noclobber_editors')
          .values({ ...ref, person, tab, since: now, ...renewed })
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'resource', 'id', 'person', 'tab']).doUpdateSet(renewed),
          )
          .execute();
        const isNews = before === undefined || before.state !== editor.state || before.field !== editor.field;
        return { isKept: true, result: isNews };
      }),
    remove: (ref, { id: person, tab }) =>
      inWriteTransaction(sharedDb, async (db) => {
        const gone = await db
          .deleteFrom('noclobber_editors')
          .where(isOf(ref))
          .where('person', '=', person)
          .where('tab', '=', tab)
          .returning('person')
          .execute();
        return { isKept: true, result: gone.length > 0 };
      }),
    read: (ref) =>
      orUnavailable(async () => {
        const rows = await sharedDb
          .selectFrom('noclobber_editors')
          .where(isOf(ref))
          .where('expires_at', '>', clock(sharedDb))
          .select(['person as id', 'name', 'state', 'field', 'since as sinceMs', 'expires_at as expiresMs'])
          .execute();
        return mergeTabs(rows);
      }),
  };
}

/** Takes away those who have not been heard of in time: of one record, or of all. */
export async function forgetEditors(db: Database, ref?: RecordRef): Promise<void> {
  const gone = db.deleteFrom('noclobber_editors').where('expires_at', '<=', clock(db));
  await (ref ? gone.where(isOf(ref)) : gone).execute();
}

function isOf({ tenant, resource, id }: RecordRef): Expression<SqlBool> {
  return sql<SqlBool>`tenant = ${tenant} and resource = ${resource} and id = ${id}`;
}

/** Makes the table where it is missing. */
export async function createEditorTable(db: Database): Promise<void> {
  await db.schema
    .createTable('noclobber_editors')
    .ifNotExists()
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('tab', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('field', 'text')
    .addColumn('since', 'double precision', (column) => column.notNull())
    .addColumn('expires_at', 'double precision', (column) => column.notNull())
    .addPrimaryKeyConstraint('noclobber_editors_key', ['tenant', 'resource', 'id', 'person', 'tab'])
    .execute();
}
