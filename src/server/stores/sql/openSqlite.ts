import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import type Sqlite from 'libsql';

export interface OpenSqliteOptions {
  /** How long to wait for another process that writes. @default 5000 */
  readonly busyTimeoutMs?: number;
}

const walAttempts = 50;
const walPauseMs = 20;

/**
 * Opens a SQLite file so that several processes can share it and nothing acknowledged is lost in a power cut. Makes
 * the file where there is none. Needs the package `libsql`.
 */
export async function openSqlite<Tables = unknown>(
  path: string,
  { busyTimeoutMs = 5000 }: OpenSqliteOptions = {},
): Promise<Kysely<Tables>> {
  const { default: Database } = await import('libsql');
  const database = new Database(path);
  database.pragma(`busy_timeout = ${Math.trunc(busyTimeoutMs)}`);
  await switchToWal(database);
  database.pragma('synchronous = FULL');
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: leavingNothingBehind(database) }) });
}

/** SQLite does not wait for its busy timeout here, and several processes may start at once. */
async function switchToWal(database: Sqlite.Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy =
        error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
      if (!isBusy || attempt === walAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, walPauseMs));
    }
  }
}

/**
 * Sends what begins and ends a transaction past prepared statements: libsql holds one that found the file busy open until
 * it is collected as garbage, and until then SQLite refuses every commit.
 */
function leavingNothingBehind(database: Sqlite.Database): SqliteDatabase {
  return {
    close() {
      database.close();
    },
    prepare(source) {
      if (!/^(begin|commit|rollback)\b/i.test(source)) return database.prepare(source);
      const run = () => {
        database.exec(source);
        return { changes: 0, lastInsertRowid: 0 };
      };
      return { reader: false, run, all: () => [], iterate: () => [].values() };
    },
  };
}
