import { memoryStore, type Store } from 'noclobber/server';
import { sqlStore } from 'noclobber/server/sql';
import { sql, type Kysely } from 'kysely';
import { openFile, openSchema, temporaryFile } from './eachStore.js';

/** A store, and a way to let time pass for its locks and presence: by its own clock, whose ever that is. */
export interface LeaseStoreUnderTest {
  readonly store: Store;
  pass(ms: number): Promise<void>;
}

/** `describe.each(eachLeaseStore)('… ($name)', ({ open }) => …)` */
export const eachLeaseStore = [
  { name: 'memory', open: openMemory },
  { name: 'SQLite', open: async () => over(await openFile(temporaryFile())) },
  { name: 'PostgreSQL', open: async () => over((await openSchema()).database) },
];

/** Sets the leases of a database back, which is the same as to wait. */
async function age(database: Kysely<unknown>, ms: number): Promise<void> {
  const back = sql.lit(ms);
  await sql`update noclobber_locks set since = since - ${back}, expires_at = expires_at - ${back}, ends_at = ends_at - ${back}`.execute(
    database,
  );
  await sql`update noclobber_editors set since = since - ${back}, expires_at = expires_at - ${back}`.execute(
    database,
  );
}

async function openMemory(): Promise<LeaseStoreUnderTest> {
  let now = Date.UTC(2026, 10, 21);
  return {
    store: memoryStore({ now: () => now }),
    async pass(ms) {
      now += ms;
    },
  };
}

function over(database: Kysely<unknown>): LeaseStoreUnderTest {
  return { store: sqlStore(database), pass: (ms) => age(database, ms) };
}
