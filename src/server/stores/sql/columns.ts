import { sql, type RawBuilder } from 'kysely';
import { isPostgres, type Database } from './tables.js';

/** A column of an application's own table, and how its values are JSON. */
export interface Column {
  readonly name: string;
  /**
   * `exact` numbers may have more digits than JavaScript's; then they are text. A `moment` is a point in time, told in UTC; a `list` is
   * PostgreSQL's array. `binary` is SQLite's, which has no text.
   */
  readonly kind: 'text' | 'number' | 'exact' | 'boolean' | 'json' | 'moment' | 'list' | 'binary';
  /** As the database names it: `bigint`, `VARCHAR(20)`. */
  readonly type: string;
  /** The database computes it from others. */
  readonly isComputed: boolean;
}

/** Looks the columns of a table up; undefined where there is no such table. */
export async function readColumns(db: Database, table: string): Promise<readonly Column[] | undefined> {
  const found = isPostgres(db)
    ? await sql<FoundColumn>`select attname as name, attgenerated <> '' as computed,
          format_type(coalesce(nullif(typbasetype, 0), atttypid), null) as type
        from pg_attribute join pg_type on pg_type.oid = atttypid
        where attrelid = to_regclass(${quotedName(table)}) and attnum > 0 and not attisdropped order by attnum`.execute(
        db,
      )
    : await sql<FoundColumn>`select name, type, hidden > 1 as computed from pragma_table_xinfo(${table}) where hidden <> 1`.execute(
        db,
      );
  if (found.rows.length === 0) return undefined;
  const kindOf = isPostgres(db) ? kindInPostgres : kindInSqlite;
  return found.rows.map(({ name, type, computed }) => ({
    name,
    type,
    kind: kindOf(type.toLowerCase()),
    isComputed: Boolean(computed),
  }));
}

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly computed: boolean | number;
}

/** Writes a table's name, which may have a schema before it, the way SQL takes any name. */
export function quotedName(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function kindInPostgres(type: string): Column['kind'] {
  if (type.endsWith('[]')) return 'list';
  if (/^(bigint|numeric)/.test(type)) return 'exact';
  if (/^(smallint|integer|real|double precision)$/.test(type)) return 'number';
  if (type.startsWith('timestamp with time')) return 'moment';
  if (/^jsonb?$/.test(type)) return 'json';
  return type === 'boolean' ? 'boolean' : 'text';
}

function kindInSqlite(type: string): Column['kind'] {
  if (type.startsWith('bool')) return 'boolean';
  if (type.startsWith('json')) return 'json';
  if (type.includes('blob')) return 'binary';
  return /int|real|floa|doub|dec|num/.test(type) ? 'number' : 'text';
}

/** JavaScript's numbers are exact from minus to plus this. */
const safe = sql.raw(String(Number.MAX_SAFE_INTEGER));

/** Gives a column's value as JSON. */
export function jsonOf(db: Database, column: Column): RawBuilder<unknown> {
  const value = sql.id('record', column.name);
  return isPostgres(db) ? jsonInPostgres(column, value) : jsonInSqlite(column, value);
}

function jsonInPostgres({ kind, type }: Column, value: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (kind) {
    case 'exact': {
      const isShort = sql`${value} = trunc(${value}) or length(trim_scale(${value}::numeric)::text) <= 16`;
      return sql`case when ${value} between -${safe} and ${safe} and (${isShort}) then to_jsonb(${value}) else to_jsonb(${value}::text) end`;
    }
    case 'moment':
      return sql`case when isfinite(${value}) then to_jsonb(to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        else to_jsonb(${value}::text) end`;
    case 'list':
      return /^(bigint|numeric|timestamp)/.test(type)
        ? sql`to_jsonb(${value}::text[])`
        : sql`to_jsonb(${value})`;
    case 'text':
    case 'binary':
      return sql`to_jsonb(${value}::text)`;
    case 'number':
    case 'boolean':
    case 'json':
      return sql`to_jsonb(${value})`;
  }
}

/** A column of SQLite may hold anything, whatever it is declared to hold. */
function jsonInSqlite({ kind }: Column, value: RawBuilder<unknown>): RawBuilder<unknown> {
  if (kind === 'boolean')
    return sql`json(case ${value} when 1 then 'true' when 0 then 'false' else 'null' end)`;
  const scalar = sql`case typeof(${value}) when 'blob' then hex(${value})
    when 'integer' then case when ${value} between -${safe} and ${safe} then ${value} else cast(${value} as text) end
    when 'real' then case when abs(${value}) <= 1.7976931348623157e308 then ${value} else cast(${value} as text) end
    else ${value} end`;
  return kind === 'json'
    ? sql`json(case when json_valid(${value}) then ${value} else json_quote(${scalar}) end)`
    : scalar;
}

/** A database's functions take only so many arguments. */
const mostFields = 40;

/** Gives columns as the text of a JSON list of objects, which have the fields together. */
export function jsonOfRow(db: Database, columns: readonly Column[]): RawBuilder<string> {
  const [list, object] = isPostgres(db)
    ? [sql`json_build_array`, sql`json_build_object`]
    : [sql`json_array`, sql`json_object`];
  const parts = Array.from({ length: Math.ceil(columns.length / mostFields) }, (_, part) => {
    const some = columns.slice(part * mostFields, (part + 1) * mostFields);
    return sql`${object}(${sql.join(some.flatMap((column) => [sql.lit(column.name), jsonOf(db, column)]))})`;
  });
  return sql<string>`cast(${list}(${sql.join(parts)}) as text)`;
}

/** Passes a JSON value the way its column takes it. */
export function toColumn(db: Database, { kind }: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'json') return JSON.stringify(value);
  if (typeof value === 'boolean') return isPostgres(db) ? value : Number(value);
  // The driver writes a list as the database's array.
  if (kind === 'list' && Array.isArray(value)) return value;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
