import { sql } from 'kysely';
import type { RecordRef, StoredVersion, Write } from '../../store.js';
import { isAmong } from './isAmong.js';
import { toStored, versionColumns, versionText, type Database } from './tables.js';

/** Tells whether what a write goes on from is how the record ended: nothing where it goes on from nothing. */
export async function isEnd(db: Database, { ref, step }: Write): Promise<boolean> {
  const [end] = await readEnds(db, ref, [ref.id]);
  return end?.version === ('before' in step ? step.before?.version : undefined);
}

/**
 * Tells how records ended that have no row any more: by their tombstones. Those that somebody deleted past the kit have none; they
 * ended behind the newest version that is known.
 */
export async function readEnds(
  db: Database,
  { tenant, resource }: Omit<RecordRef, 'id'>,
  ids: readonly string[],
): Promise<readonly StoredVersion[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('noclobber_history')
    .where('tenant', '=', tenant)
    .where('resource', '=', resource)
    .where(isAmong(db, ids))
    .where(
      sql<boolean>`not exists (select 1 from noclobber_history as newer where newer.tenant = noclobber_history.tenant
        and newer.resource = noclobber_history.resource and newer.id = noclobber_history.id and newer.seq > noclobber_history.seq)`,
    )
    .select(versionColumns)
    .select(versionText())
    .execute();
  return rows.map(toStored).map((newest) =>
    newest.isDeleted
      ? newest
      : {
          ...newest,
          version: String(BigInt(newest.version) + 1n),
          isDeleted: true,
          by: null,
          at: null,
          key: null,
        },
  );
}

/** What a deletion leaves of a record. */
export function endOf({ step, by, at, request, ref }: Write, before: StoredVersion): StoredVersion {
  const version = 'next' in step ? step.next : before.version;
  const value = step.kind === 'purge' ? { id: ref.id } : before.value;
  return { id: before.id, version, value, isDeleted: true, by, at, key: request?.key ?? null };
}
