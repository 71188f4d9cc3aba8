import { isPlainObject, own, type Json, type JsonObject } from '../../core/index.js';
import type { Caller, Intent, Proof, Unchecked, WriteCommand } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { readCarried } from '../http/tags.js';
import { toConditions } from '../http/readListQuery.js';
import type { ReadJson } from '../json/readJson.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { rowKey, type BatchCommand, type BatchPolicy } from './batch.js';
import { hashRequest } from './idempotency.js';
import { ownId, readSaveIntent, refuseId } from './intent.js';
import type { Selection } from './selection.js';

/** Who asks for a batch, and what decides on each of its rows. */
export interface BatchArrival {
  readonly caller: Caller;
  readonly resource: string;
  readonly key: string | undefined;
  mayRead(id: string): Promise<boolean>;
  forbidden?(id: string, paths: readonly string[]): Promise<readonly string[]>;
  /** Refuses a row that the caller may not write. */
  permit(row: RowAction): Promise<Refusal | undefined>;
}

/** What one row is about to do. */
export interface RowAction {
  readonly operation: 'create' | 'update' | 'remove' | 'action';
  readonly id?: string;
  readonly action?: string;
  readonly unchecked?: true;
}

const mostRows = 10_000;
const policies: readonly BatchPolicy[] = ['silent', 'abort-all'];

/** Reads a batch: `{ policy, operations }`, or an action on all that match. */
export async function readBatch(
  context: Context,
  json: ReadJson,
  arrival: BatchArrival,
): Promise<BatchCommand | Refusal> {
  const { value } = json;
  const policy = policies.find((name) => name === own(value, 'policy'));
  if (policy === undefined) {
    return malformed(
      '"policy" is "silent" or "abort-all". To merge or to ask is the client\'s part: it sends "silent", merges, and sends again.',
    );
  }
  const operations = own(value, 'operations');
  const { caller, resource, key } = arrival;
  const common = { caller, resource, policy, request: key === undefined ? undefined : { key } };
  if (isPlainObject(operations)) {
    const selection = await readSelectionIntent(context, operations, arrival);
    return isRefusal(selection) ? selection : { ...common, rows: [], selection };
  }
  if (!Array.isArray(operations))
    return malformed('"operations" is a list of rows, or one action on all that match.');
  if (operations.length > mostRows)
    return refuse('too-large', `A batch has at most ${mostRows} rows. Send several.`);
  const ids = operations.flatMap((operation) =>
    typeof own(operation, 'id') === 'string' ? [own(operation, 'id')] : [],
  );
  if (new Set(ids).size < ids.length) {
    return malformed(
      'The same record is in the batch twice, so it is not clear what shall become of it. Send each once.',
    );
  }
  const rows = await Promise.all(
    operations.map((operation: Json, index) => readRow(context, { operation, index, json }, arrival)),
  );
  return { ...common, rows };
}

async function readRow(
  context: Context,
  { operation, index, json }: { readonly operation: Json; readonly index: number; readonly json: ReadJson },
  arrival: BatchArrival,
): Promise<WriteCommand> {
  const start = `/operations/${index}`;
  const errors = json.errors.flatMap(({ pointer, message }) => {
    const [, within] = pointer.startsWith(`${start}/`)
      ? (/^\/(?:patch|value)(.*)$/.exec(pointer.slice(start.length)) ?? [])
      : [];
    return within === undefined ? [] : [{ pointer: within, message }];
  });
  const op = own(operation, 'op');
  const content = {
    kind: 'json',
    value: asJson(own(operation, op === 'create' ? 'value' : 'patch') ?? own(operation, 'value')),
    errors,
  } as const;
  const named = own(operation, 'id');
  const id = typeof named === 'string' ? named : op === 'create' ? ownId(content) : undefined;
  const intent = await readRowIntent(context, { operation, id, content }, arrival);
  const { caller, resource, key, mayRead, forbidden } = arrival;
  const { _version, ...asked } = isPlainObject(operation) ? operation : { _version: undefined };
  const body = new TextEncoder().encode(JSON.stringify(asked));
  const request =
    key === undefined
      ? undefined
      : { key: rowKey(key, index), hash: await hashRequest({ method: 'BATCH', resource, id, body }) };
  const fence = own(operation, 'fence');
  return {
    caller,
    resource,
    id,
    intent,
    request,
    overwrites: undefined,
    ...(typeof fence === 'string' && { fence }),
    mayRead,
    ...(forbidden && { forbidden }),
  };
}

