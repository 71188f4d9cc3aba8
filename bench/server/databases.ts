import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { openPostgres, openSqlite } from './built.js';
import { startPostgres } from '../../test/server/postgres.js';

/** A statement with its parameters, sent past everything but the driver. */
export type Run = (statement: string, parameters?: readonly unknown[]) => Promise<number>;

/** A database that the checker and the bare statements share. */
export interface Target {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Where `noclobber serve` finds it. */
  readonly url: string;
  /** How many clients save at once: SQLite takes one write at a time. */
  readonly clients: number;
  /** The checker's way to it. */
  readonly kysely: Kysely<unknown>;
  /** One statement past the kit; gives how many rows it changed. */
  readonly run: Run;
  /** Several statements in one transaction on one connection. */
  transaction(act: (run: Run) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Opens a SQLite file and a PostgreSQL, both so that nothing acknowledged is lost. */
export async function openTargets(): Promise<readonly Target[]> {
  return [await openFile(), await openServer()];
}

async function openFile(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'noclobber-bench-'));
  const path = join(folder, 'bench.db');
  const kysely = await openSqlite(path);
  const database = new Sqlite(path);
  for (const setting of ['busy_timeout = 5000', 'synchronous = FULL']) database.pragma(setting);
  const statements = new Map<string, Sqlite.Statement>();
  const run: Run = async (statement, parameters = []) => {
    if (parameters.length === 0) {
      database.exec(statement);
      return 0;
    }
    const text = statement.replace(/\$\d+/g, '?');
    const prepared = statements.get(text) ?? database.prepare(text);
    statements.set(text, prepared);
    return prepared.run(...parameters).changes;
  };
  return {
    name: 'SQLite',
    url: path,
    clients: 1,
    kysely,
    run,
    async transaction(act) {
      await run('begin immediate');
      await act(run);
      await run('commit');
    },
    async close() {
      await kysely.destroy();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openServer(): Promise<Target> {
  const server = await startPostgres([]);
  const clients = 8;
  const kysely = await openPostgres(server.url, { poolSize: clients });
  const pool = new pg.Pool({ connectionString: server.url, max: clients });
  return {
    name: 'PostgreSQL',
    url: server.url,
    clients,
    kysely,
    run: async (statement, parameters = []) => (await pool.query(statement, [...parameters])).rowCount ?? 0,
    async transaction(act) {
      const client = await pool.connect();
      const run: Run = async (statement, parameters = []) =>
        (await client.query(statement, [...parameters])).rowCount ?? 0;
      await run('begin');
      await act(run);
      await run('commit');
      client.release();
    },
    async close() {
      await kysely.destroy();
      await pool.end();
      await server.stop();
    },
  };
}
