import { sql, type RawBuilder } from 'kysely';
import type { StoredVersion } from '../../store.js';
import { holdsContent, jsonOfRow, readColumns, type Column } from './columns.js';
import type { FieldReader } from './jsonField.js';
import { postgresFields } from './postgresFields.js';
import { sqliteFields } from './sqliteFields.js';
import { isPostgres, toVersion, type Database } from './tables.js';

/** An application's own table. Its columns are the record's fields, under their own names. */
export interface MappedTable {
  /** `articles`, in PostgreSQL also `schema.articles`. */
  readonly table: string;
  /** The column with the record's id: text, or a number. @default 'id' */
  readonly id?: string;
  /** The column with the version; null where the table has none and `contentHash()` does without. @default 'version' */
  readonly version?: string | null;
  /** The column with the tenant. @default none: everybody's records are in one */
  readonly tenant?: string;
  /** Columns that are no fields of the record. @default none */
  readonly hide?: readonly string[];
}

export interface Shape {
  readonly table: string;
  readonly id: Column;
  readonly version: Column | undefined;
  readonly tenant: string | undefined;
  readonly fields: readonly Column[];
}

export async function readShape(db: Database, options: MappedTable): Promise<Shape> {
  const { table, id = 'id', version = 'version', tenant, hide = [] } = options;
  const columns = await readColumns(db, table);
  if (columns === undefined) throw new TypeError(`There is no table "${table}" to map.`);
  const find = (name: string) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined)
      throw new TypeError(
        `The table "${table}" has no column "${name}". Add it (\`addVersionColumn\` adds a version), or name another.`,
      );
    return column;
  };
  const own = [id, version, tenant, ...hide];
  const shape = {
    table,
    id: find(id),
    version: version === null ? undefined : find(version),
    tenant: tenant === undefined ? undefined : find(tenant).name,
  };
  return { ...shape, fields: columns.filter(({ name }) => !own.includes(name) && name !== 'id') };
}

export function fieldsOf(db: Database, shape: Shape): FieldReader {
  const data = jsonOfRow(db, shape.fields, idText(shape));
  return isPostgres(db) ? postgresFields(data) : sqliteFields(data);
}

export function idText({ id }: Shape): RawBuilder<string> {
  return sql`cast(${sql.ref(`record.${id.name}`)} as text)`;
}

/** Rows from before the version column have NULL or 0 there; they are at version 1 like any new record. */
export function versionOf({ version }: Shape): RawBuilder<string> {
  if (version === undefined) return sql`'0'`;
  const column = sql.ref(`record.${version.name}`);
  return sql`cast(case when ${column} >= 1 then ${column} else 1 end as text)`;
}

export function ofTenant({ tenant }: Shape, wanted: string): RawBuilder<boolean> {
  return tenant === undefined
    ? sql<boolean>`1 = 1`
    : sql<boolean>`${sql.ref(`record.${tenant}`)} = ${wanted}`;
}

export function isRecord(
  db: Database,
  shape: Shape,
  { tenant, id }: { readonly tenant: string; readonly id: string },
) {
  return isOneOf(db, shape, { tenant, ids: [id] });
}

/** A number's column is compared with numbers, so that its index serves; no other text names a row. */
export function isOneOf(
  db: Database,
  shape: Shape,
  { tenant, ids }: { readonly tenant: string; readonly ids: readonly string[] },
): RawBuilder<boolean> {
  const { name, kind, type } = shape.id;
  const isNumber = kind === 'number' || kind === 'exact';
  const usable = isNumber ? ids.filter((id) => /^(0|-?[1-9]\d{0,17})$/.test(id)) : ids;
  const column = sql.ref(`record.${name}`);
  const isIn = isPostgres(db)
    ? sql`${column} = any(${usable}::${sql.raw(isNumber ? 'bigint' : type === 'uuid' ? 'uuid' : 'text')}[])`
    : sql`${column} in (select value from json_each(${JSON.stringify(isNumber ? usable.map(Number) : usable)}))`;
  return sql<boolean>`(${ofTenant(shape, tenant)} and ${isIn})`;
}

/** The condition of a write: the version, or where it speaks for nothing or there is none, the content. */
export function isAt(
  db: Database,
  shape: Shape,
  before: StoredVersion,
  needsContent: boolean,
): RawBuilder<boolean> {
  const { version } = shape;
  if (version === undefined) return holdsContent(db, shape.fields, before.value);
  const column = sql.ref(`record.${version.name}`);
  const isLegacy = before.version === '1' ? sql` or ${column} is null or ${column} < 1` : sql``;
  const isVersion = sql<boolean>`(${column} = ${toVersion(before.version)}${isLegacy})`;
  return needsContent
    ? sql<boolean>`${isVersion} and ${holdsContent(db, shape.fields, before.value)}`
    : isVersion;
}
