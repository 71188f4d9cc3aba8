import { sql, type RawBuilder } from 'kysely';
import { isEqual, type JsonObject } from '../../../core/index.js';
import { hashContent } from '../../strategies/contentHash.js';
import type { StoredVersion, Write } from '../../store.js';
import { jsonOfRow, toColumn } from './columns.js';
import { InvalidValueError } from './InvalidValueError.js';
import { fulfils, isBehind, orderBy } from './jsonField.js';
import {
  fieldsOf,
  idText,
  isAt,
  isOneOf,
  isRecord,
  ofTenant,
  readShape,
  versionOf,
  type MappedTable,
  type Shape,
} from './mappedShape.js';
import type { RecordTable } from './recordTable.js';
import { isPostgres, toVersion, type Database } from './tables.js';
import { gone, isTombstone, tombstones } from './tombstones.js';

interface Row {
  readonly id: string;
  readonly version: string;
  readonly data: string | JsonObject;
  readonly changed_by: string | null;
  readonly changed_by_name: string | null;
  readonly changed_at: string | null;
  readonly request_key: string | null;
}

/** Keeps a resource in a table that the application made. What is deleted is gone from it; its tombstone lies in the history. */
export function mappedTable(resource: string, options: MappedTable): RecordTable {
  let shape: Promise<Shape> | undefined;
  const shapeOf = (db: Database) => (shape ??= readShape(db, options).catch(forgetShape));
  const forgetShape = (error: unknown): never => {
    shape = undefined;
    throw error;
  };

  async function living(db: Database, condition: RawBuilder<unknown>): Promise<readonly StoredVersion[]> {
    const found = await shapeOf(db);
    const rows = await sql<Row>`${selectRow(db, found, resource)} where ${condition}`.execute(db);
    return Promise.all(rows.rows.map((row) => toVersioned(found, row)));
  }

  async function changeRow(db: Database, write: Write): Promise<StoredVersion | undefined> {
    const { ref, step } = write;
    const found = await shapeOf(db);
    if (step.kind === 'create' || step.kind === 'restore') return insertRow(db, found, write);
    const { before } = step;
    if (before.isDeleted)
      return step.kind === 'purge' && (await isTombstone(db, write)) ? gone(write, before) : undefined;
    const isMet = sql`${isRecord(db, found, ref)} and ${isAt(db, found, before, step.kind === 'update' && step.next === before.version)}`;
    if (step.kind === 'keep') {
      const held = isPostgres(db) ? sql`for share of record` : sql``;
      const kept =
        await sql`select 1 from ${sql.table(found.table)} as record where ${isMet} ${held}`.execute(db);
      return kept.rows.length > 0 ? before : undefined;
    }
    if (step.kind === 'delete' || step.kind === 'purge') {
      const rows =
        await sql`delete from ${sql.table(found.table)} as record where ${isMet} returning 1`.execute(db);
      return rows.rows.length > 0 ? gone(write, before) : undefined;
    }
    const changed = found.fields.filter(
      ({ name }) => !isEqual(step.value[name] ?? null, before.value[name] ?? null),
    );
    const sets = changed.map(
      (column) => sql`${sql.ref(column.name)} = ${toColumn(db, column, step.value[column.name])}`,
    );
    if (found.version && step.next !== before.version)
      sets.push(sql`${sql.ref(found.version.name)} = ${toVersion(step.next)}`);
    if (sets.length === 0) return undefined;
    const rows =
      await sql`update ${sql.table(found.table)} as record set ${sql.join(sets)} where ${isMet} returning 1`.execute(
        db,
      );
    return rows.rows.length > 0 ? written(db, found, write) : undefined;
  }

  async function insertRow(db: Database, found: Shape, write: Write): Promise<StoredVersion | undefined> {
    const { ref, step } = write;
    if (step.kind !== 'create' && step.kind !== 'restore') return undefined;
    // No row stands for what is deleted, so that whoever makes one over it has to be told apart otherwise.
    if (isPostgres(db))
      await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(ref)}, 0))`.execute(db);
    const value = step.kind === 'create' ? step.value : step.before.value;
    if ((await isTombstone(db, write)) !== (step.before !== undefined)) return undefined;
    const fields = found.fields.filter(({ name }) => value[name] !== undefined);
    const columns = [found.id.name, ...fields.map(({ name }) => name)];
    const values = [ref.id, ...fields.map((column) => toColumn(db, column, value[column.name]))].map(
      (item) => sql`${item}`,
    );
    if (found.tenant !== undefined) {
      columns.push(found.tenant);
      values.push(sql`${ref.tenant}`);
    }
    if (found.version) {
      columns.push(found.version.name);
      values.push(toVersion(step.next));
    }
    const rows =
      await sql`insert into ${sql.table(found.table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values (${sql.join(values)}) on conflict do nothing returning 1`.execute(db);
    return rows.rows.length > 0 ? written(db, found, write) : undefined;
  }

  /** Reads what the database made of it: defaults, and what triggers changed. */
  async function written(
    db: Database,
    found: Shape,
    { ref, by, at, request }: Write,
  ): Promise<StoredVersion | undefined> {
    const [made] = await living(db, isRecord(db, found, ref));
    return made && { ...made, by, at, key: request?.key ?? null };
  }

  return {
    table: options.table,
    versionColumn: options.version === null ? undefined : (options.version ?? 'version'),
    isManaged: false,
    mayRefuse: true,
    async setUp(db, strategy) {
      const { version } = await shapeOf(db);
      if (version === undefined && strategy !== 'contentHash')
        throw new TypeError(
          `The table "${options.table}" has no version column, which only contentHash() can do without.`,
        );
      if (version && /^(smallint|integer)$/.test(version.type) && /^(timestamp|contentHash)$/.test(strategy))
        throw new TypeError(
          `The column "${version.name}" of "${options.table}" is too small for the versions of ${strategy}(). Make it a bigint.`,
        );
    },
    async read(db, { tenant }, ids) {
      const found = await shapeOf(db);
      const rows = await living(db, isOneOf(db, found, { tenant, ids }));
      const missing = ids.filter((id) => !rows.some((row) => row.id === id));
      return [...rows, ...(await tombstones(db, { tenant, resource, ids: missing }))];
    },
    async match(db, { tenant, where }) {
      const found = await shapeOf(db);
      const fields = fieldsOf(db, found);
      const conditions = [ofTenant(found, tenant), ...where.map((condition) => fulfils(fields, condition))];
      return living(db, sql.join(conditions, sql` and `));
    },
    async list(db, { tenant, where, sort, after, limit }) {
      const found = await shapeOf(db);
      const fields = fieldsOf(db, found);
      const conditions = [
        ofTenant(found, tenant),
        ...where.map((condition) => fulfils(fields, condition)),
        ...(after ? [isBehind(fields, after, sort, idText(found))] : []),
      ];
      return living(
        db,
        sql`${sql.join(conditions, sql` and `)} order by ${orderBy(fields, sort, idText(found))} limit ${sql.lit(limit)}`,
      );
    },
    async change(db, write) {
      const { value } = { value: {}, ...write.step };
      const found = await shapeOf(db);
      const known = new Set(['id', ...found.fields.map(({ name }) => name)]);
      const strange = Object.keys(value).find((name) => !known.has(name));
      if (strange !== undefined) throw new InvalidValueError(strange, 'is no field of these records');
      return changeRow(db, write);
    },
    async holdRows(db, { tenant }, ids) {
      const found = await shapeOf(db);
      const held = isPostgres(db) ? sql`for update of record` : sql``;
      const rows = await sql<{
        id: string;
      }>`select ${idText(found)} as id from ${sql.table(found.table)} as record
        where ${isOneOf(db, found, { tenant, ids })} order by 1 ${held}`.execute(db);
      return rows.rows.map(({ id }) => id);
    },
  };
}

function selectRow(db: Database, shape: Shape, resource: string): RawBuilder<unknown> {
  const history = sql`left join noclobber_history as made on made.seq = (select max(seq) from noclobber_history as any_made
    where any_made.tenant = ${shape.tenant === undefined ? sql`any_made.tenant` : sql.ref(`record.${shape.tenant}`)}
    and any_made.resource = ${resource} and any_made.id = ${idText(shape)} and cast(any_made.version as text) = ${versionOf(shape)})`;
  return sql`select ${idText(shape)} as id, ${versionOf(shape)} as version, ${jsonOfRow(db, shape.fields, idText(shape))} as data,
    made.changed_by, made.changed_by_name, made.changed_at, made.request_key from ${sql.table(shape.table)} as record ${history}`;
}

async function toVersioned({ version }: Shape, row: Row): Promise<StoredVersion> {
  const read: JsonObject = typeof row.data === 'string' ? JSON.parse(row.data) : row.data;
  // jsonb does not keep the order of its keys.
  const { id, ...fields } = read;
  const value = { id: id ?? row.id, ...fields };
  const { changed_by: by, changed_by_name: name, changed_at: at, request_key: key } = row;
  return {
    id: row.id,
    version: version === undefined ? await hashContent(value) : row.version,
    value,
    isDeleted: false,
    by: by === null ? null : { id: by, name: name ?? '' },
    at,
    key,
  };
}
