import { isPlainObject, isProblem, own, problemTail, type Person } from '../../core/index.js';
import type { LiveDialect, WireAnswer, WireRequest } from '../dialect.js';
import { ResponseError } from '../errors.js';
import type { Editor } from '../live/editor.js';
import type { LiveEvent, StreamEvent } from '../live/liveEvent.js';
import type { LockAnswer, RecordLock } from '../lock/recordLock.js';

const kinds: readonly string[] = [
  'changed',
  'deleted',
  'restored',
  'locked',
  'unlocked',
  'editors',
] satisfies readonly LiveEvent['kind'][];

/** Locks, presence and events of NoClobber's own server. */
export const nativeLive: LiveDialect = {
  tabHeader: 'Noclobber-Tab',
  lock({ act, id, wish = {} }): WireRequest {
    switch (act) {
      case 'take':
        return { method: 'PUT', path: [id, 'lock'], body: wish };
      case 'take-over':
        return { method: 'POST', path: [id, 'lock', 'takeover'], body: wish };
      case 'ask':
        return { method: 'POST', path: [id, 'lock', 'ask'], body: {} };
      case 'end-ask':
        return { method: 'DELETE', path: [id, 'lock', 'ask'], isKeptAlive: true };
      case 'read':
        return { method: 'GET', path: [id, 'lock'] };
      case 'release':
        return { method: 'DELETE', path: [id, 'lock'], isKeptAlive: true };
    }
  },
  // A comma that is percent-encoded belongs to an id.
  locks: (ids) => ({
    method: 'GET',
    path: ['locks'],
    search: `ids=${ids.map(encodeURIComponent).join(',')}`,
  }),
  editors({ act, id, doing }) {
    const path = [id, 'editors'];
    switch (act) {
      case 'put':
        return { method: 'PUT', path, body: doing };
      case 'read':
        return { method: 'GET', path };
      case 'remove':
        return { method: 'DELETE', path, isKeptAlive: true };
    }
  },
  readLock: readLockAnswer,
  readLocks({ status, body }) {
    const locks = status === 200 && isPlainObject(body) ? body.locks : undefined;
    // What says nothing of the locks must not be taken for a server that has none.
    if (status >= 400 && ![404, 405, 501].includes(status))
      throw new ResponseError(status, isProblem(body) ? body : undefined);
    if (!isPlainObject(locks)) return new Map();
    return new Map(Object.entries(locks).map(([id, lock]) => [id, readLock(lock) ?? null]));
  },
  readEditors({ status, body }) {
    const isKnown = status === 200 && isPlainObject(body) && Array.isArray(body.editors);
    // Whoever may not be here now may be later: after signing in, or when the record is brought back.
    if ([401, 403, 410].includes(status)) return { isKnown: true, editors: [], remainingMs: 60_000 };
    if (!isKnown) return { isKnown, editors: [] };
    const { editors, remainingMs } = body;
    return {
      isKnown,
      editors: Array.isArray(editors) ? editors.flatMap(readEditor) : [],
      ...(typeof remainingMs === 'number' && { remainingMs }),
    };
  },
  events(url) {
    const parts = url.split('/');
    const resource = decodeURIComponent(parts.pop() ?? '');
    return { url: [...parts, 'events'].join('/'), resource };
  },
  readEvent,
};

function readLockAnswer({ status, headers, body }: WireAnswer): LockAnswer {
  if (status === 204) return { kind: 'lock', lock: null };
  const lock = isPlainObject(body) ? readLock(body.lock) : undefined;
  if (status === 200 && lock !== undefined) return { kind: 'lock', lock };
  if (status === 401) return { kind: 'signed-out' };
  if (status === 403) return { kind: 'forbidden' };
  if (status !== 423 || !isProblem(body) || problemTail(body) !== 'locked') return { kind: 'none' };
  const seconds = Number(headers.get('Retry-After'));
  return { kind: 'refused', lock: lock ?? null, waitMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
}

/** Reads a lock; undefined for what is none. */
export function readLock(body: unknown): RecordLock | null | undefined {
  if (body === null) return null;
  if (!isPlainObject(body)) return undefined;
  const { mode, since, expiresAt, remainingMs, fence } = body;
  const holder = readPerson(body.holder);
  const isWhole =
    typeof since === 'string' &&
    typeof expiresAt === 'string' &&
    typeof remainingMs === 'number' &&
    typeof fence === 'string';
  if (!isWhole || !holder) return undefined;
  const tab = isPlainObject(body.holder) ? String(body.holder.tab ?? '') : '';
  const askedBy = readPerson(own(body, 'askedBy'));
  return {
    holder: { ...holder, tab },
    mode: mode === 'enforced' ? 'enforced' : 'advisory',
    since,
    expiresAt,
    remainingMs,
    fence,
    ...(askedBy && { askedBy }),
  };
}

function readPerson(body: unknown): Person | undefined {
  if (!isPlainObject(body) || typeof body.id !== 'string') return undefined;
  return { id: body.id, name: typeof body.name === 'string' ? body.name : body.id };
}

function readEditor(body: unknown): Editor[] {
  const person = readPerson(body);
  if (!person || !isPlainObject(body)) return [];
  const { state, field, since, isYou } = body;
  return [
    {
      ...person,
      state: state === 'editing' ? 'editing' : 'viewing',
      field: typeof field === 'string' ? field : null,
      since: typeof since === 'string' ? since : '',
      ...(isYou === true && { isYou }),
    },
  ];
}

function readEvent({
  kind,
  data,
}: {
  readonly kind: string;
  readonly data: string;
}): StreamEvent | undefined {
  const body = parse(data);
  if (!kinds.includes(kind) || !isPlainObject(body)) return undefined;
  const { resource, id, version } = body;
  if (typeof resource !== 'string' || typeof id !== 'string') return undefined;
  return {
    // It is among the kinds.
    kind: kind as StreamEvent['kind'],
    resource,
    id,
    version: typeof version === 'string' ? version : null,
    by: readPerson(body.by) ?? null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
