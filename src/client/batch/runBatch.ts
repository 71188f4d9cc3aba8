import type { Versioned } from '../../core/index.js';
import type { RecordValue } from '../record.js';
import type { BatchRowAnswer, Dialect, Outcome, WireAnswer, WireRequest } from '../dialect.js';
import { InvalidRecordError, isNetworkError } from '../errors.js';
import { randomKey } from '../randomKey.js';
import { stopLate } from '../stopLate.js';
import { unsendable } from '../unsendable.js';
import type {
  BatchOperation,
  BatchOptions,
  BatchResult,
  BatchRow,
  ResumeOptions,
  SelectionAction,
} from './batch.js';
import { cutInChunks } from './cutInChunks.js';

/** What a batch needs of the resource it belongs to. */
export interface BatchParts<T extends RecordValue> {
  readonly dialect: Dialect;
  call(
    request: WireRequest,
    options: { readonly idempotencyKey: string; readonly signal: AbortSignal },
  ): Promise<WireAnswer>;
  refused(answer: WireAnswer, edit: { base: Versioned<T>; mine: T }): Promise<Error>;
  toError(answer: WireAnswer, outcome: Outcome<unknown>): Error;
}

/** A request's body may have 16 MiB; one character may take several bytes, and an answer repeats the records. */
const mostCharacters = 3_000_000;

/** One request: the same body under the same key however often it is sent. */
interface Chunk {
  readonly request: WireRequest;
  readonly key: string;
  /** The places of its rows; absent for an action on all that match. */
  readonly places?: readonly number[];
}

const mostRows = 10_000;

/**
 * Sends many writes, chunk by chunk, each under its own idempotency key.
 *
 * @throws TypeError where two rows are of one record, or the policy or the server's dialect can't carry out what is asked.
 */
export async function runBatch<T extends RecordValue>(
  operations: readonly BatchOperation<T>[] | SelectionAction,
  options: BatchOptions<T>,
  parts: BatchParts<T>,
): Promise<BatchResult<T>> {
  const { policy = 'silent', chunkRows = 500 } = options;
  const { dialect } = parts;
  if (!isList(operations)) {
    if (!dialect.batch) throw new TypeError('This server has no actions on all that match. Name the rows.');
    const request = dialect.batch.request<T>(operations, policy);
    return sendAll({ parts, operations: [], rows: [], chunks: [{ request, key: randomKey() }] }, options);
  }
  const isWhole = policy === 'abort-all';
  checkOperations(operations, { isWhole, hasBatch: dialect.batch !== undefined });
  const tried = operations.map(firstRow);
  const isHopeless = isWhole && tried.some(({ kind }) => kind !== 'unsent');
  const rows = isHopeless ? tried.map((row) => (row.kind === 'unsent' ? aborted : row)) : tried;
  const places = rows.flatMap(({ kind }, place) => (kind === 'unsent' ? [place] : []));
  if (places.length < rows.length) {
    const answered = new Map([...rows.entries()].filter(([, { kind }]) => kind !== 'unsent'));
    options.onProgress?.({ done: answered.size, all: rows.length, answered });
  }
  const at = (place: number) => operations[place] ?? never();
  const chunks = cutInChunks(places, {
    most: isWhole ? mostRows : dialect.batch ? chunkRows : 1,
    longest: isWhole ? Infinity : mostCharacters,
    lengthOf: (place) => JSON.stringify(at(place)).length,
  }).map((chunk) => ({
    request: toRequest(chunk.map(at), dialect, policy),
    key: randomKey(),
    places: chunk,
  }));
  return sendAll({ parts, operations, rows, chunks }, options);
}

interface Job<T extends RecordValue> {
  readonly parts: BatchParts<T>;
  readonly operations: readonly BatchOperation<T>[];
  readonly rows: readonly BatchRow<T>[];
  readonly chunks: readonly Chunk[];
}

async function sendAll<T extends RecordValue>(
  { parts, operations, chunks, rows: before }: Job<T>,
  { signal, onProgress, isUnansweredOnly }: ResumeOptions<T> = {},
): Promise<BatchResult<T>> {
  let rows = [...before];
  const left: Chunk[] = [];
  const all = rows.length;
  const isUnanswered = ({ places = [0] }: Chunk) =>
    places.some((place) => rows[place]?.kind === 'unanswered');
  for (const chunk of isUnansweredOnly ? chunks.filter(isUnanswered) : chunks) {
    if (signal?.aborted) {
      left.push(chunk);
      continue;
    }
    const found = await stopLate(signal, (late) => sendChunk(chunk, operations, { ...parts, signal: late }));
    if (!chunk.places) rows = [...found];
    const answered = new Map(found.map((row, index) => [chunk.places?.[index] ?? index, row]));
    for (const [place, row] of answered) rows[place] = row;
    if (found.some(({ kind }) => kind === 'unanswered')) left.push(chunk);
    const done = rows.filter(({ kind }) => kind !== 'unsent' && kind !== 'unanswered').length;
    onProgress?.({ done, all: Math.max(all, rows.length), answered });
  }
  if (left.length === 0) return { rows, resume: null };
  return { rows, resume: (options) => sendAll({ parts, operations, chunks: left, rows }, options) };
}

