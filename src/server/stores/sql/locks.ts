import { sql, type RawBuilder } from 'kysely';
import {
  askHold,
  endAskHold,
  readHold,
  releaseHold,
  takeHold,
  type Hold,
  type HoldNow,
  type Passed,
} from '../../hold.js';
import type { LockResult, LockStore } from '../../lock.js';
import type { RecordRef } from '../../recordRef.js';
import { clock, readClock } from './clock.js';
import { isAmong } from './isAmong.js';
import type { RecordTable } from './recordTable.js';
import { statement } from './statement.js';
import { isPostgres, toVersion, type Database } from './tables.js';
import { inWriteTransaction, orUnavailable } from './transaction.js';

/** Keeps locks in the table `noclobber_locks`, by the database's clock. */
export function sqlLocks(db: Database, tableOf: (resource: string) => RecordTable): LockStore {
  return {
    take: (ref, wish) =>
      inWriteTransaction(db, async (transaction) => {
        // A write that is under way holds this row: the lock waits for it, and the next write sees the lock.
        const found = await tableOf(ref.resource).holdRows(transaction, ref, [ref.id]);
        const missing: LockResult = { kind: 'missing' };
        if (found.length === 0) return { isKept: false, result: missing };
        return passOn(transaction, ref, (before) => takeHold(before, wish));
      }),
    release: (ref, holder) =>
      inWriteTransaction(db, (transaction) =>
        passOn(transaction, ref, (before) => releaseHold(before, holder)),
      ),
    ask: (ref, by) =>
      inWriteTransaction(db, (transaction) => passOn(transaction, ref, (before) => askHold(before, by))),
    endAsk: (ref, by) =>
      inWriteTransaction(db, (transaction) => passOn(transaction, ref, (before) => endAskHold(before, by))),
    read: (collection, ids) =>
      orUnavailable(async () => {
        const found = ids ? await readHolds(db, collection, ids) : await readAllHeld(db, collection);
        const locks = [...found].flatMap(([id, hold]) => {
          const lock = readHold(hold);
          return lock ? [[id, lock] as const] : [];
        });
        return new Map(locks);
      }),
  };
}

/** Erases what is known of a record's lock. */
export async function purgeLock(db: Database, { tenant, resource, id }: RecordRef): Promise<void> {
  await sql`delete from noclobber_locks where tenant = ${tenant} and resource = ${resource} and id = ${id}`.execute(
    db,
  );
}

async function passOn<Result>(
  db: Database,
  ref: RecordRef,
  act: (before: HoldNow) => Passed<Result>,
): Promise<{ readonly isKept: boolean; readonly result: Result }> {
  const found = (await readHolds(db, ref, [ref.id], 'update')).get(ref.id);
  const { result, kept } = act(found ?? { hold: undefined, now: await readClock(db) });
  if (kept) await putHold(db, ref, kept);
  return { isKept: kept !== undefined, result };
}

/** Reads what is known of locks, free ones too, in one statement. In a transaction they can be kept as they are until its end. */
export async function readHolds(
  db: Database,
  { tenant, resource }: Omit<RecordRef, 'id'>,
  ids: readonly string[],
  held?: 'share' | 'update',
): Promise<ReadonlyMap<string, HoldNow & { readonly hold: Hold }>> {
  if (ids.length === 0) return new Map();
  const [only = ''] = ids;
  const { rows } = await (ids.length === 1 && held === 'share'
    ? selectShared(db, { tenant, resource, id: only })
    : selectHolds(db, { tenant, resource, isWanted: isAmong(db, ids), held }).execute(db));
  return new Map(rows.map((row) => [row.id, { now: row.now, hold: toHold(row) }]));
}

async function readAllHeld(
  db: Database,
  { tenant, resource }: Omit<RecordRef, 'id'>,
): Promise<ReadonlyMap<string, HoldNow & { readonly hold: Hold }>> {
  const isWanted = sql<boolean>`expires_at > ${clock(db)}`;
  const { rows } = await selectHolds(db, { tenant, resource, isWanted, held: undefined }).execute(db);
  return new Map(rows.map((row) => [row.id, { now: row.now, hold: toHold(row) }]));
}

