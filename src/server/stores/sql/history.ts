import { sql, type Expression, type SqlBool } from 'kysely';
import type { Forgettable, HistoryEntry, RecordRef, StoredVersion, Write } from '../../store.js';
import { toStored, toVersion, versionColumns, versionText, type Database } from './tables.js';

/** A database takes only so many parameters in one statement; SQLite 32,766. */
const mostRows = 1000;

/** A write, and what it made. */
export interface Made {
  readonly write: Write;
  readonly made: StoredVersion;
}

/** Keeps versions that were made; one that a repeated request needs at least until that is forgotten. */
export async function insertHistory(db: Database, made: readonly Made[]): Promise<void> {
  const values = made.filter(isToKeep).map(({ write, made: version }) => ({
    tenant: write.ref.tenant,
    resource: write.ref.resource,
    id: version.id,
    version: toVersion(version.version),
    data: JSON.stringify(version.value),
    deleted: version.isDeleted ? 1 : 0,
    changed_by: version.by?.id ?? null,
    changed_by_name: version.by?.name ?? null,
    changed_at: version.at,
    request_key: version.key,
    paths: JSON.stringify(write.paths),
    // What is deleted is known by its newest version only.
    kept: write.keepsHistory || version.isDeleted ? 1 : 0,
  }));
  for (let from = 0; from < values.length; from += mostRows) {
    await db
      .insertInto('noclobber_history')
      .values(values.slice(from, from + mostRows))
      .execute();
  }
}

function isToKeep({ write, made }: Made): boolean {
  return write.step.kind !== 'keep' && (write.keepsHistory || made.isDeleted || write.request !== undefined);
}

/** Gives one version; of equal contents that came again, the latest. */
export async function readVersion(
  db: Database,
  ref: RecordRef,
  version: string,
): Promise<StoredVersion | undefined> {
  const row = await db
    .selectFrom('noclobber_history')
    .where(isOf(ref))
    .where('version', '=', toVersion(version))
    .select(versionColumns)
    .select(versionText())
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toStored(row);
}

/** Gives the newest versions above `after`, oldest first. */
export async function readHistory(
  db: Database,
  {
    ref,
    after,
    limit,
    isOrdered,
  }: { readonly ref: RecordRef; readonly after: string; readonly limit: number; readonly isOrdered: boolean },
): Promise<readonly HistoryEntry[]> {
  const all = db.selectFrom('noclobber_history').where(isOf(ref)).where('kept', '=', 1);
  const latest = db
    .selectFrom('noclobber_history')
    .where(isOf(ref))
    .where('version', '=', toVersion(after))
    .select(({ fn }) => fn.coalesce(fn.max('seq'), sql<number>`0`).as('seq'));
  const query = isOrdered
    ? all.where('version', '>', toVersion(after)).orderBy(sql.ref('noclobber_history.version'), 'desc')
    : all.where('seq', '>', latest).orderBy('seq', 'desc');
  const rows = await query
    .select(['changed_by', 'changed_by_name', 'changed_at', 'paths'])
    .select(versionText())
    .limit(limit)
    .execute();
  return rows.toReversed().map((row) => ({
    version: row.version,
    at: row.changed_at ?? '',
    by: { id: row.changed_by ?? '', name: row.changed_by_name ?? '' },
    paths: JSON.parse(row.paths),
  }));
}

/** Erases a record's past and the keys that made it. */
export async function purgeHistory(db: Database, ref: RecordRef): Promise<void> {
  await db.deleteFrom('noclobber_history').where(isOf(ref)).execute();
  await db
    .deleteFrom('noclobber_requests')
    .where('tenant', '=', ref.tenant)
    .where('resource', '=', ref.resource)
    .where('id', '=', ref.id)
    .execute();
}

/** Forgets old keys, and old versions but for each record's newest and those that a key names. */
export async function forget(db: Database, { requestsBefore, versionsBefore }: Forgettable): Promise<void> {
  await db.deleteFrom('noclobber_requests').where('requested_at', '<', requestsBefore).execute();
  await forgetVersions(db, sql<boolean>`kept = 0 and changed_at < ${requestsBefore}`);
  for (const [resource, before] of Object.entries(versionsBefore)) {
    await forgetVersions(db, sql<boolean>`resource = ${resource} and changed_at < ${before}`);
  }
}

async function forgetVersions(db: Database, isOld: Expression<SqlBool>): Promise<void> {
  const isSame = (table: string) => sql`${sql.ref(`${table}.tenant`)} = ${sql.ref('noclobber_history.tenant')}
    and ${sql.ref(`${table}.resource`)} = ${sql.ref('noclobber_history.resource')} and ${sql.ref(`${table}.id`)} = ${sql.ref('noclobber_history.id')}`;
  await db
    .deleteFrom('noclobber_history')
    .where(isOld)
    .where(
      sql<boolean>`exists (select 1 from noclobber_history as newer where ${isSame('newer')} and newer.seq > noclobber_history.seq)
        or (kept = 0 and deleted = 0)`,
    )
    .where(
      sql<boolean>`not exists (select 1 from noclobber_requests as request where ${isSame('request')} and request.version = noclobber_history.version)`,
    )
    .execute();
}

function isOf({ tenant, resource, id }: RecordRef): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref('tenant')} = ${tenant} and ${sql.ref('resource')} = ${resource} and ${sql.ref('id')} = ${id}`;
}