async function readRowIntent(
  context: Context,
  {
    operation,
    id,
    content,
  }: { readonly operation: Json; readonly id: string | undefined; readonly content: ReadJson },
  arrival: BatchArrival,
): Promise<Intent | Refusal> {
  const op = own(operation, 'op');
  if (op === 'create') {
    const denied = await arrival.permit({ operation: op, ...(id !== undefined && { id }) });
    return denied ?? readSaveIntent({ id, json: content, form: { kind: 'create', over: 'nothing' } });
  }
  if (op !== 'update' && op !== 'remove' && op !== 'action')
    return malformed('"op" is create, update, remove or action.');
  if (id === undefined) return malformed('The row has no "id", so it is not clear which record is meant.');
  const isUnchecked = op === 'action' && own(operation, 'unchecked') === true;
  const name = own(operation, 'action');
  const denied = await arrival.permit({
    operation: op,
    id,
    ...(op === 'action' && { action: String(name) }),
    ...(isUnchecked && { unchecked: true }),
  });
  const doubt = denied ?? refuseId(id);
  if (doubt) return doubt;
  const proof: Proof | Refusal = isUnchecked ? unchecked : readCarried(null, operation);
  if (op === 'update') {
    const kind = own(operation, 'patch') === undefined ? 'replace' : 'patch';
    return readSaveIntent({ id, json: content, form: { kind, proof } });
  }
  if (isRefusal(proof)) return proof;
  return op === 'remove'
    ? { kind: 'remove', proof }
    : readAction(context, operation, { resource: arrival.resource, proof });
}

async function readSelectionIntent(
  context: Context,
  operation: Readonly<Record<string, unknown>>,
  arrival: BatchArrival,
): Promise<Selection | Refusal> {
  const { caller, resource, key, mayRead, forbidden } = arrival;
  const where = toConditions(own(operation, 'where'));
  const token = own(operation, 'listToken');
  const isUnchecked = own(operation, 'unchecked') === true;
  if (where === undefined) return malformed('"where" is the condition that the list was read with.');
  if (!isUnchecked && typeof token !== 'string') {
    return refuse(
      'token-required',
      'An action on all that match needs the list token that was read with them, or the explicit word "unchecked".',
    );
  }
  const denied = await arrival.permit({
    operation: 'action',
    action: String(own(operation, 'action')),
    ...(isUnchecked && { unchecked: true }),
  });
  const sample = denied ?? readAction(context, operation, { resource, proof: unchecked });
  if (isRefusal(sample)) return sample;
  const body = new TextEncoder().encode(
    JSON.stringify([own(operation, 'action'), own(operation, 'input'), where]),
  );
  const hash = await hashRequest({ method: 'BATCH', resource, id: undefined, body });
  return {
    where,
    proof: isUnchecked ? unchecked : { kind: 'list', token: String(token) },
    toRow: async (id, proof) => ({
      caller,
      resource,
      id,
      intent: (await arrival.permit({
        operation: 'action',
        action: String(own(operation, 'action')),
        id,
      })) ?? { ...sample, proof },
      request: key === undefined ? undefined : { key: rowKey(key, id), hash },
      overwrites: undefined,
      mayRead,
      ...(forbidden && { forbidden }),
    }),
  };
}

const unchecked: Unchecked = { kind: 'unchecked' };

function readAction(
  context: Context,
  operation: unknown,
  { resource, proof }: { readonly resource: string; readonly proof: Proof },
): (Intent & { readonly kind: 'action' }) | Refusal {
  const name = own(operation, 'action');
  const { actions = {} } = resourceOf(context, resource);
  const act = typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (act === undefined) return malformed(`There is no action "${String(name)}" for these records.`);
  return { kind: 'action', proof, act, input: asJson(own(operation, 'input')) ?? null };
}

/** What was read out of JSON is JSON. */
function asJson(value: unknown): Json {
  return value === undefined ? null : (value as Json | JsonObject);
}

function malformed(detail: string): Refusal {
  return refuse('malformed-body', detail);
}
