import { sql } from 'kysely';
import { quotedName } from './columns.js';
import { isPostgres, type Database } from './tables.js';

/** Lists the columns of each primary key and unique index that a table has without conditions. */
export async function readUniqueKeys(db: Database, table: string): Promise<readonly (readonly string[])[]> {
  const found = isPostgres(db)
    ? await sql<KeyColumn>`select indexrelid::text as key, attname as name from pg_index
        join pg_attribute on attrelid = indrelid and attnum = any(indkey)
        where indrelid = to_regclass(${quotedName(table)}) and indisunique and indisvalid and indimmediate
          and indpred is null and indexprs is null and indnatts = indnkeyatts`.execute(db)
    : await sql<KeyColumn>`select '' as key, name from pragma_table_info(${table}) where pk > 0
        union all select indexes.name as key, columns.name from pragma_index_list(${table}) as indexes
        join pragma_index_info(indexes.name) as columns where indexes."unique" and not indexes.partial`.execute(
        db,
      );
  const keys = new Map<string, string[]>();
  for (const { key, name } of found.rows) keys.set(key, [...(keys.get(key) ?? []), name ?? '']);
  return [...keys.values()];
}

interface KeyColumn {
  readonly key: string;
  /** Null for an expression. */
  readonly name: string | null;
}
