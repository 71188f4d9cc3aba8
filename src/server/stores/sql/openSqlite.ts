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

const mostStatements = 200;

/**
 * Keeps prepared statements, and sends what begins and ends a transaction past them: libsql holds one that found the file busy open
 * until it is collected as garbage, and until then SQLite refuses every commit.
 */
function leavingNothingBehind(database: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, Sqlite.Statement>();
  return {
    close() {
      statements.clear();
      database.close();
    },
    prepare(source) {
      if (/^(begin|commit|rollback)\b/i.test(source)) return onlyRun(() => database.exec(source));
      const statement = statements.get(source) ?? database.prepare(source);
      // Texts that change would fill the memory.
      if (statements.size >= mostStatements) statements.clear();
      statements.set(source, statement);
      /** One that failed may still be open. */
      const orForgotten = <Result>(run: () => Result): Result => {
        try {
          return run();
        } catch (error) {
          statements.delete(source);
          throw error;
        }
      };
      return {
        reader: statement.reader,
        run: (parameters) => orForgotten(() => statement.run([...parameters])),
        // Read to its end it holds nothing.
        all: (parameters) => orForgotten(() => statement.all([...parameters])),
        iterate: (parameters) => database.prepare(source).iterate([...parameters]),
      };
    },
  };
}

function onlyRun(act: () => void): ReturnType<SqliteDatabase['prepare']> {
  const run = () => {
    act();
    return { changes: 0, lastInsertRowid: 0 };
  };
  return { reader: false, run, all: () => [], iterate: () => [].values() };
}
