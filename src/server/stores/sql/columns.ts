import { sql, type RawBuilder } from 'kysely';
import type { Json, JsonObject } from '../../../core/index.js';
import { isPostgres, type Database } from './tables.js';

/** A column of an application's own table, and how its values are JSON. */
export interface Column {
  readonly name: string;
  /** `exact` numbers may have more digits than JavaScript's; then they are text. */
  readonly kind: 'text' | 'number' | 'exact' | 'boolean' | 'json';
  /** As the database names it: `int8`, `VARCHAR(20)`. */
  readonly type: string;
}

/** Looks the columns of a table up; undefined where there is no such table. */
export async function readColumns(db: Database, table: string): Promise<readonly Column[] | undefined> {
  const found = isPostgres(db)
    ? await sql<{
        name: string;
        type: string;
      }>`select attname as name, format_type(atttypid, null) as type from pg_attribute
        where attrelid = to_regclass(${quoted(table)}) and attnum > 0 and not attisdropped order by attnum`.execute(
        db,
      )
    : await sql<{ name: string; type: string }>`select name, type from pragma_table_info(${table})`.execute(
        db,
      );
  return found.rows.length === 0
    ? undefined
    : found.rows.map(({ name, type }) => ({
        name,
        type,
        kind: kindOfType(type.toLowerCase(), isPostgres(db)),
      }));
}

function quoted(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function kindOfType(type: string, isExactKnown: boolean): Column['kind'] {
  if (type.startsWith('bool')) return 'boolean';
  if (type.startsWith('json')) return 'json';
  if (isExactKnown && /^(bigint|numeric)/.test(type)) return 'exact';
  if (/int|real|floa|doub|dec|numeric/.test(type) && !/interval|point|range/.test(type)) return 'number';
  return 'text';
}

/** Gives a column's value as JSON. */
export function jsonOf(db: Database, { name, kind, type }: Column): RawBuilder<unknown> {
  const value = sql.ref(`record.${name}`);
  if (!isPostgres(db)) {
    if (kind === 'boolean')
      return sql`json(case ${value} when 1 then 'true' when 0 then 'false' else 'null' end)`;
    return kind === 'json' ? sql`json(${value})` : value;
  }
  if (kind === 'exact') {
    const isSafe = sql`abs(${value}) <= 9007199254740991 and ${value} = ${value}::double precision::numeric`;
    return sql`case when ${isSafe} then to_jsonb(${value}) else to_jsonb(${value}::text) end`;
  }
  if (type.startsWith('timestamp with time'))
    return sql`to_jsonb(to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))`;
  return kind === 'text' ? sql`to_jsonb(${value}::text)` : sql`to_jsonb(${value})`;
}

/** Gives a whole row as one JSON object. */
export function jsonOfRow(
  db: Database,
  columns: readonly Column[],
  id: RawBuilder<string>,
): RawBuilder<string> {
  const first = [sql.lit('id'), isPostgres(db) ? sql`to_jsonb(${id})` : id];
  const pairs = [...first, ...columns.flatMap((column) => [sql.lit(column.name), jsonOf(db, column)])];
  return isPostgres(db) ? sql`jsonb_build_object(${sql.join(pairs)})` : sql`json_object(${sql.join(pairs)})`;
}

/** Passes a JSON value the way its column takes it. */
export function toColumn(db: Database, { kind }: Column, value: Json | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'json') return JSON.stringify(value);
  if (typeof value === 'boolean') return isPostgres(db) ? value : Number(value);
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** Tells whether columns still hold what was read. */
export function holdsContent(
  db: Database,
  columns: readonly Column[],
  value: JsonObject,
): RawBuilder<boolean> {
  const parts = columns.map((column) => {
    const read = value[column.name] ?? null;
    if (isPostgres(db)) {
      const wanted = read === null ? null : JSON.stringify(read);
      return sql<boolean>`nullif(${jsonOf(db, column)}, 'null'::jsonb) is not distinct from ${wanted}::jsonb`;
    }
    const found =
      column.kind === 'json'
        ? sql`json(${sql.ref(`record.${column.name}`)})`
        : sql.ref(`record.${column.name}`);
    return sql<boolean>`${found} is ${toColumn(db, column, read)}`;
  });
  return sql<boolean>`(${sql.join(parts, sql` and `)})`;
}
