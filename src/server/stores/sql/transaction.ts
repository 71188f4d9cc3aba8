import { CompiledQuery, sql, type DatabaseConnection } from 'kysely';
import { OutcomeUnknownError, StoreUnavailableError } from '../../store.js';
import { isUnprepared } from './preparedStatements.js';
import { isPostgres, type Database, type Statements } from './tables.js';

/** What work in a transaction gives, and whether what it wrote stays. */
export interface Settled<T> {
  readonly isKept: boolean;
  readonly result: T;
}

/** How often work is done again whose transaction the database gave up for another one's sake. */
const mostRetries = 3;
const retryPauseMs = 20;

/**
 * Runs work in a transaction that may write from its beginning. Kysely's own transaction is a deferred one: in SQLite it
 * fails when it has read and another process writes before it does.
 *
 * @throws StoreUnavailableError where nothing was stored, OutcomeUnknownError where the connection broke during the commit.
 */
export function inWriteTransaction<T>(db: Database, work: (db: Database) => Promise<Settled<T>>): Promise<T> {
  return orUnavailable(() =>
    againWhereGivenUp(() => db.connection().execute((connection) => inTransaction(connection, work))),
  );
}

/**
 * Runs one statement by itself. PostgreSQL makes a transaction of it; SQLite is given one, since libsql leaves a statement that found
 * the file busy open.
 *
 * @throws StoreUnavailableError where nothing was stored, OutcomeUnknownError where the connection broke before the answer.
 */
export function inOneStatement<T>(db: Database, work: (db: Statements) => Promise<T>): Promise<T> {
  const executor = db.getExecutor();
  const runOn = (connection: DatabaseConnection): Statements => ({
    getExecutor: () => executor,
    executeQuery: (query) => connection.executeQuery(query),
  });
  return orUnavailable(() =>
    againWhereGivenUp(() =>
      executor.provideConnection((connection) =>
        isPostgres(db)
          ? answered(work(runOn(connection)))
          : inTransaction(runOn(connection), (one) => kept(work(one))),
      ),
    ),
  );
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw isGone(cause) ? new OutcomeUnknownError({ cause }) : cause;
  }
}

/** Says that what was done in a transaction stays. */
export async function kept<T>(work: Promise<T>): Promise<Settled<T>> {
  return { isKept: true, result: await work };
}

async function againWhereGivenUp<T>(act: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await act();
    } catch (error) {
      // Serialization failure and deadlock: PostgreSQL took all of it back.
      const isGivenUp = /^40(001|P01)$/.test(codeOf(error)) || isUnprepared(error);
      if (retry === mostRetries || !isGivenUp) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * retryPauseMs * 2 ** retry));
    }
  }
}

/** Runs work inside a transaction so that an error of the database takes back only this work. */
export async function inSavepoint<T>(db: Database, work: () => Promise<T>): Promise<T> {
  await sql`savepoint noclobber`.execute(db);
  try {
    const result = await work();
    await sql`release savepoint noclobber`.execute(db);
    return result;
  } catch (error) {
    // SQLite has ended the whole transaction by itself after some errors; the first error is the one to tell.
    await sql`rollback to savepoint noclobber`.execute(db).catch(() => undefined);
    throw error;
  }
}

const begin = CompiledQuery.raw('begin');
const beginImmediate = CompiledQuery.raw('begin immediate');
const end = CompiledQuery.raw('commit');
const takeBack = CompiledQuery.raw('rollback');

async function inTransaction<T, Runs extends Statements>(
  connection: Runs,
  work: (connection: Runs) => Promise<Settled<T>>,
): Promise<T> {
  // SQLite answers at once, so that from here all of it runs without a pause: another connection of this process that came in
  // between would wait for the file, and this transaction for it.
  if (!isPostgres(connection)) await new Promise((resolve) => setImmediate(resolve));
  await connection.executeQuery(isPostgres(connection) ? begin : beginImmediate);
  let settled: Settled<T>;
  try {
    settled = await work(connection);
    if (!settled.isKept) await connection.executeQuery(takeBack);
  } catch (error) {
    // SQLite has ended the transaction by itself after some errors; the first error is the one to tell.
    await connection.executeQuery(takeBack).catch(() => undefined);
    throw error;
  }
  if (settled.isKept) await commit(connection);
  return settled.result;
}

async function commit(connection: Statements): Promise<void> {
  try {
    await connection.executeQuery(end);
  } catch (cause) {
    await connection.executeQuery(takeBack).catch(() => undefined);
    // A database in another process may have stored it before it was gone.
    throw isPostgres(connection) && isGone(cause) ? new OutcomeUnknownError({ cause }) : cause;
  }
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
  // PostgreSQL: resources, limits and timeouts reached, no write allowed, given up for another transaction.
  const isBusy = /^(53...|55P03|57014|25006|40001|40P01)$/.test(codeOf(error));
  const isSqlite = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOTADB|CORRUPT|PROTOCOL)/.test(
    codeOf(error),
  );
  return isBusy || isSqlite || isGone(error);
}

/** Tells that a connection could not be made, or broke. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    /^(08...|57P..|E(CONN(REFUSED|RESET|ABORTED)|NOTFOUND|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN))$/.test(
      codeOf(error),
    ) ||
    /connection is not open|driver has already been destroyed|[Cc]onnection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/.test(
      error.message,
    )
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
