import type { WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import type { KnownRequest, RequestOwner, Write } from '../store.js';
import { toBase64url } from '../token/base64url.js';
import { digest } from '../token/digest.js';

/** Carries a write out unless its idempotency key has been carried out before; then what it made is given again. */
export function once<Done>(
  {
    context,
    command,
  }: { readonly context: Context; readonly command: Pick<WriteCommand, 'caller' | 'request'> },
  steps: {
    readonly act: () => Promise<Done | Refusal>;
    readonly replay: (known: KnownRequest) => Promise<Done | Refusal>;
  },
): Promise<Done | Refusal> {
  const { request } = command;
  if (request === undefined) return steps.act();
  const owner = ownerOf(command);
  const recall = async () => (await context.store.recall(owner, { keys: [request.key] })).get(request.key);
  return alone({ context, command }, async () => {
    const done = await steps.act().catch(async (error: unknown) => {
      const known = await recall().catch(() => undefined);
      if (known === undefined) throw error;
      return steps.replay(known);
    });
    // What was carried out before is found by the store when it is to be written again, or here: then this is no conflict but an echo.
    const late = isRefusal(done) ? await recall() : undefined;
    return late ? steps.replay(late) : done;
  });
}

interface KeyedCommand extends Pick<WriteCommand, 'caller'> {
  readonly request: { readonly key: string } | undefined;
}

/** Refuses a request whose idempotency key is being worked on in this process. */
export async function alone<Done>(
  { context, command }: { readonly context: Context; readonly command: KeyedCommand },
  act: () => Promise<Done | Refusal>,
): Promise<Done | Refusal> {
  const { keysInFlight } = context;
  if (command.request === undefined) return act();
  const { tenant, caller } = ownerOf(command);
  const name = JSON.stringify([tenant, caller, command.request.key]);
  if (keysInFlight.has(name)) {
    return refuse('in-progress', 'The same request is still being worked on. Send it again in a moment.');
  }
  keysInFlight.add(name);
  try {
    return await act();
  } finally {
    keysInFlight.delete(name);
  }
}

/** Tells whether a request asks for the same thing as the one that its key was first used for. */
export function isSameRequest({ request }: WriteCommand, known: KnownRequest): boolean {
  return known.hash === request?.hash;
}

/** Refuses a key that was used for something else. */
export function keyReused(): Refusal {
  return refuse(
    'idempotency-key-reused',
    'The idempotency key was used for another request, so it is not clear which one is meant. Make a new key for each save.',
  );
}

/** Gives the part of a store's write that keeps the key. */
export function keyToStore(command: WriteCommand): Write['request'] {
  if (command.request === undefined) return undefined;
  const { key, hash } = command.request;
  return { key, hash, ...ownerOf(command) };
}

/** Hashes what a request asks for. The token in If-Match is no part of it: a retry may carry a newer one. */
export async function hashRequest(parts: {
  readonly method: string;
  readonly resource: string;
  readonly id: string | undefined;
  readonly body: Uint8Array;
}): Promise<string> {
  return toBase64url(await digest([parts.method, parts.resource, parts.id ?? '', parts.body]));
}

/** Tells whether text can be an idempotency key: 1 to 128 visible ASCII characters without quotes. */
export function isIdempotencyKey(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/.test(text);
}

/** Names the key of one row of a batch; no client can send one like it. */
export function rowKey(key: string, row: string | number): string {
  return `${key} ${row}`;
}

/** Gives the name space of a caller's keys. */
export function ownerOf({ caller }: Pick<WriteCommand, 'caller'>): RequestOwner {
  return { tenant: caller.tenant ?? '', caller: caller.id };
}
