import { sql } from 'kysely';
import type { StoredVersion, Write } from '../../store.js';
import { insertRows } from './insertRows.js';
import { jsonOf } from '../../json/jsonOf.js';
import { madeBy } from './managedUpdate.js';
import { boundVersion, versionColumnTypes, type Database } from './tables.js';

/** No JSON holds it as it is, so that texts between such marks need no quotes, which take longer to read than the texts to store. */
const mark = '\u0001';

/** One statement for any number of updates that each make a version. Gives what was made by id. */
export async function updateManaged(
  db: Database,
  writes: readonly Write[],
): Promise<ReadonlyMap<string, StoredVersion>> {
  const [first] = writes;
  if (first === undefined) return new Map();
  const updates = writes.flatMap((write) => {
    const { step } = write;
    return step.kind === 'update' ? [{ write, step }] : [];
  });
  const ids = updates.map(({ write }) => write.ref.id);
  const before = updates.map(({ step }) => step.before.version);
  const next = updates.map(({ step }) => step.next);
  const data = updates.map(({ step }) => jsonOf(step)).join(mark);
  const keys = updates.map(({ write }) => write.request?.key ?? null);
  const { ref, by, at } = first;
  const { rows } = await sql<{ id: string }>`update ${sql.table(ref.resource)} as record
    set version = wanted.next, data = wanted.data, changed_by = ${by.id}, changed_by_name = ${by.name},
      changed_at = ${at}, request_key = wanted.key
    from unnest(${ids}::text[], ${before}::bigint[], ${next}::bigint[], string_to_array(${data}, ${mark}), ${keys}::text[])
      as wanted (id, version, next, data, key)
    where record.tenant = ${ref.tenant} and record.id = wanted.id and record.deleted = 0 and record.version = wanted.version
    returning record.id`.execute(db);
  return madeOf(updates, rows);
}

const columns = { tenant: 'text', ...versionColumnTypes } as const;

/** One statement for any number of records that never were. In the order of their ids, two that make the same ones do not wait for each other. */
export async function createManaged(
  db: Database,
  writes: readonly Write[],
): Promise<ReadonlyMap<string, StoredVersion>> {
  const creations = writes
    .flatMap((write) => (write.step.kind === 'create' ? [{ write, step: write.step }] : []))
    .toSorted((a, b) => (a.write.ref.id < b.write.ref.id ? -1 : 1));
  const [first] = creations;
  if (first === undefined) return new Map();
  const inserted = creations.map(({ write: { ref, by, at, request }, step }) => ({
    tenant: ref.tenant,
    id: ref.id,
    version: boundVersion(step.next),
    data: jsonOf(step),
    deleted: 0,
    changed_by: by.id,
    changed_by_name: by.name,
    changed_at: at,
    request_key: request?.key ?? null,
  }));
  const { rows } = await sql<{
    id: string;
  }>`${insertRows(db, { table: first.write.ref.resource, columns, rows: inserted })}
    on conflict (tenant, id) do nothing returning id`.execute(db);
  return madeOf(creations, rows);
}

function madeOf(
  wanted: readonly { readonly write: Write; readonly step: Parameters<typeof madeBy>[1] }[],
  rows: readonly { readonly id: string }[],
): ReadonlyMap<string, StoredVersion> {
  const made = new Set(rows.map(({ id }) => id));
  return new Map(
    wanted.flatMap(({ write, step }) =>
      made.has(write.ref.id) ? [[write.ref.id, madeBy(write, step)]] : [],
    ),
  );
}
