import { sql, type Kysely } from 'kysely';
import { readColumns } from './columns.js';
import { isPostgres, type Database } from './tables.js';
import { inWriteTransaction } from './transaction.js';

/**
 * Adds a version column to an application's own table, as a step of its migration. Rows that are there, and rows whose column held
 * NULL or 0, are at version 1. Running it again changes nothing.
 *
 * @throws TypeError where there is no such table.
 * @example
 * await addVersionColumn(kysely, { table: 'cms_articles', column: 'row_version' })
 */
export async function addVersionColumn<Tables>(
  kysely: Kysely<Tables>,
  { table, column = 'version' }: { readonly table: string; readonly column?: string },
): Promise<void> {
  // Which tables there are does not matter here.
  const database = kysely as unknown as Database;
  await inWriteTransaction(database, async (db) => {
    const columns = await readColumns(db, table);
    if (columns === undefined) throw new TypeError(`There is no table "${table}" to add a version to.`);
    // SQLite takes names for equal whatever the case of their letters.
    const spell = (name: string) => (isPostgres(db) ? name : name.toLowerCase());
    if (!columns.some(({ name }) => spell(name) === spell(column))) {
      await sql`alter table ${sql.table(table)} add column ${sql.id(column)} bigint not null default 1`.execute(
        db,
      );
    }
    const version = sql.id(column);
    await sql`update ${sql.table(table)} set ${version} = 1 where ${version} is null or ${version} < 1`.execute(
      db,
    );
    return { isKept: true, result: undefined };
  });
}
