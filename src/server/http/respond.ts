import { problemBase, type JsonObject } from '../../core/index.js';
import type { Outcome, Refusal, ServedRecord } from '../outcome.js';
import type { HistoryEntry } from '../store.js';
import { problems } from './problems.js';
import { isNoneMatch } from './tags.js';

/** What of a request shapes its answer. */
export interface Asked {
  readonly request: Request;
  readonly requestId: string;
  /** The record that was asked for by its address. */
  readonly record: Refusal['record'];
  /** The address of the resource's collection, as the caller sees it. */
  readonly collectionPath: string;
  readonly corsHeaders: Readonly<Record<string, string>>;
  readonly conflictBytes: number;
}

const common = {
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Origin, Authorization, Cookie, Noclobber-User',
  'Access-Control-Expose-Headers': 'ETag, Location, Retry-After, Idempotency-Replayed',
};
const retryAfterSeconds = '1';

/** Turns an outcome into an answer. */
export function respond(outcome: Outcome, asked: Asked): Response {
  switch (outcome.kind) {
    case 'found': {
      const ifNoneMatch = asked.request.headers.get('If-None-Match');
      const { record } = outcome;
      const isKnown = ifNoneMatch !== null && isNoneMatch(ifNoneMatch, record.token);
      return answer(asked, {
        status: isKnown ? 304 : 200,
        body: bodyOf(record, asked),
        headers: etag(record),
      });
    }
    case 'page': {
      const items = outcome.items.map((record) => bodyOf(record, asked));
      return answer(asked, {
        status: 200,
        body: { items, next: outcome.next, listToken: outcome.listToken },
      });
    }
    case 'history':
      return answer(asked, { status: 200, body: { items: outcome.items.map(entryOf) } });
    case 'past': {
      const { value, change, isDeleted } = outcome;
      const by = { id: change.by.id, name: change.by.name };
      const body = { record: value, version: change.version, at: change.at, by };
      return answer(asked, { status: 200, body: isDeleted ? { ...body, deleted: true } : body });
    }
    case 'saved': {
      const { record, isNew, isUnchanged, isReplay } = outcome;
      const location = `${asked.collectionPath}/${encodeURIComponent(String(record.value.id))}`;
      const headers = { ...etag(record), ...(isNew ? { Location: location } : {}), ...replayed(isReplay) };
      const body = isUnchanged
        ? { ...withToken(record), _meta: { ...metaOf(record), unchanged: true } }
        : bodyOf(record, asked);
      return answer(asked, { status: isNew ? 201 : 200, body, headers });
    }
    case 'removed':
      return answer(asked, { status: 204, headers: replayed(outcome.isReplay) });
    case 'refused':
      return respondProblem(outcome, asked);
  }
}

/** Answers a preflight. */
export function respondPreflight(corsHeaders: Readonly<Record<string, string>>): Response {
  return new Response(null, {
    status: 204,
    headers: { ...common, ...corsHeaders, 'Cache-Control': 'no-store' },
  });
}

function respondProblem(refusal: Refusal, asked: Asked): Response {
  const { reason, detail, record = asked.record, errors, allow } = refusal;
  const { status, title } = problems[reason];
  const { headers } = asked.request;
  const isInHeader = headers.has('If-Match') || headers.has('If-None-Match');
  const shownStatus = status === 'by-carrier' ? (isInHeader ? 412 : 409) : status;
  const mayRetry = ['unavailable', 'outcome-unknown', 'in-progress'].includes(reason);
  const body: JsonObject = {
    type: `${problemBase}${reason}`,
    title,
    status: shownStatus,
    ...(reason === 'internal' ? {} : { detail }),
    instance: `urn:uuid:${asked.requestId}`,
    ...(record ? { record: { type: record.resource, id: record.id } } : {}),
    ...(errors ? { errors: errors.map(({ pointer, message }) => ({ pointer, message })) } : {}),
    ...(reason === 'unavailable' ? { applied: false } : {}),
    ...conflictOf(refusal, asked),
    ...tombstoneOf(refusal),
  };
  return answer(asked, {
    status: shownStatus,
    body,
    headers: {
      ...(mayRetry ? { 'Retry-After': retryAfterSeconds } : {}),
      ...(allow ? { Allow: allow.join(', ') } : {}),
      ...(reason === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(reason === 'unsupported-media-type' && asked.request.method === 'PATCH'
        ? { 'Accept-Patch': 'application/merge-patch+json, application/json' }
        : {}),
    },
  });
}

function conflictOf({ current, base, changes }: Refusal, asked: Asked): JsonObject {
  if (current === undefined) return {};
  const shown = current && { ...withToken(current), _meta: metaOf(current) };
  const isShown = shown === null || fits(shown, asked);
  return {
    current: isShown ? shown : null,
    ...(isShown
      ? {}
      : { currentHref: `${asked.collectionPath}/${encodeURIComponent(String(current?.value.id))}` }),
    ...(base && fits(base, asked) ? { base } : {}),
    ...(changes ? { changes: changes.map(entryOf) } : {}),
  };
}

function entryOf({ version, at, by, paths }: HistoryEntry): JsonObject {
  return { version, at, by: { id: by.id, name: by.name }, paths };
}

function tombstoneOf({ tombstone }: Refusal): JsonObject {
  if (tombstone === undefined) return {};
  const { token, change, last } = tombstone;
  const deletedBy = { id: change.by.id, name: change.by.name };
  return { _version: token, deletedBy, deletedAt: change.at, ...(last ? { last } : {}) };
}

function fits(value: JsonObject, { conflictBytes }: Asked): boolean {
  return new TextEncoder().encode(JSON.stringify(value)).length <= conflictBytes;
}

function bodyOf(record: ServedRecord, { request }: Asked): JsonObject {
  const wantsMeta = new URL(request.url).searchParams.get('meta') === '1';
  return wantsMeta ? { ...withToken(record), _meta: metaOf(record) } : withToken(record);
}

function withToken({ value, token }: ServedRecord): JsonObject {
  return { ...value, _version: token };
}

function metaOf({ change, key }: ServedRecord): JsonObject {
  const changedBy = { id: change.by.id, name: change.by.name };
  return { version: change.version, changedBy, changedAt: change.at, ...(key === undefined ? {} : { key }) };
}

function etag({ token }: ServedRecord): Record<string, string> {
  return { ETag: `"${token}"` };
}

function replayed(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'Idempotency-Replayed': 'true' } : {};
}

interface Answer {
  readonly status: number;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

function answer({ request, corsHeaders }: Asked, { status, body, headers }: Answer): Response {
  const hasBody = body !== undefined && status !== 304 && request.method !== 'HEAD';
  const isProblem = status >= 400;
  return new Response(hasBody ? JSON.stringify(body) : null, {
    status,
    headers: {
      ...common,
      ...corsHeaders,
      'Cache-Control': isProblem ? 'no-store' : 'private, no-cache',
      ...(body === undefined
        ? {}
        : { 'Content-Type': isProblem ? 'application/problem+json' : 'application/json' }),
      ...headers,
    },
  });
}
