import { sql, type RawBuilder } from 'kysely';
import type { KnownRequest, RequestOwner, WantedKeys, Write } from '../../store.js';
import { insertOne, insertRows } from './insertRows.js';
import { toStored, toVersion, versionColumns, versionText, type Database } from './tables.js';

/** Keeps the idempotency key of a write, unless it is known; comes before the record, so that of two equal requests only one gets to it. */
export async function insertRequests(db: Database, writes: readonly Write[]): Promise<ReadonlySet<string>> {
  const rows = writes.flatMap(({ request, ref, step, at }) => {
    if (request === undefined) return [];
    const { tenant, caller, key, hash } = request;
    const version = step.kind === 'keep' ? step.before.version : step.next;
    return [
      {
        tenant,
        caller,
        key,
        hash,
        step: step.kind,
        resource: ref.resource,
        id: ref.id,
        version,
        requested_at: at,
      },
    ];
  });
  const [only] = rows;
  if (only === undefined) return new Set();
  if (rows.length === 1) {
    const { numAffectedRows } = await insertRequest(db, only);
    return new Set(numAffectedRows === 1n ? [only.key] : []);
  }
  const inserted = await sql<{
    key: string;
  }>`${insertRows(db, { table, columns, rows })} ${unlessKnown} returning key`.execute(db);
  return new Set(inserted.rows.map(({ key }) => key));
}

const columns = {
  tenant: 'text',
  caller: 'text',
  key: 'text',
  hash: 'text',
  step: 'text',
  resource: 'text',
  id: 'text',
  version: 'bigint',
  requested_at: 'text',
} as const;

const table = 'noclobber_requests';
const unlessKnown = sql`on conflict (tenant, caller, key) do nothing`;
const insertRequest = insertOne<Record<keyof typeof columns, string>, unknown>(table, {
  columns,
  behind: () => unlessKnown,
});

/** A database takes only so many parameters in one statement; SQLite 32,766. */
const mostRows = 1000;

/** Corrects what a key made where the database itself chose another version. */
export async function correctRequest(db: Database, { request }: Write, version: string): Promise<void> {
  if (request === undefined) return;
  await db
    .updateTable('noclobber_requests')
    .set({ version: toVersion(version) })
    .where('tenant', '=', request.tenant)
    .where('caller', '=', request.caller)
    .where('key', '=', request.key)
    .execute();
}

/** Takes keys back whose writes were refused. */
export async function removeRequests(db: Database, writes: readonly Write[]): Promise<void> {
  const requests = writes.flatMap(({ request }) => request ?? []);
  for (let from = 0; from < requests.length; from += mostRows) {
    const part = requests.slice(from, from + mostRows);
    const [first] = part;
    if (first === undefined) return;
    await db
      .deleteFrom('noclobber_requests')
      .where('tenant', '=', first.tenant)
      .where('caller', '=', first.caller)
      .where(
        'key',
        'in',
        part.map(({ key }) => key),
      )
      .execute();
  }
}

function conditionsOf(wanted: WantedKeys): readonly RawBuilder<boolean>[] {
  const key = sql.ref('request.key');
  if ('start' in wanted)
    return [sql<boolean>`substr(${key}, 1, ${sql.lit(wanted.start.length)}) = ${wanted.start}`];
  const parts = Math.ceil(wanted.keys.length / mostRows);
  return Array.from({ length: parts }, (_, part) => {
    const keys = wanted.keys.slice(part * mostRows, (part + 1) * mostRows);
    return sql<boolean>`${key} in (${sql.join(keys)})`;
  });
}

/** Finds what was made under idempotency keys. */
export async function recall(
  db: Database,
  { tenant, caller }: RequestOwner,
  wanted: WantedKeys,
): Promise<ReadonlyMap<string, KnownRequest>> {
  const known = new Map<string, KnownRequest>();
  for (const condition of conditionsOf(wanted)) {
    const rows = await db
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
      .where(condition)
      .select(versionColumns.map((column) => `made.${column}` as const))
      .select(versionText('made.version'))
      .select(['request.key', 'request.hash', 'request.step', 'request.resource'])
      .orderBy('made.seq')
      .execute();
    for (const row of rows) {
      // Only `insertRequests` writes the step.
      const step = row.step as KnownRequest['step'];
      known.set(row.key, { hash: row.hash, step, resource: row.resource, made: toStored(row) });
    }
  }
  return known;
}
