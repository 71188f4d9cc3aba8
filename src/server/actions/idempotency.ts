import type { RemoveIntent, SaveIntent, WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import type { KnownRequest, Write } from '../store.js';
import { toBase64url } from '../token/base64url.js';
import { digest } from '../token/digest.js';

const keepMs = 7 * 24 * 60 * 60 * 1000;

/** Carries a write out unless its idempotency key has been carried out before; then what it made is given again. */
export async function once<Intent extends SaveIntent | RemoveIntent, Done>(
  { context, command }: { readonly context: Context; readonly command: WriteCommand<Intent> },
  steps: {
    readonly act: (intent: Intent) => Promise<Done | Refusal>;
    readonly replay: (known: KnownRequest) => Promise<Done | Refusal>;
  },
): Promise<Done | Refusal> {
  const { store, keysInFlight } = context;
  const { intent, request } = command;
  const act = () => (isRefusal(intent) ? intent : steps.act(intent));
  if (request === undefined) return act();
  const owner = ownerOf(command);
  const name = JSON.stringify([owner.tenant, owner.caller, request.key]);
  if (keysInFlight.has(name)) {
    return refuse('in-progress', 'The same request is still being worked on. Send it again in a moment.');
  }
  keysInFlight.add(name);
  try {
    const ref = { ...owner, key: request.key };
    const known = await store.recall(ref);
    if (known) return await steps.replay(known);
    const done = await act();
    // Another process may have carried the same request out meanwhile: then this is no conflict but its echo.
    const late = isRefusal(done) ? await store.recall(ref) : undefined;
    return late ? await steps.replay(late) : done;
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
export function keyToStore(command: WriteCommand, now: number): Pick<Write, 'request'> {
  if (command.request === undefined) return {};
  const forgetBefore = new Date(now - keepMs).toISOString();
  return { request: { ...command.request, ...ownerOf(command), forgetBefore } };
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

function ownerOf({ caller }: WriteCommand): { readonly tenant: string; readonly caller: string } {
  return { tenant: caller.tenant ?? '', caller: caller.id };
}
