import type { StoredLock } from 'noclobber/server';
import type { Answer, Call } from './openServer.js';

/** The headers of a person in a tab, with the fence of a lock. */
export function as(user: string, { tab = '1', fence }: { tab?: string; fence?: string } = {}) {
  return {
    'Noclobber-User': user,
    'Noclobber-Tab': tab,
    ...(fence === undefined ? {} : { 'Noclobber-Fence': fence }),
  };
}

/** The lock in a body, of an answer or of a problem. */
export function lockOf({ body }: Answer): StoredLock {
  return body.lock as StoredLock;
}

/** Takes the lock of `/articles/1` for somebody. */
export function take(call: Call, who: Record<string, string>, wish: object = { mode: 'enforced' }) {
  return call('PUT', '/articles/1/lock', wish, who);
}
