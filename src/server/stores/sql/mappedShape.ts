import { sql, type RawBuilder } from 'kysely';
import type { StoredVersion } from '../../store.js';
import { refuseUnknown } from '../../refuseUnknown.js';
import { jsonOf, readColumns, type Column } from './columns.js';
import type { FieldReader } from './jsonField.js';
import { postgresFields } from './postgresFields.js';
import { sqliteFields } from './sqliteFields.js';
import { isPostgres, toVersion, type Database } from './tables.js';
import { readUniqueKeys } from './uniqueKeys.js';

/** An application's own table. Its columns are the record's fields, under their own names. */
export interface MappedTable {
  /** `articles`, in PostgreSQL also `schema.articles`. */
  readonly table: string;
  /** The column with the record's id: text, a number or a UUID. It is unique, alone or within a tenant. @default 'id' */
  readonly id?: string;
  /** The column with the version; null where the table has none and `contentHash()` does without. @default 'version' */
  readonly version?: string | null;
  /** The column with the tenant. @default none: the records are those of callers without a tenant */
  readonly tenant?: string;
  /** Columns that are no fields of the record. One that is brought back after its deletion has their defaults. @default none */
  readonly hide?: readonly string[];
}

/** A mapped table as the database has it. */
export interface Shape {
  readonly table: string;
  readonly id: Column;
  readonly version: Column | undefined;
  readonly tenant: Column | undefined;
  readonly fields: readonly Column[];
  /** The unique columns that tell one record from another: the id, or the id and the tenant. */
  readonly key: readonly string[];
}

const known = { table: true, id: true, version: true, tenant: true, hide: true } satisfies Record<
  keyof MappedTable,
  true
>;

/** Looks up what a table has. */
export async function readShape(db: Database, options: MappedTable): Promise<Shape> {
  const { table, id = 'id', version = 'version', tenant, hide = [] } = options;
  refuseUnknown(options, known, `the mapped table "${table}"`);
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
  hide.forEach(find);
  const keys = await readUniqueKeys(db, table);
  const key = keys.find((names) => names.every((name) => name === id || name === tenant));
  if (key === undefined)
    throw new TypeError(
      `The column "${id}" of "${table}" is not unique${tenant === undefined ? '' : ' within a tenant'}, so one record could be two rows. Make it the primary key, or give it a unique index.`,
    );
  const own = [id, version, tenant, ...hide, 'id'];
  return {
    table,
    id: find(id),
    version: version === null ? undefined : find(version),
    tenant: tenant === undefined ? undefined : find(tenant),
    fields: columns.filter(({ name }) => !own.includes(name)),
    key,
  };
}

/** Reads single fields of a row; of the other columns nothing is touched. */
export function fieldsOf(db: Database, shape: Shape): FieldReader {
  const readerOf = (field: string) => {
    const column = shape.fields.find(({ name }) => name === field);
    const value = column ? jsonOf(db, column) : field === 'id' ? idText(shape) : sql`null`;
    return isPostgres(db)
      ? postgresFields(sql`jsonb_build_object(${sql.lit(field)}, ${value})`)
      : sqliteFields(sql`json_object(${sql.lit(field)}, ${value})`);
  };
  return {
    kind: (field) => readerOf(field).kind(field),
    number: (field) => readerOf(field).number(field),
    text: (field) => readerOf(field).text(field),
    isIn: (part, text) => readerOf('').isIn(part, text),
    hasItem: (field, item) => readerOf(field).hasItem(field, item),
  };
}

/** The id as text. */
export function idText({ id }: Shape): RawBuilder<string> {
  return sql`cast(${sql.id('record', id.name)} as text)`;
}

/** The tenant as text. */
export function tenantText({ tenant }: Shape): RawBuilder<string> {
  return tenant ? sql`cast(${sql.id('record', tenant.name)} as text)` : sql`''`;
}

/** Rows from before the version column have NULL or 0 there; they are at version 1 like any new record. */
export function versionOf(column: string, row = 'record'): RawBuilder<string> {
  const version = sql.id(row, column);
  return sql`(case when ${version} >= 1 then ${version} else 1 end)`;
}

/** The rows that a tenant may see. */
export function ofTenant(shape: Shape, wanted: string): RawBuilder<boolean> {
  const { tenant } = shape;
  if (tenant === undefined) return wanted === '' ? sql<boolean>`1 = 1` : sql<boolean>`1 = 0`;
  const column =
    tenant.kind === 'text' && tenant.type !== 'uuid' ? sql.id('record', tenant.name) : tenantText(shape);
  return sql<boolean>`${column} = ${wanted}`;
}

const formats = { number: /^(0|-?[1-9]\d{0,18})$/, uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/ };
const bigintBits = 64;

/** Leaves out those texts that no row can have as its id. */
export function possibleIds({ id }: Shape, ids: readonly string[]): readonly string[] {
  const isBigint = (text: string) => BigInt.asIntN(bigintBits, BigInt(text)) === BigInt(text);
  if (isNumber(id)) return ids.filter((text) => formats.number.test(text) && isBigint(text));
  return id.type === 'uuid' ? ids.filter((text) => formats.uuid.test(text)) : ids;
}

function isNumber({ kind }: Column): boolean {
  return kind === 'number' || kind === 'exact';
}

/** The rows with some ids. A number's column is compared with numbers, so that its index serves. */
export function isOneOf(
  db: Database,
  shape: Shape,
  { tenant, ids }: { readonly tenant: string; readonly ids: readonly string[] },
): RawBuilder<boolean> {
  const { id } = shape;
  const possible = possibleIds(shape, ids);
  const column = sql.id('record', id.name);
  const type = isNumber(id) ? sql`bigint[]` : id.type === 'uuid' ? sql`uuid[]` : sql`text[]`;
  const list = isNumber(id) ? `[${possible.join()}]` : JSON.stringify(possible);
  const isIn = isPostgres(db)
    ? sql`${column} = any(${possible}::${type})`
    : sql`${column} in (select value from json_each(${list}))`;
  return sql<boolean>`(${ofTenant(shape, tenant)} and ${isIn})`;
}

/** The row of one record. */
export function isRecord(
  db: Database,
  shape: Shape,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): RawBuilder<boolean> {
  return isOneOf(db, shape, { tenant, ids: [id] });
}

/** A row is still at a version; where the table has none, its content has to tell. */
export function isAt({ version }: Shape, before: StoredVersion): RawBuilder<boolean> {
  return version === undefined
    ? sql<boolean>`1 = 1`
    : sql<boolean>`${versionOf(version.name)} = ${toVersion(before.version)}`;
}
