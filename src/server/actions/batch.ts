import type { Caller, WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import { refuseFault } from '../fault.js';
import { mapLimited } from '../mapLimited.js';
import { isRefusal, refuse, type BatchDone, type Refusal, type Removed, type Saved } from '../outcome.js';
import type { KnownRequest, StoredVersion, WriteResult } from '../store.js';
import { forgetOld } from './forget.js';
import { alone, ownerOf, rowKey } from './idempotency.js';
import { plan, type Plan, type PlanInput } from './plan.js';
import { readSelection, type Selection } from './selection.js';
import { logRefusedToken, tell } from './tell.js';
import { mayTryAgain, mostTries, refOf, replay, settle, toWrite, writeOnce } from './write.js';

/** What a batch does when a row is refused: `silent` saves the others, `abort-all` saves nothing. */
export type BatchPolicy = 'silent' | 'abort-all';

/** Several writes that somebody asks for at once. */
export interface BatchCommand {
  readonly caller: Caller;
  readonly resource: string;
  readonly policy: BatchPolicy;
  /** No two of one record. */
  readonly rows: readonly WriteCommand[];
  /** In place of rows: those that fulfil a condition, and what is done to each. */
  readonly selection?: Selection;
  /** The idempotency key; every row has one of its own made out of it. */
  readonly request: { readonly key: string } | undefined;
}

interface BatchJob {
  readonly context: Context;
  readonly command: BatchCommand;
}

interface Row {
  readonly input: Omit<PlanInput, 'intent'>;
  /** What it came to when it was carried out before, is to come to, or why it can't. */
  readonly end: KnownRequest | Plan | Refusal;
}

interface TriedRow extends Row {
  /** What the store says; absent where it was not asked. */
  readonly result: WriteResult | undefined;
}

/** Checks and writes many records in one transaction, once for an idempotency key. */
export function batch(job: BatchJob): Promise<BatchDone | Refusal> {
  return alone(job, async () => {
    const { context, command } = job;
    const { selection, resource } = command;
    if (selection === undefined) return carryOut(job, command.rows);
    const known = await recallSelection(job, selection);
    const rows = known ?? (await readSelection(context, { command, selection }));
    if (!isRefusal(rows)) return carryOut(job, rows);
    // Another process may have carried the same request out meanwhile.
    const late = await recallSelection(job, selection);
    if (late) return carryOut(job, late);
    logRefusedToken(context, { resource, id: '', reason: rows.reason });
    return rows;
  });
}

/** What an action did may have taken records out of the selection, so that a repeated request is known by its keys alone. */
async function recallSelection(
  { context, command }: BatchJob,
  { toRow }: Selection,
): Promise<readonly WriteCommand[] | undefined> {
  if (command.request === undefined) return undefined;
  const known = await context.store.recall(ownerOf(command), { start: rowKey(command.request.key, '') });
  const ids = [...known.values()].map(({ made }) => made.id);
  if (ids.length === 0) return undefined;
  return mapLimited(ids, (id) => toRow(id, { kind: 'carried', tokens: [] }));
}

async function carryOut(job: BatchJob, commands: readonly WriteCommand[], attempt = 1): Promise<BatchDone> {
  const { context, command } = job;
  forgetOld(context);
  const { rows, isKept } = await storeRows(job, await planRows(job, commands));
  const isAborted = command.policy === 'abort-all' && !isKept;
  const refused = rows.filter(isRefused);
  // Another process may have carried the same request out meanwhile.
  const echoes = await recallRows(
    job,
    refused.map(({ input }) => input.command),
  );
  if (isAborted && attempt < mostTries && (echoes.size > 0 || refused.every(isLate)))
    return carryOut(job, commands, attempt + 1);
  const results = await mapLimited(rows, (row) =>
    safely(row, async () => {
      const echo = echoes.get(row.input.command.request?.key ?? '');
      if (echo) return replay(row.input, echo);
      return isLate(row) && !isAborted ? writeOnce(row.input) : endRow(row, isKept);
    }),
  );
  rows.forEach(({ input }, index) => results[index] && tell(input, results[index]));
  return { kind: 'batch', results, isAborted };
}

/** Where nothing is to be kept, the store is asked all the same: its refusals are wanted too. */
async function storeRows(
  { context, command }: BatchJob,
  rows: readonly Row[],
): Promise<{ readonly rows: readonly TriedRow[]; readonly isKept: boolean }> {
  const isAtomic = command.policy === 'abort-all';
  const isTrial = isAtomic && rows.some(({ end }) => isRefusal(end));
  const planned = rows.filter(isPlanned);
  const writes = planned.map(({ input, end }) => toWrite(input, end));
  const { isKept, results } = await context.store.writeMany({ writes, isAtomic, isTrial });
  const found = new Map<Row, WriteResult | undefined>(planned.map((row, index) => [row, results[index]]));
  return { rows: rows.map((row) => ({ result: found.get(row), ...row })), isKept: isKept && !isTrial };
}

async function planRows(job: BatchJob, commands: readonly WriteCommand[]): Promise<readonly Row[]> {
  const { context, command } = job;
  const known = await recallRows(job, commands);
  // What no record can be called is not looked for.
  const ids = commands.flatMap(({ id, intent }) => (id === undefined || isRefusal(intent) ? [] : id));
  const collection = { tenant: command.caller.tenant ?? '', resource: command.resource };
  const current = new Map<string, StoredVersion>();
  for (const stored of await context.store.readMany(collection, ids)) current.set(stored.id, stored);
  return mapLimited(commands, async (row) => {
    const ref = refOf(row, row.id ?? context.newId());
    const input = { context, command: row, ref, current: current.get(ref.id) };
    const { intent, request } = row;
    const before = known.get(request?.key ?? '');
    if (before) return { input, end: before };
    return { input, end: isRefusal(intent) ? intent : await plan({ intent, ...input }) };
  });
}

/** Finds those rows that were carried out before, by their keys. */
async function recallRows(
  { context, command }: BatchJob,
  rows: readonly WriteCommand[],
): Promise<ReadonlyMap<string, KnownRequest>> {
  const keys = rows.flatMap(({ request }) => request?.key ?? []);
  return keys.length === 0 ? new Map() : context.store.recall(ownerOf(command), { keys });
}

async function endRow({ input, end, result }: TriedRow, isKept: boolean): Promise<Saved | Removed | Refusal> {
  const record = { resource: input.ref.resource, id: input.ref.id };
  if (isRefusal(end)) return { record, ...end };
  if ('hash' in end) return replay(input, end);
  if (!isKept && result?.kind === 'written')
    return refuse('batch-aborted', 'Another row was refused, so this one was not saved either.', { record });
  return settle(input, { plan: end, result: result ?? { kind: 'refused' } });
}

/** The others may have been stored by now, so that one row's failure must not be the answer to all. */
async function safely(
  { input: { context, command, ref } }: Row,
  end: () => Promise<Saved | Removed | Refusal>,
): Promise<Saved | Removed | Refusal> {
  const { resource, id } = ref;
  try {
    const ended = await end();
    if (ended.kind !== 'refused' || command.id !== undefined) return ended;
    // Nobody knows the id that it would have had.
    const { record: _record, ...refusal } = ended;
    return refusal;
  } catch (cause) {
    context.log({ event: 'row-failed', resource, id, cause });
    return { ...refuseFault(cause), record: { resource, id } };
  }
}

function isPlanned<Some extends Row>(row: Some): row is Some & { readonly end: Plan } {
  return 'paths' in row.end;
}

function isRefused({ end, result }: TriedRow): boolean {
  return isRefusal(end) || (result !== undefined && !['written', 'known'].includes(result.kind));
}

/** Somebody else was faster, but the row may be planned anew. */
function isLate(row: TriedRow): boolean {
  return row.result?.kind === 'refused' && isPlanned(row) && mayTryAgain(row.input, row.end);
}
