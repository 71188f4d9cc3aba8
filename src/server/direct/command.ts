import { hashRequest, isIdempotencyKey } from '../actions/idempotency.js';
import { readSaveIntent } from '../actions/intent.js';
import type { Proof, WriteCommand } from '../command.js';
import { tokenRequired } from '../token/tags.js';
import { readJson } from '../json/readJson.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import type { Scope, WriteInput } from './inputs.js';

/** The ways round a check that a checker was handed out with. */
export interface Bypass {
  /** No token is asked for. */
  readonly unchecked: readonly Scope[];
  /** Changes make no version. */
  readonly uncounted: readonly Scope[];
}

/** Every write is checked and makes a version. */
export const noBypass: Bypass = { unchecked: [], uncounted: [] };

/** What all writes of the server's own code have. */
interface AnyInput extends WriteInput {
  readonly id?: string;
  readonly token?: string;
  readonly fence?: string;
  readonly overwrites?: readonly string[];
}

/** How a save's fields are meant. */
export interface Change {
  readonly kind: 'create' | 'patch' | 'replace';
  readonly id: string | undefined;
  readonly value: object;
  readonly over?: 'nothing' | 'tombstone';
}

const methods = { create: 'POST', patch: 'PATCH', replace: 'PUT' };

/** Makes the command of a save. */
export async function toSave(
  input: AnyInput,
  { kind, id, value, over = 'nothing' }: Change,
  bypass: Bypass,
): Promise<WriteCommand> {
  const text = JSON.stringify(value);
  const json = readJson(text);
  const form =
    kind === 'create'
      ? { kind, over }
      : { kind, proof: proofOf({ ...input, ...(id !== undefined && { id }) }, bypass) };
  const intent = isRefusal(json) ? json : readSaveIntent({ id, json, form });
  return { intent, ...(await commandOf(input, { id, method: methods[kind], text }, bypass)) };
}

/** Makes the command of what has no fields. */
export async function toCommand(
  input: AnyInput,
  { kind, method }: { readonly kind: 'remove' | 'restore'; readonly method: string },
  bypass: Bypass,
): Promise<WriteCommand> {
  const proof = proofOf(input, bypass);
  const command = await commandOf(input, { id: input.id, method, text: '' }, bypass);
  return { intent: isRefusal(proof) ? proof : { kind, proof }, ...command };
}

/** Refuses what can't be an idempotency key. */
export function doubtKey(key: string | undefined): Refusal | undefined {
  return key === undefined || isIdempotencyKey(key)
    ? undefined
    : refuse('malformed-key', 'An idempotency key has 1 to 128 visible ASCII characters without quotes.');
}

async function commandOf(
  input: AnyInput,
  { id, method, text }: { readonly id: string | undefined; readonly method: string; readonly text: string },
  { unchecked, uncounted }: Bypass,
): Promise<Omit<WriteCommand, 'intent'>> {
  const { resource, by, key, overwrites, fence } = input;
  const body = new TextEncoder().encode(text);
  return {
    caller: by,
    resource,
    id,
    request: key === undefined ? undefined : { key, hash: await hashRequest({ method, resource, id, body }) },
    overwrites,
    ...(fence !== undefined && { fence }),
    ...(isWithin(unchecked, { resource, id }) && { ignoresLocks: true }),
    ...(isWithin(uncounted, { resource, id }) && { withoutIncrement: true }),
    mayRead: async () => true,
  };
}

function proofOf({ resource, id, token }: AnyInput, { unchecked }: Bypass): Proof | Refusal {
  if (isWithin(unchecked, { resource, id })) return { kind: 'unchecked' };
  return token === undefined ? tokenRequired() : { kind: 'carried', tokens: [token] };
}

/** Tells whether a way round a check is for a record. */
export function isWithin(
  scopes: readonly Scope[],
  { resource, id }: { readonly resource: string; readonly id: string | undefined },
): boolean {
  return scopes.some((scope) => scope.resource === resource && (scope.id === undefined || scope.id === id));
}
