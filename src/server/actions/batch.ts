import type { Caller, WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, refuse, type BatchDone, type Refusal, type Removed, type Saved } from '../outcome.js';
import type { BatchResult, KnownRequest, StoredVersion, WriteResult } from '../store.js';
import { forgetOld } from './forget.js';
import { alone, ownerOf } from './idempotency.js';
import { plan, type Plan, type PlanInput } from './plan.js';
import { readSelection, type Selection } from './selection.js';
import { mayTryAgain, mostTries, refOf, replay, settle, tell, toWrite, write } from './write.js';

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

/** Checks and writes many records in one transaction, once for an idempotency key. */
export function batch(job: BatchJob): Promise<BatchDone | Refusal> {
  return alone(job, async () => {
    const { context, command } = job;
    const { selection } = command;
    if (selection === undefined) return carryOut(job, command.rows);
    const rows =
      (await recallSelection(job, selection)) ?? (await readSelection(context, { command, selection }));
    return isRefusal(rows) ? rows : carryOut(job, rows);
  });
}

/** Names the key of one row of a batch; no client can send one like it. */
export function rowKey(key: string, row: string | number): string {
  return `${key} ${row}`;
}

/** What an action did may have taken records out of the selection, so that a repeated request is known by its keys alone. */
async function recallSelection(
  { context, command }: BatchJob,
  { toRow }: Selection,
): Promise<readonly WriteCommand[] | undefined> {
  if (command.request === undefined) return undefined;
  const known = await context.store.recall(ownerOf(command), { start: rowKey(command.request.key, '') });
  const ids = [...known.values()].map(({ made }) => made.id);
  return ids.length === 0
    ? undefined
    : Promise.all(ids.map((id) => toRow(id, { kind: 'carried', tokens: [] })));
}

async function carryOut(job: BatchJob, commands: readonly WriteCommand[], attempt = 1): Promise<BatchDone> {
  const { context, command } = job;
  forgetOld(context);
  const rows = await planRows(job, commands);
  const isAtomic = command.policy === 'abort-all';
  const plans = rows.flatMap(({ input, end }) =>
    'step' in end && 'paths' in end ? [toWrite(input, end)] : [],
  );
  const isDoomed = isAtomic && rows.some(({ end }) => isRefusal(end));
  const stored: BatchResult = isDoomed
    ? { isKept: false, results: plans.map((): WriteResult => ({ kind: 'refused' })) }
    : await context.store.writeMany({ writes: plans, isAtomic });
  const ends = pair(rows, stored.results);
  const isLate = ({ row, result }: Ended) =>
    result?.kind === 'refused' && isPlan(row.end) && mayTryAgain(row.input.command, row.end);
  if (isAtomic && !isDoomed && !stored.isKept && ends.some(isLate) && attempt < mostTries)
    return carryOut(job, commands, attempt + 1);
  const results = await Promise.all(
    ends.map((ended) => {
      if (!isAtomic && isLate(ended)) return write(ended.row.input);
      return endRow(ended, { isDoomed, isKept: stored.isKept });
    }),
  );
  if (stored.isKept || !isAtomic)
    rows.forEach(({ input }, index) => results[index] && tell(input, results[index]));
  return { kind: 'batch', results, isAborted: isAtomic && !stored.isKept };
}

async function planRows(
  { context, command }: BatchJob,
  commands: readonly WriteCommand[],
): Promise<readonly Row[]> {
  const keys = commands.flatMap(({ request }) => request?.key ?? []);
  const known = keys.length === 0 ? undefined : await context.store.recall(ownerOf(command), { keys });
  const ids = commands.flatMap(({ id }) => id ?? []);
  const collection = { tenant: command.caller.tenant ?? '', resource: command.resource };
  const current = new Map<string, StoredVersion>();
  for (const stored of await context.store.readMany(collection, ids)) current.set(stored.id, stored);
  return Promise.all(
    commands.map(async (row) => {
      const ref = refOf(row, row.id ?? context.newId());
      const input = { context, command: row, ref, current: current.get(ref.id) };
      const request = known?.get(row.request?.key ?? '');
      if (request) return { input, end: request };
      const { intent } = row;
      return { input, end: isRefusal(intent) ? intent : await plan({ ...input, intent }) };
    }),
  );
}

interface Ended {
  readonly row: Row;
  /** What the store says; absent where it was not asked. */
  readonly result: WriteResult | undefined;
}

function pair(rows: readonly Row[], results: readonly WriteResult[]): readonly Ended[] {
  const left = [...results];
  return rows.map((row) => ({ row, result: isPlan(row.end) ? left.shift() : undefined }));
}

async function endRow(
  { row: { input, end }, result }: Ended,
  { isDoomed, isKept }: { readonly isDoomed: boolean; readonly isKept: boolean },
): Promise<Saved | Removed | Refusal> {
  const record = { resource: input.ref.resource, id: input.ref.id };
  if (isRefusal(end)) return { record, ...end };
  if (!isPlan(end)) return replay(input, end);
  if (isDoomed || (!isKept && result?.kind === 'written')) {
    return refuse('batch-aborted', 'Another row was refused, so this one was not saved either.', { record });
  }
  return settle(input, { plan: end, result: result ?? { kind: 'refused' } });
}

function isPlan(end: Row['end']): end is Plan {
  return 'paths' in end;
}
