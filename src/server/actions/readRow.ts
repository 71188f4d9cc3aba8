import { isPlainObject, own, type InvalidField, type Json } from '../../core/index.js';
import type { Intent, Proof, Unchecked, WriteCommand } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { isVersionList } from '../versionNumber.js';
import { readCarried } from '../token/tags.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import type { BatchArrival, RowAction } from './batchArrival.js';
import { hashRequest, rowKey } from './idempotency.js';
import { readSaveIntent, refuseId } from './intent.js';

/** One operation of a batch as it was sent. */
interface SentRow {
  readonly operation: unknown;
  readonly index: number;
  /** What in it can't be stored; pointers within the operation. */
  readonly errors: readonly InvalidField[];
}

/** An operation whose kind and record are known. */
interface KnownRow extends Pick<SentRow, 'operation' | 'errors'> {
  readonly op: RowAction['operation'];
  readonly id: string | undefined;
}

const operations: readonly RowAction['operation'][] = ['create', 'update', 'remove', 'action'];

/** Sorts what can't be stored by the row that it is in. */
export function errorsByRow(errors: readonly InvalidField[]): ReadonlyMap<number, InvalidField[]> {
  const rows = new Map<number, InvalidField[]>();
  for (const { pointer, message } of errors) {
    const [, list, index = '', ...within] = pointer.split('/');
    if (list !== 'operations') continue;
    const row = rows.get(Number(index)) ?? [];
    row.push({ pointer: ['', ...within].join('/'), message });
    rows.set(Number(index), row);
  }
  return rows;
}

/** Reads one row of a batch. */
export async function readRow(
  context: Context,
  { operation, index, errors }: SentRow,
  arrival: BatchArrival,
): Promise<WriteCommand> {
  const { caller, resource, key, mayRead, forbidden } = arrival;
  const op = operations.find((name) => name === own(operation, 'op'));
  const id = idOf(operation, op);
  const force = own(operation, 'force');
  const fence = own(operation, 'fence');
  const command = {
    caller,
    resource,
    id,
    overwrites: isVersionList(force) ? force : undefined,
    ...(typeof fence === 'string' && { fence }),
    ...(id !== undefined && arrival.isUncounted?.(id) && { withoutIncrement: true }),
    mayRead,
    ...(forbidden && { forbidden }),
    request: undefined,
  };
  const row = op && { operation, errors, op, id };
  const denied = row ? await arrival.permit(toRowAction(row, arrival)) : undefined;
  // What was made under the key is not shown to whoever may not do it any more.
  if (denied) return { intent: denied, ...command };
  const intent = row
    ? readIntent(context, row, arrival)
    : malformed('"op" is create, update, remove or action.');
  if (key === undefined) return { intent, ...command };
  return {
    intent,
    ...command,
    request: { key: rowKey(key, index), hash: await hashRow(operation, { resource, id }) },
  };
}

function idOf(operation: unknown, op: RowAction['operation'] | undefined): string | undefined {
  const id = own(operation, 'id') ?? (op === 'create' ? own(own(operation, 'value'), 'id') : undefined);
  return typeof id === 'string' ? id : undefined;
}

function toRowAction({ operation, op, id }: KnownRow, arrival: BatchArrival): RowAction {
  const force = own(operation, 'force');
  return {
    operation: op,
    ...(id !== undefined && { id }),
    ...(isVersionList(force) && { force }),
    ...(op === 'action' && { action: String(own(operation, 'action')) }),
    ...(id !== undefined && isUnchecked(operation, { op, id, arrival }) && { unchecked: true }),
  };
}

function isUnchecked(
  operation: unknown,
  {
    op,
    id,
    arrival,
  }: { readonly op: RowAction['operation']; readonly id: string; readonly arrival: BatchArrival },
): boolean {
  if (op === 'create') return false;
  return arrival.isUnchecked?.(id) === true || (op === 'action' && own(operation, 'unchecked') === true);
}

/** Understands one operation: first whether it can be carried out at all, then which version it replaces. */
function readIntent(context: Context, row: KnownRow, arrival: BatchArrival): Intent | Refusal {
  const { operation, op, id, errors } = row;
  const isBadForce = own(operation, 'force') !== undefined && !isVersionList(own(operation, 'force'));
  if (isBadForce) return malformed('"force" lists the numbers of the versions to overwrite, as texts.');
  if (op === 'create') {
    const isNamed = own(operation, 'id') === undefined || id !== undefined;
    if (!isNamed) return invalid([{ pointer: '/id', message: 'must be a text' }]);
    return readSaveIntent({ id, json: contentOf(row, 'value'), form: { kind: 'create', over: 'nothing' } });
  }
  if (id === undefined) return malformed('The row has no "id", so it is not clear which record is meant.');
  const doubt = refuseId(id);
  if (doubt) return doubt;
  const proof = isUnchecked(operation, { op, id, arrival }) ? unchecked : readCarried(null, operation);
  switch (op) {
    case 'update': {
      const kind = own(operation, 'patch') === undefined ? 'replace' : 'patch';
      const json = contentOf(row, kind === 'patch' ? 'patch' : 'value');
      return readSaveIntent({ id, json, form: { kind, proof } });
    }
    case 'remove':
      return isRefusal(proof) ? proof : { kind: 'remove', proof };
    case 'action': {
      const unusable = errors.filter(({ pointer }) => !pointer.startsWith('/_'));
      if (unusable.length > 0) return invalid(unusable);
      return isRefusal(proof) ? proof : readAction(context, operation, { resource: arrival.resource, proof });
    }
  }
}

/** Finds the action that an operation names. */
export function readAction(
  context: Context,
  operation: unknown,
  { resource, proof }: { readonly resource: string; readonly proof: Proof },
): (Intent & { readonly kind: 'action' }) | Refusal {
  const name = own(operation, 'action');
  const { actions = {} } = resourceOf(context, resource);
  const act = typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (act === undefined) return malformed('There is no such action for these records.');
  return { kind: 'action', proof, act, input: asJson(own(operation, 'input')) };
}

/** A row's content, with the pointers that a record of its own would have. */
function contentOf({ operation, errors }: KnownRow, part: 'patch' | 'value') {
  const start = `/${part}`;
  const inside = errors.flatMap(({ pointer, message }) =>
    pointer === start || pointer.startsWith(`${start}/`)
      ? [{ pointer: pointer.slice(start.length), message }]
      : [],
  );
  return { kind: 'json', value: asJson(own(operation, part)), errors: inside, hasMore: false } as const;
}

/** The token is no part of what is asked for: a retry may carry a newer one. */
function hashRow(
  operation: unknown,
  { resource, id }: { readonly resource: string; readonly id: string | undefined },
): Promise<string> {
  const { _version, ...asked } = isPlainObject(operation) ? operation : { _version: undefined };
  const body = new TextEncoder().encode(JSON.stringify(asked));
  return hashRequest({ method: 'BATCH', resource, id, body });
}

const unchecked: Unchecked = { kind: 'unchecked' };

/** What was read out of JSON is JSON. */
function asJson(value: unknown): Json {
  return value === undefined ? null : (value as Json);
}

function invalid(errors: readonly InvalidField[]): Refusal {
  return refuse('invalid', 'The row is not valid, so it was not carried out.', { errors });
}

function malformed(detail: string): Refusal {
  return refuse('malformed-body', detail);
}
