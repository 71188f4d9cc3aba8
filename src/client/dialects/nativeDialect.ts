import {
  createMergePatch,
  isPlainObject,
  isProblem,
  own,
  problemTail,
  type ChangeInfo,
  type Problem,
  type Versioned,
  type VersionToken,
} from '../../core/index.js';
import type { Dialect, Outcome, WireAnswer } from '../dialect.js';
import { nativeBatch } from './nativeBatch.js';
import { nativeLive, readLock } from './nativeLive.js';

export interface NativeDialectOptions {
  /**
   * Where the token travels: in the body, or in If-Match. Proxies that compress answers like to rewrite ETags; a body is left alone.
   * @default 'body'
   */
  readonly carrier?: 'body' | 'if-match';
}

/** Speaks to NoClobber's own version checker. */
export function nativeDialect({ carrier = 'body' }: NativeDialectOptions = {}): Dialect {
  const ifMatch = (token: VersionToken) => ({ 'If-Match': `"${token}"` });
  return {
    idempotencyHeader: 'Idempotency-Key',
    live: nativeLive,
    get: (id, known) => ({
      method: 'GET',
      path: [id],
      query: withMeta,
      ...(known && { headers: { 'If-None-Match': `"${known}"` } }),
    }),
    list: ({ limit, after, where, sort, locked, isSigned }) => ({
      method: 'GET',
      path: [],
      query: {
        ...withMeta,
        ...(limit === undefined ? {} : { limit: String(limit) }),
        ...(after === undefined ? {} : { after }),
        ...(where === undefined ? {} : { where: JSON.stringify(where) }),
        ...(sort === undefined ? {} : { sort: sort.join(',') }),
        ...(locked === undefined ? {} : { locked }),
        ...(isSigned ? { listToken: '1' } : {}),
      },
    }),
    create(value, { isReplacement }) {
      const id = 'id' in value ? String(value.id) : undefined;
      if (isReplacement && id !== undefined) {
        return { method: 'PUT', path: [id], query: withMeta, headers: { 'If-None-Match': '*' }, body: value };
      }
      return { method: 'POST', path: [], query: withMeta, body: value };
    },
    save({ id, base, mine, overwrites, fence }) {
      const patch = createMergePatch({ base: fieldsOf(base.value), mine: fieldsOf(mine) });
      const body = patch ?? fieldsOf(mine);
      return {
        method: patch ? 'PATCH' : 'PUT',
        path: [id],
        query: withMeta,
        headers: {
          ...(carrier === 'if-match' ? ifMatch(base.token) : {}),
          ...(overwrites === undefined ? {} : { 'Noclobber-Force': overwrites }),
          ...fenced(fence),
        },
        body: carrier === 'if-match' ? body : { ...body, _version: base.token },
      };
    },
    remove: ({ id, token, fence }) => ({
      method: 'DELETE',
      path: [id],
      headers: { ...ifMatch(token), ...fenced(fence) },
    }),
    readRecord: (answer) => readRecord(answer.body),
    readPage<T>({ body }: WireAnswer) {
      if (!isPlainObject(body) || !Array.isArray(body.items)) return undefined;
      const items = body.items.map((item) => readRecord<T>(item));
      const next = typeof body.next === 'string' ? body.next : null;
      if (!items.every((item) => item !== undefined)) return undefined;
      // The border: the server's word is taken for the token.
      const { listToken } = body;
      return { items, next, ...(typeof listToken === 'string' && { listToken: listToken as VersionToken }) };
    },
    classify,
    batch: nativeBatch,
  };
}

const withMeta = { meta: '1' };

function fenced(fence: string | undefined): Readonly<Record<string, string>> {
  return fence === undefined ? {} : { 'Noclobber-Fence': fence };
}

function fieldsOf(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value));
}

function classify<T>({ status, headers, body }: WireAnswer): Outcome<T> {
  const isOk = status >= 200 && status < 300;
  if (isOk && (status === 204 || isPlainObject(body))) return { kind: 'ok' };
  // Something else than the checker answered, or the checker doesn't know: only the key can tell what happened.
  if (isOk || status >= 500 || status === 429) return tryAgain(headers);
  if (!isProblem(body)) return { kind: 'other' };
  const tail = problemTail(body);
  switch (status) {
    case 409:
    case 412:
      if (tail === 'in-progress') return tryAgain(headers);
      return tail === 'version-conflict' || tail.startsWith('token-') ? conflict(body) : { kind: 'other' };
    case 404:
      return { kind: tail === 'not-found' ? 'missing' : 'other' };
    case 410:
      return { kind: 'deleted', change: readDeletion(body) };
    case 423:
      return { kind: 'locked', lock: readLock(own(body, 'lock')) ?? null, isLost: tail === 'lock-lost' };
    case 428:
      return { kind: 'token-required' };
    case 400:
      return { kind: tail.startsWith('token-') ? 'token-refused' : 'other' };
    case 422:
      return tail === 'invalid' ? { kind: 'invalid', errors: body.errors ?? [] } : { kind: 'other' };
    default:
      return { kind: 'other' };
  }
}

function conflict<T>(problem: Problem): Outcome<T> {
  const current = readRecord<T>(problem.current);
  return current ? { kind: 'conflict', current } : { kind: 'conflict' };
}

function tryAgain(headers: Headers): Outcome<never> {
  const seconds = Number(headers.get('Retry-After') ?? 0);
  return { kind: 'try-again', afterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
}

function readRecord<T>(body: unknown): Versioned<T> | undefined {
  if (!isPlainObject(body) || typeof body._version !== 'string' || typeof body.id !== 'string')
    return undefined;
  const { _version, _meta, ...value } = body;
  const change = readChange(_meta);
  // The border: the server's word is taken for the record's type and for the token.
  return { value: value as T, token: _version as VersionToken, ...(change ? { change } : {}) };
}

function readChange(meta: unknown): ChangeInfo | undefined {
  if (!isPlainObject(meta)) return undefined;
  const change = readWho(meta.changedBy, meta.changedAt);
  return change && typeof meta.version === 'string' ? { ...change, version: meta.version } : change;
}

function readDeletion(problem: Problem): ChangeInfo | undefined {
  return readWho(own(problem, 'deletedBy'), own(problem, 'deletedAt'));
}

function readWho(by: unknown, at: unknown): ChangeInfo | undefined {
  if (!isPlainObject(by) || typeof at !== 'string') return undefined;
  return { by: { id: String(by.id), name: String(by.name) }, at };
}
