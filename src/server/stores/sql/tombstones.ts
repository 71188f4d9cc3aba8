import { sql } from 'kysely';
import type { StoredVersion, Write } from '../../store.js';
import { toStored, versionColumns, versionText, type Database } from './tables.js';

export async function isTombstone(db: Database, { ref, step }: Write): Promise<boolean> {
  const [found] = await tombstones(db, { ...ref, ids: [ref.id] });
  const before = 'before' in step ? step.before : undefined;
  return found !== undefined && (before === undefined || found.version === before.version);
}

/** Finds what deletions left: the newest version of a record, where that is one. */
export async function tombstones(
  db: Database,
  {
    tenant,
    resource,
    ids,
  }: { readonly tenant: string; readonly resource: string; readonly ids: readonly string[] },
): Promise<readonly StoredVersion[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('noclobber_history')
    .where('tenant', '=', tenant)
    .where('resource', '=', resource)
    .where('id', 'in', ids)
    .where('deleted', '=', 1)
    .where(
      sql<boolean>`not exists (select 1 from noclobber_history as newer where newer.tenant = noclobber_history.tenant
        and newer.resource = noclobber_history.resource and newer.id = noclobber_history.id and newer.seq > noclobber_history.seq)`,
    )
    .select(versionColumns)
    .select(versionText())
    .execute();
  return rows.map(toStored);
}

export function gone({ step, by, at, request, ref }: Write, before: StoredVersion): StoredVersion {
  const version = 'next' in step ? step.next : before.version;
  const value = step.kind === 'purge' ? { id: ref.id } : before.value;
  return { id: before.id, version, value, isDeleted: true, by, at, key: request?.key ?? null };
}
