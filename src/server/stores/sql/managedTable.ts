import { sql } from 'kysely';
import type { RecordRef, StoredVersion, Write } from '../../store.js';
import { fulfils, isBehind, orderBy } from './jsonField.js';
import { postgresFields } from './postgresFields.js';
import type { RecordTable } from './recordTable.js';
import { addVersionColumns } from './versionTable.js';
import { sqliteFields } from './sqliteFields.js';
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

/** Keeps a resource in a table that the kit makes: id, version, data, tombstone, who, when. */
export function managedTable(resource: string): RecordTable {
  const data = sql.ref('data');
  const fieldsOf = (db: Database) =>
    isPostgres(db) ? postgresFields(sql`${data}::jsonb`) : sqliteFields(data);
  return {
    table: resource,
    versionColumn: 'version',
    isManaged: true,
    mayRefuse: false,
    setUp: (db) => setUp(db, resource),
    async read(db, { tenant }, ids) {
      const query = recordTables(db)
        .selectFrom(resource)
        .where('tenant', '=', tenant)
        .where(isAmong(db, ids));
      return (await query.select(versionColumns).select(versionText()).execute()).map(toStored);
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
    async match(db, { tenant, where }) {
      const fields = fieldsOf(db);
      const query = where.reduce(
        (narrowed, condition) => narrowed.where(fulfils(fields, condition)),
        recordTables(db).selectFrom(resource).where('tenant', '=', tenant).where('deleted', '=', 0),
      );
      return query.select('id').select(versionText()).execute();
    },
    async change(db, write) {
      const row = await changeRow(db, write);
      return row && toStored(row);
    },
    updateMany,
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

/** One parameter for any number of ids, so that the statement stays the same. */
function isAmong(db: Database, ids: readonly string[]) {
  const [only] = ids;
  if (ids.length === 1) return sql<boolean>`${sql.ref('id')} = ${only}`;
  return isPostgres(db)
    ? sql<boolean>`${sql.ref('id')} = any(${ids}::text[])`
    : sql<boolean>`${sql.ref('id')} in (select value from json_each(${JSON.stringify(ids)}))`;
}

async function changeRow(db: Database, write: Write): Promise<VersionRow | undefined> {
  const { ref, step } = write;
  if (step.kind === 'create' && !step.before) return insertRow(db, write, step);
  const { before } = step;
  if (!before) return undefined;
  if (step.kind === 'keep') return keepRow(db, ref, before);
  const checked = recordTables(db)
    .updateTable(ref.resource)
    .where('tenant', '=', ref.tenant)
    .where('id', '=', ref.id)
    .where('deleted', '=', before.isDeleted ? 1 : 0)
    .where('version', '=', toVersion(before.version))
    .returning(versionColumns)
    .returning(versionText());
  const made = { ...authorship(write), version: toVersion(step.next) };
  switch (step.kind) {
    case 'create':
      return checked.set({ ...made, data: JSON.stringify(step.value), deleted: 0 }).executeTakeFirst();
    case 'update': {
      const content = { data: JSON.stringify(step.value) };
      if (step.next !== before.version) return checked.set({ ...made, ...content }).executeTakeFirst();
      return checked.where(hasContent(db, before)).set(content).executeTakeFirst();
    }
    case 'delete':
      return checked.set({ ...made, deleted: 1 }).executeTakeFirst();
    case 'restore':
      return checked.set({ ...made, deleted: 0 }).executeTakeFirst();
    case 'purge':
      return checked.set({ ...made, deleted: 1, data: JSON.stringify({ id: ref.id }) }).executeTakeFirst();
  }
}

/** What makes no version is told from another such change by the content that it replaces. */
function hasContent(db: Database, { value }: StoredVersion) {
  const content = JSON.stringify(value);
  return isPostgres(db)
    ? sql<boolean>`${sql.ref('data')}::jsonb = ${content}::jsonb`
    : sql<boolean>`json(${sql.ref('data')}) = json(${content})`;
}

function keepRow(db: Database, ref: RecordRef, before: StoredVersion): Promise<VersionRow | undefined> {
  const query = recordTables(db)
    .selectFrom(ref.resource)
    .where('tenant', '=', ref.tenant)
    .where('id', '=', ref.id)
    .where('deleted', '=', 0)
    .where('version', '=', toVersion(before.version))
    .select(versionColumns)
    .select(versionText());
  // Whoever is writing the record now comes first.
  return (isPostgres(db) ? query.forShare() : query).executeTakeFirst();
}

function insertRow(
  db: Database,
  write: Write,
  { next, value }: Write['step'] & { readonly kind: 'create' },
): Promise<VersionRow | undefined> {
  const { tenant, id, resource } = write.ref;
  return recordTables(db)
    .insertInto(resource)
    .values({
      ...authorship(write),
      tenant,
      id,
      version: toVersion(next),
      data: JSON.stringify(value),
      deleted: 0,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
    .returning(versionColumns)
    .returning(versionText())
    .executeTakeFirst();
}

/** One statement for any number of updates that each make a version. */
async function updateMany(
  db: Database,
  writes: readonly Write[],
): Promise<ReadonlyMap<string, StoredVersion>> {
  const [first] = writes;
  if (first === undefined) return new Map();
  const rows = writes.flatMap(({ ref, step, request }) =>
    step.kind === 'update'
      ? [
          {
            id: ref.id,
            version: step.before.version,
            next: step.next,
            data: JSON.stringify(step.value),
            key: request?.key ?? null,
          },
        ]
      : [],
  );
  const wanted = sql`unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ version }) => version)}::bigint[],
    ${rows.map(({ next }) => next)}::bigint[], ${rows.map(({ data }) => data)}::text[], ${rows.map(({ key }) => key)}::text[])
    as wanted (id, version, next, data, key)`;
  const { tenant, resource } = first.ref;
  const made = await sql<{ id: string; version: string }>`update ${sql.table(resource)} as record
    set version = wanted.next, data = wanted.data, changed_by = ${first.by.id}, changed_by_name = ${first.by.name},
      changed_at = ${first.at}, request_key = wanted.key
    from ${wanted} where record.tenant = ${tenant} and record.id = wanted.id and record.deleted = 0 and record.version = wanted.version
    returning record.id, record.version::text as version`.execute(db);
  const versions = new Map(made.rows.map(({ id, version }) => [id, version]));
  return new Map(
    writes.flatMap(({ ref, step, by, at, request }) => {
      const version = versions.get(ref.id);
      if (version === undefined || step.kind !== 'update') return [];
      const { value } = step;
      return [[ref.id, { id: ref.id, version, value, isDeleted: false, by, at, key: request?.key ?? null }]];
    }),
  );
}

function authorship({ by, at, request }: Write) {
  return {
    changed_by: by.id,
    changed_by_name: by.name,
    changed_at: at,
    request_key: request?.key ?? null,
  };
}
