import { Kysely, PostgresDialect } from 'kysely';
import { rememberClient } from './postgresClients.js';
import { createPreparing } from './preparedStatements.js';
import type { ListeningClient } from './relay/listener.js';

export interface OpenPostgresOptions {
  /** How many connections are open at most. @default 10 */
  readonly poolSize?: number;
  /** How long to wait for a free connection. @default 2000 */
  readonly connectTimeoutMs?: number;
  /** How long to wait for another transaction that writes the same record. @default 5000 */
  readonly lockTimeoutMs?: number;
  /** How long one statement may take. @default 30_000 */
  readonly statementTimeoutMs?: number;
  /**
   * Has the database read and plan the statements of single saves once for a connection. Turn it off behind a pooler that hands
   * connections from transaction to transaction and knows nothing of prepared statements.
   * @default true
   */
  readonly preparesStatements?: boolean;
}

/** How long a connection that listens may take to show that it is still there. */
const queryTimeoutMs = 5000;

const graceMs = 5000;

/**
 * Opens a PostgreSQL database with limits on every wait, so that a slow database is an answer and not a queue. Needs the
 * package `pg`.
 */
export async function openPostgres<Tables = unknown>(
  url: string,
  {
    poolSize = 10,
    connectTimeoutMs = 2000,
    lockTimeoutMs = 5000,
    statementTimeoutMs = 30_000,
    preparesStatements = true,
  }: OpenPostgresOptions = {},
): Promise<Kysely<Tables>> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    lock_timeout: lockTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // Of a program that stopped in the middle of a transaction, and of a line that is dead without saying so.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + graceMs,
    keepAlive: true,
  });
  // The pool replaces a connection that breaks; without listeners it would end the process, in use or not.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (preparesStatements) pool.on('connect', createPreparing(pg.Query));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
  };
  // The types of pg leave `unref` out.
  rememberClient(kysely, () => new pg.Client({ ...settings, keepAlive: true }) as unknown as ListeningClient);
  return kysely;
}
