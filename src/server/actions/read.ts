import type { Caller } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import type { ListQuery, ListRequest } from '../query/listQuery.js';
import { refuse, type Found, type Page, type Refusal } from '../outcome.js';
import { problemOfId } from '../recordName.js';
import { own } from '../../core/index.js';
import { isStorable } from '../text.js';
import type { RecordRef, StoredVersion } from '../store.js';
import { fromBase64url, toBase64url } from '../token/base64url.js';
import { refuseDeleted } from './conflict.js';
import { readLockFilter } from './lockFilter.js';
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
  const { isCovered } = resourceOf(context, resource);
  const record = await serve(stored, { context, resource, caller });
  if (isCovered) context.recent.keep(ref, record.token, stored);
  return { kind: 'found', record, isCovered };
}

/** Gives one page of records. */
export async function list(
  context: Context,
  { caller, request }: { readonly caller: Caller; readonly request: ListRequest },
): Promise<Page | Refusal> {
  const { cursor, limit, resource, where, sort } = request;
  const tenant = caller.tenant ?? '';
  const after =
    cursor === undefined ? undefined : await readCursor(context, { tenant, resource, sort, cursor });
  if (cursor !== undefined && after === undefined) {
    return refuse(
      'malformed-query',
      'The page mark in "after" was not made by this server. Start from the first page.',
    );
  }
  const byLock = await readLockFilter(context, { caller, request });
  const query = { tenant, resource, where: [...where, ...byLock.where], sort, after };
  // Those that are left out may be the first of the page.
  const listed = await context.store.list({ ...query, limit: limit + 1 + byLock.leftOut.size });
  const found = listed.filter(({ id }) => !byLock.leftOut.has(id));
  const stored = found.slice(0, limit);
  const items = await Promise.all(stored.map((item) => serve(item, { context, resource, caller })));
  const last = stored.at(-1);
  return {
    kind: 'page',
    items,
    next: found.length > limit && last ? toCursor(last, sort) : null,
    listToken: request.isSigned ? await signList(context, { caller, resource, where }) : null,
  };
}

type Place = NonNullable<ListQuery['after']>;

const longestCursor = 1500;

/**
 * Names where the page ended, so that the next one starts at the same place even when the record has moved since: by the values that
 * it was sorted by; or where they are long, by the version that had them.
 */
function toCursor({ id, version, value }: StoredVersion, sort: ListQuery['sort']): string {
  const values = sort.map(({ field }) => {
    const found = own(value, field);
    // Lists and objects are all equal in an order.
    return typeof found === 'object' && found !== null ? [] : (found ?? null);
  });
  const place = JSON.stringify([id, values]);
  const text = place.length > longestCursor ? JSON.stringify([id, version]) : place;
  return toBase64url(new TextEncoder().encode(text));
}

async function readCursor(
  { store }: Context,
  {
    cursor,
    sort,
    tenant,
    resource,
  }: Pick<ListQuery, 'tenant' | 'resource' | 'sort'> & { readonly cursor: string },
): Promise<Place | undefined> {
  const bytes = fromBase64url(cursor);
  const parsed = bytes && parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
  const [id, place]: unknown[] = parsed;
  if (typeof id !== 'string' || problemOfId(id) !== undefined) return undefined;
  const ref = { tenant, resource, id };
  if (isVersion(place)) return (await store.readVersion(ref, place)) ?? store.read(ref);
  if (!Array.isArray(place) || place.length !== sort.length || !place.every(isSortable)) return undefined;
  return { id, value: Object.fromEntries(sort.map(({ field }, index) => [field, place[index] ?? null])) };
}

function isVersion(place: unknown): place is string {
  return typeof place === 'string' && /^\d{1,20}$/.test(place);
}

function isSortable(value: unknown): boolean {
  const isText = typeof value === 'string' && isStorable(value);
  return (
    isText ||
    value === null ||
    ['number', 'boolean'].includes(typeof value) ||
    (Array.isArray(value) && value.length === 0)
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
