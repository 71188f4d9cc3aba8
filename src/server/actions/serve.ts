import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import type { ServedRecord } from '../outcome.js';
import type { StoredVersion } from '../store.js';
import type { TokenSubject } from '../token/signer.js';

/** Hands a stored version out to a caller, with a token that says so. */
export async function serve(
  stored: StoredVersion,
  {
    context,
    resource,
    caller,
  }: { readonly context: Context; readonly resource: string; readonly caller: Caller },
): Promise<ServedRecord> {
  const { id, version, value, by, at, key } = stored;
  const token = await context.signer.sign({ resource, id, version, ...subjectOf(context, caller) });
  const isOwnKey = context.isDevelopment || by?.id === caller.id;
  return { value, token, change: { by, at, version }, ...(key !== null && isOwnKey ? { key } : {}) };
}

/** The part of a token's subject that is the same for all of a caller's records. */
export function subjectOf(context: Context, caller: Caller): Pick<TokenSubject, 'audience' | 'tenant'> {
  return { audience: context.audience, tenant: caller.tenant ?? '' };
}