/** What every save reads. */
const selectShared = statement<RecordRef, FoundHold, Database>(
  ['tenant', 'resource', 'id'],
  ({ id, ...of }, db) => selectHolds(db, { ...of, isWanted: sql<boolean>`id = ${id}`, held: 'share' }),
);

function selectHolds(
  db: Database,
  {
    tenant,
    resource,
    isWanted,
    held,
  }: {
    readonly tenant: unknown;
    readonly resource: unknown;
    readonly isWanted: RawBuilder<boolean>;
    readonly held: 'share' | 'update' | undefined;
  },
): RawBuilder<FoundHold> {
  const holding =
    held === undefined || !isPostgres(db) ? sql`` : held === 'share' ? sql`for share` : sql`for update`;
  return sql<FoundHold>`select id, holder, holder_name, tab, mode,
    cast(fence as text) as fence, since, expires_at, ends_at, asked_by, asked_by_name, wanted, served, ${clock(db)} as now
    from noclobber_locks where tenant = ${tenant} and resource = ${resource} and ${isWanted} order by id ${holding}`;
}

type FoundHold = HoldRow & { readonly id: string; readonly now: number };

interface HoldRow {
  readonly holder: string;
  readonly holder_name: string;
  readonly tab: string;
  readonly mode: string;
  readonly fence: string;
  readonly since: number;
  readonly expires_at: number;
  readonly ends_at: number;
  readonly asked_by: string | null;
  readonly asked_by_name: string | null;
  readonly wanted: string;
  readonly served: string;
}

function toHold(row: HoldRow): Hold {
  const { asked_by: askedBy, asked_by_name: askedByName } = row;
  return {
    holder: { id: row.holder, name: row.holder_name, tab: row.tab },
    mode: row.mode === 'enforced' ? 'enforced' : 'advisory',
    fence: row.fence,
    sinceMs: row.since,
    expiresMs: row.expires_at,
    endsMs: row.ends_at,
    askedBy: askedBy === null ? null : { id: askedBy, name: askedByName ?? '' },
    // Only `putHold` writes the column.
    wanted: row.wanted as Hold['wanted'],
    served: JSON.parse(row.served),
  };
}

async function putHold(db: Database, { tenant, resource, id }: RecordRef, hold: Hold): Promise<void> {
  const { holder, mode, fence, sinceMs, expiresMs, endsMs, askedBy, wanted, served } = hold;
  const values = {
    holder: holder.id,
    holder_name: holder.name,
    tab: holder.tab,
    mode,
    fence: toVersion(fence),
    since: sinceMs,
    expires_at: expiresMs,
    ends_at: endsMs,
    asked_by: askedBy?.id ?? null,
    asked_by_name: askedBy?.name ?? null,
    wanted,
    served: JSON.stringify(served),
  };
  await db
    .insertInto('noclobber_locks')
    .values({ tenant, resource, id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant', 'resource', 'id']).doUpdateSet(values))
    .execute();
}

/** Makes the table where it is missing. */
export async function createLockTable(db: Database): Promise<void> {
  await db.schema
    .createTable('noclobber_locks')
    .ifNotExists()
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('holder_name', 'text', (column) => column.notNull())
    .addColumn('tab', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('since', 'double precision', (column) => column.notNull())
    .addColumn('expires_at', 'double precision', (column) => column.notNull())
    .addColumn('ends_at', 'double precision', (column) => column.notNull())
    .addColumn('asked_by', 'text')
    .addColumn('asked_by_name', 'text')
    .addColumn('wanted', 'text', (column) => column.notNull())
    .addColumn('served', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('noclobber_locks_key', ['tenant', 'resource', 'id'])
    .execute();
}
