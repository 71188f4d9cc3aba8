import { toPointer } from '../../json/scanJson.js';
import type {
  BatchResult,
  BatchWrite,
  KnownRequest,
  StoredVersion,
  Write,
  WriteResult,
} from '../../store.js';
import { insertHistory, purgeHistory } from './history.js';
import { purgeLock } from './locks.js';
import { toInvalidValue } from './InvalidValueError.js';
import { refuseLocked, refuseLockedMany } from './lockCheck.js';
import { makesVersion, type RecordTable } from './recordTable.js';
import type { WithRows } from './relay/createOwnRows.js';
import { correctRequest, insertRequests, recall, removeRequests } from './requests.js';
import { isPostgres, type Database } from './tables.js';
import { inSavepoint } from './transaction.js';

/** Tells whether a write stores nothing but the record, and minds no lock. */
export function isBare({ request, keepsHistory, holder }: Write): boolean {
  return request === undefined && !keepsHistory && holder === undefined;
}

/** Stores the idempotency key, the record and its history; all of them or none. */
export async function write(db: Database, table: RecordTable, wanted: Write): Promise<WithRows<WriteResult>> {
  const inserted = await insertRequests(db, [wanted]);
  if (wanted.request && inserted.size === 0) {
    const { request } = wanted;
    return {
      isKept: false,
      result: resultOfKnown((await recall(db, request, { keys: [request.key] })).get(request.key)),
    };
  }
  const changed = await changeOne(db, table, wanted);
  if (changed.kind !== 'written') return { isKept: false, result: changed };
  const { made } = changed;
  // Whoever takes a lock waits for this record's row, which this transaction holds by now.
  const locked = await refuseLocked(db, wanted);
  if (locked) return { isKept: false, result: locked };
  if (made.version !== versionMade(wanted)) await correctRequest(db, wanted, made.version);
  if (wanted.step.kind === 'purge') {
    await purgeHistory(db, wanted.ref);
    await purgeLock(db, wanted.ref);
  }
  const seqs = await insertHistory(db, [{ write: wanted, made }]);
  return { isKept: true, result: { kind: 'written', made }, seqs };
}

/**
 * Stores many writes in one transaction. The rows are held first, in one order, so that two batches never wait for each other; then
 * all that raise a version go in one statement.
 */
export async function writeMany(
  db: Database,
  table: RecordTable,
  { writes, isAtomic, isTrial }: BatchWrite,
): Promise<WithRows<BatchResult>> {
  const [first] = writes;
  if (first === undefined) return { isKept: false, result: { isKept: true, results: [] } };
  const inserted = await insertRequests(db, writes);
  const isFresh = ({ request }: Write) => request === undefined || inserted.has(request.key);
  const results = new Map<Write, WriteResult>();
  const stale = writes.filter((write) => !isFresh(write));
  const owner = stale[0]?.request;
  const known =
    owner && (await recall(db, owner, { keys: stale.flatMap(({ request }) => request?.key ?? []) }));
  for (const write of stale) results.set(write, resultOfKnown(known?.get(write.request?.key ?? '')));
  const fresh = writes.filter(isFresh);
  await table.holdRows(
    db,
    first.ref,
    fresh.map(({ ref }) => ref.id),
  );
  const locked = await refuseLockedMany(db, fresh);
  const changed = await changeAll(
    db,
    table,
    fresh.filter((write) => !locked.has(write)),
  );
  for (const [write, result] of [...changed, ...locked]) results.set(write, result);
  const written = [...changed].flatMap(([write, result]) =>
    result.kind === 'written' ? [{ write, made: result.made }] : [],
  );
  for (const { write, made } of written) {
    if (made.version !== versionMade(write)) await correctRequest(db, write, made.version);
  }
  const seqs = await insertHistory(db, written);
  const all = writes.map((write) => results.get(write) ?? refused);
  const failed = writes.filter((_, index) => !['written', 'known'].includes(all[index]?.kind ?? ''));
  const isKept = !isTrial && !(isAtomic && failed.length > 0);
  if (isKept) await removeRequests(db, failed);
  return { isKept, result: { isKept, results: all }, seqs };
}

const refused: WriteResult = { kind: 'refused' };

async function changeAll(
  db: Database,
  table: RecordTable,
  writes: readonly Write[],
): Promise<ReadonlyMap<Write, WriteResult>> {
  const results = new Map<Write, WriteResult>();
  const isUpdate = ({ step, comparesContent }: Write) => makesVersion(step) && !comparesContent;
  const isCreation = ({ step }: Write) => step.kind === 'create' && !step.before;
  async function changeTogether(
    change: RecordTable['updateMany'],
    isMeant: (write: Write) => boolean,
  ): Promise<void> {
    if (change === undefined || !isPostgres(db)) return;
    const together = writes.filter(isMeant);
    const made = await change(db, together);
    for (const write of together) results.set(write, resultOf(made.get(write.ref.id)));
  }
  await changeTogether(table.updateMany, isUpdate);
  await changeTogether(table.createMany, isCreation);
  // New records have no row to hold: in one order, two batches that make the same ones do not wait for each other.
  const oneByOne = writes
    .filter((write) => !results.has(write))
    .toSorted((a, b) => (a.ref.id < b.ref.id ? -1 : 1));
  for (const write of oneByOne) {
    results.set(write, await changeOne(db, table, write));
  }
  return results;
}

/** Where the database may refuse a value, PostgreSQL gives up the whole transaction unless it is told where to go back to. */
async function changeOne(db: Database, table: RecordTable, write: Write): Promise<WriteResult> {
  try {
    const change = () => table.change(db, write);
    const made = await (table.mayRefuse ? inSavepoint(db, change) : change());
    return resultOf(made);
  } catch (error) {
    return refuseValue(db, table, { write, error });
  }
}

/** Says which value the database does not take; throws the error again where it is about something else. */
export async function refuseValue(
  db: Database,
  table: RecordTable,
  { write, error }: { readonly write: Write; readonly error: unknown },
): Promise<WriteResult> {
  const invalid = toInvalidValue(error);
  if (invalid === undefined) throw error;
  const field = invalid.field || ((await table.findField?.(db, write, error)) ?? '');
  const pointer = field === '' ? '' : toPointer([field]);
  return { kind: 'invalid', errors: [{ pointer, message: invalid.message }] };
}

/** Says what came of a change; nothing was made where its condition did not hold. */
export function resultOf(made: StoredVersion | undefined): WriteResult {
  return made ? { kind: 'written', made } : refused;
}

function versionMade({ step }: Write): string {
  return step.kind === 'keep' ? step.before.version : step.next;
}

function resultOfKnown(known: KnownRequest | undefined): WriteResult {
  if (known === undefined) throw new ForgottenRequestError();
  return { kind: 'known', request: known };
}

/** A key was there when it was to be kept, and gone when it was read: forgotten, or purged. The transaction is run again. */
class ForgottenRequestError extends Error {
  override readonly name = 'ForgottenRequestError';
  /** As PostgreSQL says of two transactions that can't be put in a row. */
  readonly code = '40001';
}
