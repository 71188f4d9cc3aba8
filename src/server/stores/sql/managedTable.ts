import { sql, type RawBuilder } from 'kysely';
import type { StoredVersion, Write } from '../../store.js';
import { jsonOf } from '../../json/jsonOf.js';
import { isAmong } from './isAmong.js';
import { fulfils, isBehind, orderBy } from './jsonField.js';
import { createManaged, updateManaged } from './managedMany.js';
import { hasContent, madeBy, managedUpdate } from './managedUpdate.js';
import { postgresFields } from './postgresFields.js';
import { makesVersion, type RecordTable } from './recordTable.js';
import { sqliteFields } from './sqliteFields.js';
import { readEnds } from './tombstones.js';
import {
  isPostgres,
  recordTables,
  toStored,
  toVersion,
  versionColumns,
  versionText,
  type Database,
  type VersionRow,
} from './tables.js';
import { addVersionColumns } from './versionTable.js';

/** Keeps a resource in a table that the kit makes: id, version, data, tombstone, who, when. */
export function managedTable(resource: string): RecordTable {
  const data = sql.ref('data');
  const fieldsOf = (db: Database) =>
    isPostgres(db) ? postgresFields(sql`${data}::jsonb`) : sqliteFields(data);
  const update = managedUpdate(resource);
  return {
    table: resource,
    versionColumn: 'version',
    isManaged: true,
    mayRefuse: false,
    setUp: (db) => setUp(db, resource),
    async read(db, { tenant }, ids) {
      const found = await sql<VersionRow>`select ${stored} from ${sql.table(resource)}
        where tenant = ${tenant} and ${isAmong(db, ids)}`.execute(db);
      const rows = found.rows.map(toStored);
      const there = new Set(rows.map(({ id }) => id));
      const gone = ids.filter((id) => !there.has(id));
      return [...rows, ...(await readEnds(db, { tenant, resource }, gone))];
    },
    async list(db, { tenant, where, sort, after, limit }) {
      const fields = fieldsOf(db);
      const conditions = [
        ...where.map((condition) => fulfils(fields, condition)),
        ...(after ? [isBehind(fields, after, sort)] : []),
      ];
      const query = conditions.reduce(
        (narrowed, condition) => narrowed.where(condition),
        recordTables(db).selectFrom(resource).where('tenant', '=', tenant).where('deleted', '=', 0),
      );
      const rows = await query
        .select(versionColumns)
        .select(versionText())
        .orderBy(orderBy(fields, sort))
        .limit(limit)
        .execute();
      return rows.map(toStored);
    },
    async match(db, { tenant, where, limit }) {
      const fields = fieldsOf(db);
      const query = where.reduce(
        (narrowed, condition) => narrowed.where(fulfils(fields, condition)),
        recordTables(db).selectFrom(resource).where('tenant', '=', tenant).where('deleted', '=', 0),
      );
      return query.select('id').select(versionText()).limit(limit).execute();
    },
    async change(db, write) {
      const { step } = write;
      return makesVersion(step) ? update(db, write, step) : changeRow(db, write);
    },
    update,
    updateMany: updateManaged,
    createMany: createManaged,
    async holdRows(db, { tenant }, ids) {
      const rows = recordTables(db)
        .selectFrom(resource)
        .where('tenant', '=', tenant)
        .where('deleted', '=', 0)
        .where(isAmong(db, ids))
        .select('id')
        .orderBy('id');
      return (await (isPostgres(db) ? rows.forUpdate() : rows).execute()).map(({ id }) => id);
    },
  };
}

async function setUp(db: Database, resource: string): Promise<void> {
  await addVersionColumns(db.schema.createTable(resource).ifNotExists())
    .addPrimaryKeyConstraint(`noclobber_${resource}_key`, ['tenant', 'id'])
    .execute();
  try {
    await recordTables(db)
      .selectFrom(resource)
      .select(['tenant', 'version', ...versionColumns])
      .limit(1)
      .execute();
  } catch (cause) {
    const message = `The table "${resource}" exists and was not made by noclobber, so its rows can't be kept safe. Map it (\`tables\`), or choose another resource name or database.`;
    throw new Error(message, { cause });
  }
}

/** The check and the write of everything else, in one statement. */
async function changeRow(db: Database, write: Write): Promise<StoredVersion | undefined> {
  const { ref, step } = write;
  if (step.kind === 'create' && !step.before) return insertRow(db, write, step);
  const { before } = step;
  if (!before) return undefined;
  const isMet = sql`tenant = ${ref.tenant} and id = ${ref.id} and version = ${toVersion(before.version)}
    and deleted = ${before.isDeleted ? 1 : 0}`;
  if (step.kind === 'keep') {
    // Whoever is writing the record now comes first.
    const held = isPostgres(db) ? sql`for share` : sql``;
    return read(db, sql`select ${stored} from ${sql.table(ref.resource)} where ${isMet} ${held}`);
  }
  const set = sql`version = ${toVersion(step.next)}, changed_by = ${write.by.id}, changed_by_name = ${write.by.name},
    changed_at = ${write.at}, request_key = ${write.request?.key ?? null}`;
  const update = (values: RawBuilder<unknown>) =>
    sql`update ${sql.table(ref.resource)} set ${values} where ${isMet}`;
  switch (step.kind) {
    case 'create':
    case 'update': {
      const makesNone = step.next === before.version;
      const data = sql`data = ${jsonOf(step)}`;
      const isSame = makesNone ? sql` and ${hasContent(db, jsonOf(before))}` : sql``;
      const values = makesNone ? data : sql`${set}, deleted = 0, ${data}`;
      const { numAffectedRows } = await sql`${update(values)}${isSame}`.execute(db);
      if (numAffectedRows === 1n) return madeBy(write, step);
      // Of what was deleted past the kit there is no row left.
      return step.kind === 'create' ? insertRow(db, write, step) : undefined;
    }
    case 'delete':
      return read(db, sql`${update(sql`${set}, deleted = 1`)} returning ${stored}`);
    case 'restore':
      return read(db, sql`${update(sql`${set}, deleted = 0`)} returning ${stored}`);
    case 'purge': {
      const nothing = sql`data = ${JSON.stringify({ id: ref.id })}`;
      return read(db, sql`${update(sql`${set}, deleted = 1, ${nothing}`)} returning ${stored}`);
    }
  }
}

const stored = sql`${sql.join(versionColumns.map((column) => sql.ref(column)))}, cast(version as text) as version`;

async function read(db: Database, statement: RawBuilder<unknown>): Promise<StoredVersion | undefined> {
  // The statement gives the columns of `stored`.
  const [row] = (await (statement as RawBuilder<VersionRow>).execute(db)).rows;
  return row && toStored(row);
}

function insertRow(
  db: Database,
  { ref, by, at, request }: Write,
  step: Write['step'] & { readonly kind: 'create' },
): Promise<StoredVersion | undefined> {
  const { tenant, id, resource } = ref;
  return read(
    db,
    sql`insert into ${sql.table(resource)}
      (tenant, id, version, data, deleted, changed_by, changed_by_name, changed_at, request_key)
      values (${tenant}, ${id}, ${toVersion(step.next)}, ${jsonOf(step)}, 0, ${by.id}, ${by.name}, ${at}, ${request?.key ?? null})
      on conflict (tenant, id) do nothing returning ${stored}`,
  );
}
