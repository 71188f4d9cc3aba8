import type { Kysely } from 'kysely';
import { StartError } from './errors.js';

/** What the CLI needs of the server's SQL part, loaded when a command needs it. */
type Sql = typeof import('../server/stores/sql/index.js');

/** An open database, and the functions for it. */
export interface OpenDatabase {
  readonly database: Kysely<unknown>;
  readonly sql: Sql;
}

/** Tells whether a database is named as PostgreSQL's are. */
export function isPostgresUrl(db: string): boolean {
  return /^postgres(ql)?:\/\//.test(db);
}

/**
 * Opens a SQLite file or a PostgreSQL database for a command.
 *
 * @throws StartError when a package is missing or the database can't be opened.
 */
export async function openDatabase(db: string, command: string): Promise<OpenDatabase> {
  const driver = isPostgresUrl(db) ? 'pg' : 'libsql';
  await needPackage(driver, { command, load: () => import(driver) });
  const sql = await needPackage('kysely', { command, load: () => import('../server/stores/sql/index.js') });
  const open = isPostgresUrl(db) ? sql.openPostgres(db) : sql.openSqlite(db);
  const database = await open.catch((cause: unknown) => {
    throw new StartError(
      `The database ${shown(db)} can't be opened. Is its folder there, and is it a SQLite file?`,
      { cause },
    );
  });
  return { database, sql };
}

/** Says that a database does not let itself be used. */
export function unusable(db: string, cause: unknown): StartError {
  return new StartError(
    `The database ${shown(db)} can't be used. Does it answer, and may this user make tables in it?`,
    { cause },
  );
}

/** Names the database without what may be secret in its address. */
function shown(db: string): string {
  if (!isPostgresUrl(db)) return db;
  const { host, pathname } = URL.canParse(db) ? new URL(db) : { host: '', pathname: 'postgres://…' };
  return host + pathname;
}

/**
 * Loads a package that not everybody has.
 *
 * @throws StartError that says how to install it.
 */
export async function needPackage<T>(
  name: string,
  { command, load }: { readonly command: string; readonly load: () => Promise<T> },
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const isMissing =
      cause instanceof Error && 'code' in cause && String(cause.code).endsWith('MODULE_NOT_FOUND');
    throw isMissing
      ? new StartError(`noclobber ${command} needs the package ${name}: npm install ${name}`, { cause })
      : cause;
  }
}
