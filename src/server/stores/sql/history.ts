import { sql, type Expression, type SqlBool } from 'kysely';
import type { Forgettable, HistoryEntry, RecordRef, StoredVersion, Write } from '../../store.js';
import { jsonOf } from '../../json/jsonOf.js';
import { insertOne, insertRows } from './insertRows.js';
import { inWriteTransaction } from './transaction.js';
import {
  isPostgres,
  toStored,
  toVersion,
  versionColumns,
  versionColumnTypes,
  versionText,
  type Database,
} from './tables.js';

/** A write, and what it made. */
export interface Made {
  readonly write: Write;
  readonly made: StoredVersion;
}

/**
 * Keeps versions that were made. What a repeated request needs is kept at least until that is forgotten, also where it made no version.
 * Gives the numbers of the rows.
 */
export async function insertHistory(db: Database, made: readonly Made[]): Promise<readonly number[]> {
  const rows = made.filter((one) => isKept(one) || one.write.request !== undefined).map(toRow);
  const [only] = rows;
  if (only === undefined) return [];
  if (rows.length === 1) {
    const inserted = await insertVersion(db, only);
    return [Number(inserted.rows[0]?.seq ?? inserted.insertId)];
  }
  const inserted = await sql<{
    seq: unknown;
  }>`${insertRows(db, { table, columns, rows })} returning seq`.execute(db);
  return inserted.rows.map(({ seq }) => Number(seq));
}

const columns = {
  tenant: 'text',
  resource: 'text',
  ...versionColumnTypes,
  paths: 'text',
  kept: 'bigint',
} as const;

const table = 'noclobber_history';
const insertVersion = insertOne<ReturnType<typeof toRow>, { seq: unknown }>(table, {
  columns,
  // SQLite tells the number of the row by itself, and what returns rows takes it longer.
  behind: (db) => (isPostgres(db) ? sql`returning seq` : sql``),
});

function toRow({ write, made }: Made) {
  return {
    tenant: write.ref.tenant,
    resource: write.ref.resource,
    id: made.id,
    version: made.version,
    data: jsonOf(made),
    deleted: made.isDeleted ? 1 : 0,
    changed_by: made.by?.id ?? null,
    changed_by_name: made.by?.name ?? null,
    changed_at: made.at,
    request_key: made.key,
    paths: JSON.stringify(write.paths),
    kept: isKept({ write, made }) ? 1 : 0,
  };
}

/** What is deleted is known by its newest version only. */
function isKept({ write, made }: Made): boolean {
  return made.version !== write.step.before?.version && (write.keepsHistory || made.isDeleted);
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

/** Gives the newest versions that came behind `after`, oldest first; of a version that is not known, those above it. */
export async function readHistory(
  db: Database,
  { ref, after, limit }: { readonly ref: RecordRef; readonly after: string; readonly limit: number },
): Promise<readonly HistoryEntry[]> {
  const latest = db
    .selectFrom('noclobber_history')
    .where(isOf(ref))
    .where('version', '=', toVersion(after))
    .select(({ fn }) => fn.max('seq').as('seq'));
  const rows = await db
    .selectFrom('noclobber_history')
    .where(isOf(ref))
    .where('kept', '=', 1)
    .where(
      sql<boolean>`case when ${latest} is null then version > ${toVersion(after)} else seq > ${latest} end`,
    )
    .select(['changed_by', 'changed_by_name', 'changed_at', 'paths'])
    .select(versionText())
    // A content's hash says nothing about what came first.
    .orderBy('seq', 'desc')
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
  await inWriteTransaction(db, async (transaction) => {
    await transaction.deleteFrom('noclobber_requests').where('requested_at', '<', requestsBefore).execute();
    return { isKept: true, result: undefined };
  });
  const isPassed = sql<boolean>`kept = 0 and (changed_at < ${requestsBefore} or changed_at is null)`;
  await forgetVersions(db, isPassed);
  for (const [resource, before] of Object.entries(versionsBefore)) {
    await forgetVersions(db, sql<boolean>`resource = ${resource} and changed_at < ${before}`);
  }
}

/** Goes on in portions, so that nobody who saves waits for all of them. */
async function forgetVersions(db: Database, isOld: Expression<SqlBool>): Promise<void> {
  for (let count = mostForgotten; count === mostForgotten;) {
    count = await inWriteTransaction(db, async (transaction) => ({
      isKept: true,
      result: await forgetSome(transaction, isOld),
    }));
  }
}

const mostForgotten = 1000;

async function forgetSome(db: Database, isOld: Expression<SqlBool>): Promise<number> {
  const isSame = (table: string) => sql`${sql.ref(`${table}.tenant`)} = ${sql.ref('noclobber_history.tenant')}
    and ${sql.ref(`${table}.resource`)} = ${sql.ref('noclobber_history.resource')} and ${sql.ref(`${table}.id`)} = ${sql.ref('noclobber_history.id')}`;
  const old = db
    .selectFrom('noclobber_history')
    .select('seq')
    .where(isOld)
    .where(
      sql<boolean>`(exists (select 1 from noclobber_history as newer where ${isSame('newer')} and newer.kept = 1 and newer.seq > noclobber_history.seq)
        or kept = 0)`,
    )
    .where(
      sql<boolean>`not exists (select 1 from noclobber_requests as request where ${isSame('request')} and request.version = noclobber_history.version)`,
    )
    .limit(mostForgotten);
  const { numDeletedRows } = await db
    .deleteFrom('noclobber_history')
    .where('seq', 'in', old)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function isOf({ tenant, resource, id }: RecordRef): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref('tenant')} = ${tenant} and ${sql.ref('resource')} = ${resource} and ${sql.ref('id')} = ${id}`;
}
