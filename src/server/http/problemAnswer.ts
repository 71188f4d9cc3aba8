import { problemBase, type JsonObject } from '../../core/index.js';
import type { Refusal } from '../outcome.js';
import type { Answer } from './answer.js';
import { lockBody } from './leaseAnswer.js';
import { problems } from './problems.js';
import { entryOf, withMeta } from './recordBody.js';

/** What of a request shapes its problem body. */
export interface AskedInVain {
  readonly request: { readonly method?: string; readonly headers: Pick<Headers, 'get'> };
  requestId(): string;
  /** The record that was asked for by its address. */
  readonly record: Refusal['record'];
  /** The address of the resource's collection, as the caller sees it. */
  readonly collectionPath: string;
  readonly conflictBytes: number;
}

/** Turns a refusal into a problem body (RFC 9457), with the status that fits the token's carrier. */
export function problemAnswer(refusal: Refusal, asked: AskedInVain): Answer {
  const { reason, detail, record = asked.record, errors, allow, lock } = refusal;
  const { status: known, title } = problems[reason];
  const { headers, method } = asked.request;
  const isInHeader = ['If-Match', 'If-None-Match'].some(
    (name) => !/^("")?$/.test(headers.get(name)?.trim() ?? ''),
  );
  const status = known === 'by-carrier' ? (isInHeader ? 412 : 409) : known;
  return {
    status,
    body: {
      type: `${problemBase}${reason}`,
      title,
      status,
      ...(reason === 'internal' ? {} : { detail }),
      instance: `urn:uuid:${asked.requestId()}`,
      ...(record ? { record: { type: record.resource, id: record.id } } : {}),
      ...(errors ? { errors: errors.map(({ pointer, message }) => ({ pointer, message })) } : {}),
      ...(reason === 'unavailable' ? { applied: false } : {}),
      ...conflictOf(refusal, asked),
      ...tombstoneOf(refusal),
      ...(lock === undefined ? {} : { lock: lockBody(lock) }),
    },
    headers: {
      ...retryAfter(refusal),
      ...(allow ? { Allow: allow.join(', ') } : {}),
      ...(reason === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(reason === 'unsupported-media-type' && method === 'PATCH'
        ? { 'Accept-Patch': 'application/merge-patch+json, application/json' }
        : {}),
    },
  };
}

/** Says when to ask again; of a lock, when it runs out if it is not renewed. */
function retryAfter({ reason, lock, waitMs = lock?.remainingMs ?? 0 }: Refusal): Record<string, string> {
  const isPassing = ['unavailable', 'outcome-unknown', 'in-progress', 'locked', 'lock-lost'].includes(reason);
  return isPassing ? { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))) } : {};
}

function conflictOf({ current, base, changes }: Refusal, asked: AskedInVain): JsonObject {
  if (current === undefined) return {};
  const shown = current && withMeta(current);
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

function tombstoneOf({ tombstone }: Refusal): JsonObject {
  if (tombstone === undefined) return {};
  const { token, change, last } = tombstone;
  const { by, at } = change;
  return {
    _version: token,
    ...(by === null ? {} : { deletedBy: { id: by.id, name: by.name } }),
    ...(at === null ? {} : { deletedAt: at }),
    ...(last ? { last } : {}),
  };
}

function fits(value: JsonObject, { conflictBytes }: AskedInVain): boolean {
  return new TextEncoder().encode(JSON.stringify(value)).length <= conflictBytes;
}
