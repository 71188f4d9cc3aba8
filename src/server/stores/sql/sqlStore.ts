import { sql, type Kysely } from 'kysely';
import type { Store } from '../../store.js';
import { fulfils, isBehind, orderBy } from './jsonField.js';
import { postgresFields } from './postgresFields.js';
import { setUp } from './setUp.js';
import { sqliteFields } from './sqliteFields.js';
import { isPostgres, recordTables, toVersion, versionColumns, versionText, type Database } from './tables.js';
import { inWriteTransaction, orUnavailable } from './transaction.js';
import { recall, toStored, write } from './write.js';

/**
 * Keeps records in an SQLite or PostgreSQL database: a table for each resource, and the kit's own tables `noclobber_…` beside them.
 * Any number of processes may use one database.
 *
 * @example
 * const kysely = await openSqlite('articles.db');
 * const store = sqlStore(kysely);
 */
export function sqlStore<Tables>(kysely: Kysely<Tables>): Store {
  // The kit's tables are its own; what else the database holds does not matter here.
  const db = kysely as unknown as Database;
  const records = recordTables(db);
  const fields = isPostgres(db) ? postgresFields : sqliteFields;

  return {
    setUp: (resources) => setUp(db, resources),
    read: ({ tenant, resource, id }) =>
      orUnavailable(async () => {
        const row = await records
          .selectFrom(resource)
          .where('tenant', '=', tenant)
          .where('id', '=', id)
          .select(versionColumns)
          .select(versionText())
          .executeTakeFirst();
        return row && toStored(row);
      }),
    readVersion: ({ tenant, resource, id }, version) =>
      orUnavailable(async () => {
        const row = await db
          .selectFrom('noclobber_history')
          .where('tenant', '=', tenant)
          .where('resource', '=', resource)
          .where('id', '=', id)
          .where('version', '=', toVersion(version))
          .select(versionColumns)
          .select(versionText())
          .executeTakeFirst();
        return row && toStored(row);
      }),
    history: ({ tenant, resource, id }, { after, limit }) =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('noclobber_history')
          .where('tenant', '=', tenant)
          .where('resource', '=', resource)
          .where('id', '=', id)
          .where('version', '>', toVersion(after))
          .select(['changed_by', 'changed_by_name', 'changed_at', 'paths'])
          .select(versionText())
          .orderBy(sql.ref('noclobber_history.version'), 'desc')
          .limit(limit)
          .execute();
        return rows.toReversed().map((row) => ({
          version: row.version,
          at: row.changed_at,
          by: { id: row.changed_by, name: row.changed_by_name },
          paths: JSON.parse(row.paths),
        }));
      }),
    list: ({ tenant, resource, where, sort, after, limit }) =>
      orUnavailable(async () => {
        const conditions = [
          ...where.map((condition) => fulfils(fields, condition)),
          ...(after ? [isBehind(fields, after, sort)] : []),
        ];
        const query = conditions.reduce(
          (narrowed, condition) => narrowed.where(condition),
          records.selectFrom(resource).where('tenant', '=', tenant).where('deleted', '=', 0),
        );
        const rows = await query
          .select(versionColumns)
          .select(versionText())
          .orderBy(orderBy(fields, sort))
          .limit(limit)
          .execute();
        return rows.map(toStored);
      }),
    write: (wanted) => inWriteTransaction(db, (transaction) => write(transaction, wanted)),
    recall: (request) => orUnavailable(() => recall(db, request)),
  };
}
