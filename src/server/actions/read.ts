import type { Caller } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import type { ListRequest } from '../listQuery.js';
import { refuse, type Found, type Page, type Refusal } from '../outcome.js';
import { problemOfId } from '../recordName.js';
import type { RecordRef, StoredVersion } from '../store.js';
import { fromBase64url, toBase64url } from '../token/base64url.js';
import { refuseDeleted } from './conflict.js';
import { signList } from './selection.js';
import { serve } from './serve.js';

/** Gives one record. */
export async function get(
  context: Context,
  { caller, resource, id }: { readonly caller: Caller; readonly resource: string; readonly id: string },
): Promise<Found | Refusal> {
  const ref: RecordRef = { tenant: caller.tenant ?? '', resource, id };
  const stored = await context.store.read(ref);
  if (stored === undefined) {
    return refuse('not-found', 'There is no such record.', { record: { resource, id } });
  }
  // Only who may read a record gets here.
  if (stored.isDeleted)
    return refuseDeleted({ context, command: { caller, mayRead: async () => true }, ref }, stored);
  const isCovered = resourceOf(context, resource).strategy.kind !== 'conditional';
  return { kind: 'found', record: await serve(stored, { context, resource, caller }), isCovered };
}

/** Gives one page of records. */
export async function list(
  context: Context,
  { caller, request }: { readonly caller: Caller; readonly request: ListRequest },
): Promise<Page | Refusal> {
  const { cursor, limit, resource, where, sort } = request;
  const tenant = caller.tenant ?? '';
  const after = cursor === undefined ? undefined : await readCursor(context, { tenant, resource, cursor });
  if (cursor !== undefined && after === undefined) {
    return refuse(
      'malformed-query',
      'The page mark in "after" was not made by this server. Start from the first page.',
    );
  }
  const found = await context.store.list({ tenant, resource, where, sort, after, limit: limit + 1 });
  const stored = found.slice(0, limit);
  const items = await Promise.all(stored.map((item) => serve(item, { context, resource, caller })));
  const last = stored.at(-1);
  return {
    kind: 'page',
    items,
    next: found.length > limit && last ? toCursor(last) : null,
    listToken: request.isSigned ? await signList(context, { caller, resource, where }) : null,
  };
}

/** Names the version that ended the page, so that the next page starts at the same place even when the record has moved since. */
function toCursor({ id, version }: StoredVersion): string {
  return toBase64url(new TextEncoder().encode(JSON.stringify([id, version])));
}

async function readCursor(
  { store }: Context,
  {
    tenant,
    resource,
    cursor,
  }: { readonly tenant: string; readonly resource: string; readonly cursor: string },
): Promise<StoredVersion | undefined> {
  const bytes = fromBase64url(cursor);
  if (bytes === undefined) return undefined;
  const parsed = parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
  const [id, version]: unknown[] = parsed;
  if (typeof id !== 'string' || typeof version !== 'string' || !/^\d{1,20}$/.test(version)) return undefined;
  return problemOfId(id) === undefined ? store.readVersion({ tenant, resource, id }, version) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
