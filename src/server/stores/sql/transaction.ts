import { sql } from 'kysely';
import { StoreUnavailableError } from '../../store.js';
import type { Database } from './tables.js';

/** What work in a transaction gives, and whether what it wrote stays. */
export interface Settled<T> {
  readonly isKept: boolean;
  readonly result: T;
}

/**
 * Runs work in a transaction that may write from its beginning. Kysely's own transaction is a deferred one: in SQLite it
 * fails when it has read and another process writes before it does.
 */
export function inWriteTransaction<T>(db: Database, work: (db: Database) => Promise<Settled<T>>): Promise<T> {
  return orUnavailable(() =>
    db.connection().execute(async (connection) => {
      await sql`begin immediate`.execute(connection);
      try {
        const { isKept, result } = await work(connection);
        await (isKept ? sql`commit` : sql`rollback`).execute(connection);
        return result;
      } catch (error) {
        // SQLite has ended the transaction by itself after some errors; the first error is the one to tell.
        await sql`rollback`.execute(connection).catch(() => undefined);
        throw error;
      }
    }),
  );
}

/** Tells a database that is busy, full, read-only or gone from a fault in the program. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw isUnavailable(cause) ? new StoreUnavailableError({ cause }) : cause;
  }
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOTADB|CORRUPT|PROTOCOL)/.test(code) ||
    /database connection is not open|driver has already been destroyed/.test(error.message)
  );
}
