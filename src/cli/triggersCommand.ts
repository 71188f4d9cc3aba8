import { isStoreUnavailableError } from '../server/index.js';
import { openDatabase, unusable, type OpenDatabase } from './database.js';
import { StartError, UsageError } from './errors.js';
import { readOptions, readTarget } from './readArguments.js';

export const triggersUsage = `noclobber triggers create|list|drop --db <file.sqlite | postgres://…> --resource <name>[,<name>…] [options]

Makes, lists or drops the triggers that raise the version with every change, also of writers past the kit. Each can be repeated.

  --db <file or URL>   the SQLite file, or a PostgreSQL database, postgres://…
  --resource <names>   the kinds of record whose strategy is trigger(), separated by commas
  --table <name>       the application's own table that the one resource lies in
  --id <column>        its column with the id; default id
  --version <column>   its column with the version; default version`;

/** Carries out what is asked for, and prints a line for each trigger: its name and its table. */
export async function runTriggers([verb, ...args]: readonly string[]): Promise<void> {
  if (verb !== 'create' && verb !== 'list' && verb !== 'drop') {
    throw new UsageError(
      verb === undefined
        ? 'create, list or drop is needed.'
        : `triggers can't "${verb}": create, list or drop.`,
    );
  }
  const { table, id, version, ...target } = readOptions(args, ['db', 'resource', 'table', 'id', 'version']);
  const { db, resources } = readTarget(target);
  const [resource = '', ...others] = resources;
  if (table === undefined && (id !== undefined || version !== undefined))
    throw new UsageError('--id and --version are columns of a --table.');
  if (table !== undefined && others.length > 0) throw new UsageError('--table is for one --resource.');
  const own = { ...(id !== undefined && { id }), ...(version !== undefined && { version }) };
  const tables = table === undefined ? {} : { [resource]: { table, ...own } };
  const open = await openDatabase(db, 'triggers');
  try {
    const found = await open.sql.triggers[verb](open.database, { resources, tables });
    for (const { name, table: of } of found) console.log(`${name} on ${of}`);
    if (found.length === 0) console.log('There are none.');
  } catch (cause) {
    throw toStartError(db, cause);
  } finally {
    await closeSafely(open);
  }
}

function toStartError(db: string, cause: unknown): unknown {
  if (isStoreUnavailableError(cause)) return unusable(db, cause);
  return cause instanceof Error ? new StartError(cause.message, { cause }) : cause;
}

/** What was done is done, however the connection ends. */
async function closeSafely({ database }: OpenDatabase): Promise<void> {
  await database.destroy().catch(() => undefined);
}
