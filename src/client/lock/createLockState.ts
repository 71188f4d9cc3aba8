import { createLooking } from './createLooking.js';
import { noLock, type EditLockState, type LockFailure } from './editLock.js';
import { createLockClock } from './lockClock.js';
import { lockOwner } from './lockOwner.js';
import type { Asked, LockState, LockStateOptions } from './lockState.js';
import type { LockAct, LockAnswer, RecordLock } from './recordLock.js';

/** How often a lock of somebody else is looked at where no event tells of it, and how soon at the most. */
const [lookMs, soonestMs] = [15_000, 1_000];

const forbidden: Readonly<Record<LockAct, LockFailure>> = {
  take: 'may-not-lock',
  'take-over': 'may-not-take-over',
  ask: 'may-not-ask',
  'end-ask': 'may-not-ask',
  read: 'may-not-lock',
  release: 'may-not-lock',
};

/** Makes what a page knows of one record's lock. */
export function createLockState({ userId, warnMs, look, onLost }: LockStateOptions): LockState {
  const clock = createLockClock({ warnMs, onWarning: warn, onEnd: () => end('expiry') });
  const looking = createLooking(look);
  const listeners = new Set<() => void>();
  let state = noLock;
  let own: RecordLock | null = null;
  /** What the server calls the person: it tells with the first lock that they take. */
  let person = userId;
  let askedAs: string | undefined;
  let keptFrom: string | undefined;
  let isKnown = false;

  function set(next: Partial<EditLockState>): void {
    state = { ...state, ...next, isKnown };
    for (const listener of listeners) listener();
  }

  function takeIn(answer: LockAnswer, asked: Asked): void {
    const { act } = asked;
    isKnown = answer.kind !== 'none';
    looking.reset();
    switch (answer.kind) {
      case 'lock':
        if (act === 'release') return giveUp();
        return answer.lock === null ? beFree(act) : see(answer.lock, asked);
      case 'refused':
        return answer.lock === null ? wait(answer.waitMs) : beBlocked(answer.lock, act);
      case 'forbidden':
        // It is not one's own any more; what it is, a look tells.
        if (act === 'release') return look();
        return deny(act, forbidden[act]);
      case 'signed-out':
        return deny(act, 'signed-out');
      case 'none':
        return giveUp();
    }
  }

  function see(lock: RecordLock, asked: Asked): void {
    const { act } = asked;
    if (act === 'take' || act === 'take-over' || (own && isMine(lock))) hold(lock, asked);
    else if (isMine(lock)) giveUp();
    else beBlocked(lock, act);
  }

  function isMine(lock: RecordLock): boolean {
    return lock.fence === own?.fence || lockOwner(lock, person) === 'me';
  }

  function hold(lock: RecordLock, { act, sentAt }: Asked): void {
    const isRenewed = act === 'take' || act === 'take-over';
    const before = own ? clock.remainingMs() : 0;
    const failure = lastingFailure(lock, act);
    looking.stop();
    own = lock;
    person = lock.holder.id;
    // Whoever asks once more asks anew.
    if (!lock.askedBy) keptFrom = undefined;
    clock.run({ sentAt, remainingMs: lock.remainingMs, isRenewed });
    set({
      ...noLock,
      failure,
      status: clock.isEnding() ? 'warning' : 'held',
      lock,
      askedBy: lock.askedBy && lock.askedBy.id !== keptFrom ? lock.askedBy : null,
      canExtend: isRenewed ? !clock.isEnding() || clock.remainingMs() - before > 1000 : state.canExtend,
    });
  }

  function beBlocked(lock: RecordLock, act: LockAct): void {
    const lostBy = state.lostBy ?? (own && endOf(own, lock));
    const failure = lastingFailure(lock, act);
    const isSame = lock.fence === state.lock?.fence;
    const hasAsked = isAskedByMe(lock, act);
    if (own) onLost();
    drop();
    set({
      ...noLock,
      status: lostBy ? 'lost' : 'blocked',
      lostBy,
      lock,
      isOwnOtherTab: lockOwner(lock, person) === 'my-other-tab',
      hasAsked,
      wasDeclined: isSame && !lock.askedBy && (state.hasAsked || state.wasDeclined),
      failure,
    });
    looking.after(Math.min(lock.remainingMs + 100, lookMs));
  }

  function isAskedByMe({ askedBy }: RecordLock, act: LockAct): boolean {
    if (askedBy === undefined) return false;
    // Where nobody says who one is, one's own question has brought in one's own name.
    if (act === 'ask' && askedBy.id !== state.lock?.askedBy?.id) askedAs = askedBy.id;
    return askedBy.id === (person ?? askedAs);
  }

  /** Others come first for a while. */
  function wait(ms: number): void {
    drop();
    set({ ...noLock, status: 'blocked' });
    looking.after(Math.max(ms, soonestMs));
  }

  function beFree(act: LockAct): void {
    const isOver = own !== null || state.lostBy === 'expiry';
    const failure = lastingFailure(null, act);
    drop();
    set({ ...noLock, failure, ...(isOver && { status: 'lost', lostBy: 'expiry' }) });
  }

  /** What is not allowed leaves all as it was. */
  function deny(act: LockAct, failure: LockFailure): void {
    const { lock, lostBy, status } = state;
    const isOwn = own ? (clock.isEnding() ? 'warning' : 'held') : undefined;
    const before = isOwn ?? (lostBy ? 'lost' : lock ? 'blocked' : 'none');
    const isAsking = status === 'acquiring' || status === 'offline';
    set({ ...(act !== 'read' && { failure }), status: isAsking ? before : status });
    if (lock && !own) looking.after(lookMs);
  }

  /** What was said of this very lock stays true; what was said of the person does until they ask for more than a look. */
  function lastingFailure(lock: RecordLock | null, act: LockAct): LockFailure | null {
    const { failure } = state;
    const isSame = lock !== null && lock.fence === state.lock?.fence;
    const isOfLock = failure === 'may-not-take-over' || failure === 'may-not-ask';
    const lasts = isOfLock ? isSame : act === 'read' && failure !== 'no-answer';
    return lasts ? failure : null;
  }

  /** What somebody else holds is no less theirs. */
  function beOffline(): void {
    if (own || state.status === 'acquiring') set({ status: 'offline' });
  }

  function drop(): void {
    own = null;
    keptFrom = undefined;
    looking.stop();
    clock.stop();
  }

  function giveUp(): void {
    drop();
    set(noLock);
  }

  function warn(): void {
    // Whoever works has renewed it before.
    if (own && state.status === 'held') set({ status: 'warning' });
  }

  function end(lostBy: EditLockState['lostBy']): void {
    const isUnknown = lostBy === 'expiry' && state.status === 'offline';
    const { failure } = state;
    drop();
    set({ ...noLock, status: isUnknown ? 'offline' : 'lost', lostBy, failure });
    if (isUnknown) looking.afterFailure();
    else onLost();
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getOwn: () => own,
    now: clock.now,
    remainingMs: () => (own ? clock.remainingMs() : 0),
    isDue: () => own !== null && state.status !== 'offline' && clock.isDue(),
    acquire() {
      if (!own) set({ status: 'acquiring' });
    },
    takeIn,
    miss(act) {
      beOffline();
      if (act !== 'read' && act !== 'take') set({ failure: 'no-answer' });
      looking.afterFailure();
    },
    beOffline,
    beRefused({ lock, isLost }, fence) {
      // Of a lock that was taken since, it says nothing.
      if (own && fence !== own.fence) look();
      else if (lock && !isMine(lock)) beBlocked(lock, 'read');
      else if (isLost && own) {
        end('takeover');
        look();
      }
    },
    giveUp,
    keep() {
      keptFrom = state.askedBy?.id;
      set({ askedBy: null });
    },
    beKnown() {
      if (state.failure === 'signed-out') set({ failure: null });
    },
  };
}

/** What ended one's own lock, seen from the one that somebody else has since: by the server's own clock. */
function endOf(own: RecordLock, theirs: RecordLock): EditLockState['lostBy'] {
  return Date.parse(theirs.since) < Date.parse(own.expiresAt) ? 'takeover' : 'expiry';
}
