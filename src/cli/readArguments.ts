import { parseArgs } from 'node:util';
import { isPostgresUrl } from './database.js';
import { UsageError } from './errors.js';

/** Reads options that each have a text: `--db a.db --resource articles`. */
export function readOptions<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    // Only these options are taken, each of them once and with a text.
    return parseArgs({ args: [...args], options }).values as Partial<Record<Name, string>>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Reads which database and which resources a command is for. */
export function readTarget({
  db,
  resource,
}: {
  readonly db?: string | undefined;
  readonly resource?: string | undefined;
}): { readonly db: string; readonly resources: readonly string[] } {
  if (db === undefined || resource === undefined) throw new UsageError('--db and --resource are needed.');
  if (db === '' || (/^[a-z][a-z\d+.-]+:\/\//i.test(db) && !isPostgresUrl(db)))
    throw new UsageError('--db must be the path of a SQLite file or start with postgres://.');
  return { db, resources: splitList(resource) };
}

/** Splits what is separated by commas. */
export function splitList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
