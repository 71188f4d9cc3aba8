import { sql, type Kysely } from 'kysely';
import type { Store, StoreHealth } from '../../store.js';
import { forget, readHistory, readVersion } from './history.js';
import { forgetEditors, sqlEditors } from './editors.js';
import { sqlLocks } from './locks.js';
import { clientOpenerOf } from './postgresClients.js';
import { makesVersion, type RecordTable } from './recordTable.js';
import { relayOf } from './relay/relayOf.js';
import { recall } from './requests.js';
import { setUp } from './setUp.js';
import { tableOf, type MappedTables } from './tableOf.js';
import { isPostgres, type Database } from './tables.js';
import { inOneStatement, inWriteTransaction, kept, orUnavailable } from './transaction.js';
import { hasTrigger } from './trigger.js';
import { isBare, refuseValue, resultOf, write, writeMany } from './write.js';

export interface SqlStoreOptions {
  /** Resources that lie in the application's own tables. @default none: the kit makes a table for each resource */
  readonly tables?: MappedTables;
  /**
   * How other processes hear of changes. `notify` uses PostgreSQL's LISTEN and NOTIFY, and needs a database that was opened by
   * `openPostgres`; behind a pooler of connections, use `poll`. `poll` looks into the history, so that a resource without one is silent.
   * @default 'notify' where it can be, else 'poll'
   */
  readonly feed?: 'notify' | 'poll';
  /** How often the history is looked at while somebody follows. @default 250 */
  readonly pollMs?: number;
}

/**
 * Keeps records in an SQLite or PostgreSQL database: a table for each resource, and the kit's own tables `noclobber_…` beside them.
 * Any number of processes may use one database.
 *
 * @example
 * const kysely = await openSqlite('articles.db');
 * const store = sqlStore(kysely, { tables: { articles: { table: 'cms_articles', version: 'row_version' } } });
 */
export function sqlStore<Tables>(
  kysely: Kysely<Tables>,
  { tables = {}, feed, pollMs }: SqlStoreOptions = {},
): Store {
  // The kit's tables are its own; what else the database holds, and what is done to the application's statements, does not matter here.
  const db = kysely.withoutPlugins() as unknown as Database;
  const made = new Map<string, RecordTable>();
  const { relay, own } = relayOf(db, { feed, pollMs, openClient: clientOpenerOf(kysely) });

  function find(resource: string): RecordTable {
    const table = made.get(resource) ?? tableOf(resource, tables);
    made.set(resource, table);
    return table;
  }

  return {
    locks: sqlLocks(db, find),
    editors: sqlEditors(db),
    relay,
    async setUp(resources) {
      await setUp(db, resources, find);
    },
    read: (ref) => orUnavailable(async () => (await find(ref.resource).read(db, ref, [ref.id]))[0]),
    readMany: (collection, ids) =>
      orUnavailable(async () =>
        ids.length === 0 ? [] : find(collection.resource).read(db, collection, ids),
      ),
    readVersion: (ref, version) => orUnavailable(() => readVersion(db, ref, version)),
    history: (ref, { after, limit }) => orUnavailable(() => readHistory(db, { ref, after, limit })),
    list: (query) => orUnavailable(() => find(query.resource).list(db, query)),
    match: (query) => orUnavailable(() => find(query.resource).match(db, query)),
    write(wanted) {
      const table = find(wanted.ref.resource);
      const { step } = wanted;
      if (table.update && isBare(wanted) && makesVersion(step)) {
        const { update } = table;
        return inOneStatement(db, async (connection) =>
          resultOf(await update(connection, wanted, step)),
        ).catch((error: unknown) => refuseValue(db, table, { write: wanted, error }));
      }
      return own.during((note) =>
        inWriteTransaction(db, async (transaction) => note(await write(transaction, table, wanted))),
      );
    },
    writeMany(batch) {
      const [first] = batch.writes;
      if (first === undefined) return Promise.resolve({ isKept: true, results: [] });
      const table = find(first.ref.resource);
      return own.during((note) =>
        inWriteTransaction(db, async (transaction) => note(await writeMany(transaction, table, batch))),
      );
    },
    recall: (owner, wanted) => orUnavailable(() => recall(db, owner, wanted)),
    async forget(old) {
      await forget(db, old);
      await inWriteTransaction(db, (transaction) => kept(forgetEditors(transaction)));
    },
    health: (resources) =>
      orUnavailable(async (): Promise<StoreHealth> => {
        const triggersMissing: string[] = [];
        for (const { name, strategy } of resources) {
          if (strategy === 'trigger' && !(await hasTrigger(db, find(name)))) triggersMissing.push(name);
        }
        const kind = isPostgres(db) ? 'postgres' : 'sqlite';
        return { kind, triggersMissing, warnings: await readWarnings(db) };
      }),
  };
}

/** Finds settings with which a crash can lose writes that were acknowledged. */
async function readWarnings(db: Database): Promise<string[]> {
  if (!isPostgres(db)) {
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    return (rows[0]?.synchronous ?? 0) >= 2
      ? []
      : ['synchronous is below FULL: a power cut can lose acknowledged writes.'];
  }
  const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('synchronous_commit', 'fsync') and setting = 'off' order by name`.execute(db);
  return rows.map(({ name }) => `${name} is off: a crash of the database can lose acknowledged writes.`);
}
