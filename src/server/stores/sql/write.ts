import { sql } from 'kysely';
import type { KnownRequest, RequestRef, StoredVersion, Write, WriteResult } from '../../store.js';
import {
  recordTables,
  toVersion,
  versionColumns,
  versionText,
  type Database,
  type VersionRow,
} from './tables.js';
import type { Settled } from './transaction.js';

/** Stores the idempotency key, the record and its history; all of them or none. */
export async function write(db: Database, wanted: Write): Promise<Settled<WriteResult>> {
  const isFirst = await insertRequest(db, wanted);
  if (!isFirst) return { isKept: false, result: await resultOfKnown(db, wanted) };
  const row = await changeRecord(db, wanted);
  if (row === undefined) return { isKept: false, result: { kind: 'refused' } };
  if (wanted.step.kind !== 'keep') await insertHistory(db, wanted, row);
  await completeRequest(db, wanted, row);
  return { isKept: true, result: { kind: 'written', made: toStored(row) } };
}

/** Finds what was made under an idempotency key. */
export async function recall(
  db: Database,
  { tenant, caller, key }: RequestRef,
): Promise<KnownRequest | undefined> {
  const row = await db
    .selectFrom('noclobber_requests as request')
    .innerJoin('noclobber_history as made', (join) =>
      join
        .onRef('made.tenant', '=', 'request.tenant')
        .onRef('made.resource', '=', 'request.resource')
        .onRef('made.id', '=', 'request.id')
        .onRef('made.version', '=', 'request.version'),
    )
    .where('request.tenant', '=', tenant)
    .where('request.caller', '=', caller)
    .where('request.key', '=', key)
    .select(versionColumns.map((column) => `made.${column}` as const))
    .select(sql<string>`cast(${sql.ref('made.version')} as text)`.as('version'))
    .select(['request.hash', 'request.step', 'request.resource'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // Only `insertRequest` writes the step.
  return {
    hash: row.hash,
    step: row.step as KnownRequest['step'],
    resource: row.resource,
    made: toStored(row),
  };
}

/** Reads a row as a stored version. */
export function toStored(row: VersionRow): StoredVersion {
  return {
    id: row.id,
    version: row.version,
    value: JSON.parse(row.data),
    isDeleted: row.deleted === 1,
    by: { id: row.changed_by, name: row.changed_by_name },
    at: row.changed_at,
    key: row.request_key,
  };
}

/** Comes before the record, so that of two equal requests only one gets to it. */
async function insertRequest(db: Database, { request, ref, step, at }: Write): Promise<boolean> {
  if (request === undefined) return true;
  const { tenant, caller, key, hash, forgetBefore } = request;
  await db.deleteFrom('noclobber_requests').where('requested_at', '<', forgetBefore).execute();
  const inserted = await db
    .insertInto('noclobber_requests')
    .values({
      tenant,
      caller,
      key,
      hash,
      step: step.kind,
      resource: ref.resource,
      id: ref.id,
      version: toVersion('0'),
      requested_at: at,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'caller', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return inserted !== undefined;
}

async function resultOfKnown(db: Database, { request }: Write): Promise<WriteResult> {
  const known = request && (await recall(db, request));
  if (known === undefined)
    throw new Error('An idempotency key has no version in the history. Was it deleted by hand?');
  return { kind: 'known', request: known };
}

/** The check and the write: one statement. */
async function changeRecord(db: Database, wanted: Write): Promise<VersionRow | undefined> {
  const { ref, step } = wanted;
  if (step.kind === 'create') return insertRecord(db, wanted, step);
  const checked = recordTables(db)
    .updateTable(ref.resource)
    .where('tenant', '=', ref.tenant)
    .where('id', '=', ref.id)
    .where('deleted', '=', step.kind === 'restore' ? 1 : 0)
    .where('version', '=', toVersion(step.version))
    .returning(versionColumns)
    .returning(versionText());
  const raised = { ...authorship(wanted), version: sql<string>`${sql.ref('version')} + 1` };
  switch (step.kind) {
    case 'update':
      return checked.set({ ...raised, data: JSON.stringify(step.value) }).executeTakeFirst();
    case 'delete':
      return checked.set({ ...raised, deleted: 1 }).executeTakeFirst();
    case 'restore':
      return checked.set({ ...raised, deleted: 0 }).executeTakeFirst();
    case 'keep':
      return checked.set({ deleted: 0 }).executeTakeFirst();
  }
}

function insertRecord(
  db: Database,
  wanted: Write,
  step: Write['step'] & { readonly kind: 'create' },
): Promise<VersionRow | undefined> {
  const { tenant, id, resource } = wanted.ref;
  const content = { ...authorship(wanted), data: JSON.stringify(step.value), deleted: 0 };
  const version = sql<string>`${sql.ref(`${resource}.version`)} + 1`;
  return recordTables(db)
    .insertInto(resource)
    .values({ ...content, tenant, id, version: toVersion('1') })
    .onConflict((conflict) => {
      const taken = conflict.columns(['tenant', 'id']);
      if (step.over === 'nothing') return taken.doNothing();
      return taken.doUpdateSet({ ...content, version }).where(sql.ref(`${resource}.deleted`), '=', 1);
    })
    .returning(versionColumns)
    .returning(versionText())
    .executeTakeFirst();
}

function authorship({ by, at, request }: Write) {
  return {
    changed_by: by.id,
    changed_by_name: by.name,
    changed_at: at,
    request_key: request?.key ?? null,
  };
}

async function insertHistory(
  db: Database,
  { ref, paths }: Write,
  { version, ...row }: VersionRow,
): Promise<void> {
  const { tenant, resource } = ref;
  await db
    .insertInto('noclobber_history')
    .values({ ...row, tenant, resource, version: toVersion(version), paths: JSON.stringify(paths) })
    .execute();
}

async function completeRequest(db: Database, { request }: Write, { version }: VersionRow): Promise<void> {
  if (request === undefined) return;
  await db
    .updateTable('noclobber_requests')
    .set({ version: toVersion(version) })
    .where('tenant', '=', request.tenant)
    .where('caller', '=', request.caller)
    .where('key', '=', request.key)
    .execute();
}