async function sendChunk<T extends RecordValue>(
  { request, key, places }: Chunk,
  operations: readonly BatchOperation<T>[],
  { signal, ...parts }: BatchParts<T> & { readonly signal: AbortSignal },
): Promise<readonly BatchRow<T>[]> {
  let answer: WireAnswer;
  try {
    answer = await parts.call(request, { idempotencyKey: key, signal });
  } catch (error) {
    if (!isNetworkError(error)) throw error;
    return (places ?? [0]).map(() => unanswered);
  }
  const answers = parts.dialect.batch ? parts.dialect.batch.readRows(answer) : [answer];
  const isWhole = answers && (!places || answers.length === places.length);
  if (!isWhole) {
    const error = parts.toError(answer, parts.dialect.classify(answer));
    return (places ?? [0]).map(() => ({ kind: 'refused', error }));
  }
  return Promise.all(answers.map((row, index) => readRow(row, operations[places?.[index] ?? -1], parts)));
}

async function readRow<T extends RecordValue>(
  answer: BatchRowAnswer,
  operation: BatchOperation<T> | undefined,
  { dialect, refused, toError }: BatchParts<T>,
): Promise<BatchRow<T>> {
  if (answer.isAborted) return aborted;
  const outcome = dialect.classify<T>(answer);
  if (outcome.kind === 'try-again') return unanswered;
  const base = operation && 'base' in operation ? operation.base : undefined;
  if (outcome.kind === 'ok') {
    const record = dialect.readRecord<T>(answer);
    if (record) return { kind: 'saved', record, isUnchanged: answer.isUnchanged === true };
    return { kind: 'removed', id: answer.id ?? base?.value.id ?? '' };
  }
  if (!base) return { kind: 'refused', error: toError(answer, outcome) };
  const mine = operation?.op === 'update' ? operation.mine : base.value;
  try {
    return { kind: 'refused', error: await refused(answer, { base, mine }) };
  } catch (error) {
    // What it conflicts with could not be looked up. That it was not saved is known, and the rows beside it are what they are.
    const isKnown = error instanceof Error && !isNetworkError(error);
    return { kind: 'refused', error: isKnown ? error : toError(answer, outcome) };
  }
}

const unanswered = { kind: 'unanswered' } as const;
const aborted = { kind: 'aborted' } as const;

/** What can't be sent is refused here, and the others are not held up by it. */
function firstRow<T extends RecordValue>(operation: BatchOperation<T>): BatchRow<T> {
  const content =
    operation.op === 'update' ? operation.mine : operation.op === 'create' ? operation.value : undefined;
  const errors = content === undefined ? [] : unsendable(content);
  return errors.length > 0 ? { kind: 'refused', error: new InvalidRecordError(errors) } : { kind: 'unsent' };
}

function checkOperations<T extends RecordValue>(
  operations: readonly BatchOperation<T>[],
  { isWhole, hasBatch }: { readonly isWhole: boolean; readonly hasBatch: boolean },
): void {
  const ids = operations.map((operation) =>
    operation.op === 'create' ? operation.value.id : operation.base.value.id,
  );
  const named = ids.filter((id) => id !== undefined);
  if (new Set(named).size < named.length)
    throw new TypeError(
      'The same record is in the batch twice, so it is not clear what shall become of it. Send each once.',
    );
  if (isWhole && !hasBatch)
    throw new TypeError(
      'This server takes one record at a time, so "abort-all" can\'t be kept. Use "silent".',
    );
  if (isWhole && operations.length > mostRows)
    throw new TypeError(
      `"abort-all" saves all rows in one request, and that takes at most ${mostRows}. Save fewer, or use "silent".`,
    );
}

function toRequest<T extends RecordValue>(
  operations: readonly BatchOperation<T>[],
  dialect: Dialect,
  policy: 'silent' | 'abort-all',
): WireRequest {
  if (dialect.batch) return dialect.batch.request(operations, policy);
  const operation = operations[0] ?? never();
  switch (operation.op) {
    case 'create':
      return dialect.create(operation.value, { isReplacement: false });
    case 'update':
      return dialect.save({ id: operation.base.value.id, base: operation.base, mine: operation.mine });
    case 'remove':
      return dialect.remove({ id: operation.base.value.id, token: operation.base.token });
    case 'action':
      throw new TypeError('This server has no actions on rows. Save what they are to become.');
  }
}

function isList<T extends RecordValue>(
  operations: readonly BatchOperation<T>[] | SelectionAction,
): operations is readonly BatchOperation<T>[] {
  return Array.isArray(operations);
}

function never(): never {
  throw new Error('A batch has lost one of its rows.');
}
