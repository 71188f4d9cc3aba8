import type { JsonObject } from '../../core/index.js';
import type { StoredLock } from '../lock.js';
import type { Released, LockState, LockStates, Presence } from '../outcome.js';
import type { Answer } from './answer.js';

/** Turns what is known of locks and presence into an answer. */
export function leaseAnswer(outcome: LockState | LockStates | Presence | Released): Answer {
  switch (outcome.kind) {
    case 'lock':
      return { status: 200, body: { lock: lockBody(outcome.lock) } };
    case 'locks': {
      const locks = [...outcome.locks].map(([id, lock]) => [id, lockBody(lock)] as const);
      return { status: 200, body: { locks: Object.fromEntries(locks) } };
    }
    case 'editors': {
      const { editors, remainingMs } = outcome;
      const people = editors.map(({ id, name, state, field, since, isYou }) => ({
        id,
        name,
        state,
        field,
        since,
        ...(isYou && { isYou }),
      }));
      return { status: 200, body: { editors: people, ...(remainingMs !== undefined && { remainingMs }) } };
    }
    case 'released':
      return { status: 204 };
  }
}

/** A lock on the wire. */
export function lockBody(lock: StoredLock | null): JsonObject | null {
  if (lock === null) return null;
  const { holder, since, expiresAt, remainingMs, fence, mode, askedBy } = lock;
  return {
    holder: { id: holder.id, name: holder.name, tab: holder.tab },
    since,
    expiresAt,
    remainingMs,
    fence,
    mode,
    ...(askedBy && { askedBy: { id: askedBy.id, name: askedBy.name } }),
  };
}
