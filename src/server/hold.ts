import type { Person } from '../core/index.js';
import type { Holder, LockMode, LockResult, LockWish, ReleaseResult, StoredLock } from './lock.js';
import type { Write, WriteResult } from './store.js';

// What becomes of a lock: the same in every store. Times are milliseconds by the store's own clock.

/** A lock as a store keeps it. It stays when it is free, so that its fence never falls. */
export interface Hold {
  readonly holder: Holder;
  readonly mode: LockMode;
  readonly fence: string;
  readonly sinceMs: number;
  readonly expiresMs: number;
  /** When the person's time is over, however often it is renewed. */
  readonly endsMs: number;
  readonly askedBy: Person | null;
  /** Whether others wanted it meanwhile: at most those who have had their time, or also somebody who has not. */
  readonly wanted: 'no' | 'again' | 'newly';
  /** Who has had their time while others waited. */
  readonly served: readonly string[];
}

/** A hold that somebody does something to, and the store's time. */
export interface HoldNow {
  readonly hold: Hold | undefined;
  readonly now: number;
}

/** What came of it, and what to keep; nothing where all stays as it is. */
export interface Passed<Result> {
  readonly result: Result;
  readonly kept?: Hold;
}

/** How long those who have had their time let others come first. Longer than it takes a waiting browser to ask again. */
const restMs = 10_000;
/** For how long a lock that has come free is kept for whoever asked for it. */
const askedMs = 5_000;

/** Takes, renews or takes over a lock. */
export function takeHold({ hold, now }: HoldNow, wish: LockWish): Passed<LockResult> {
  const { holder, takeFrom } = wish;
  const isOwn = hold !== undefined && isSame(hold.holder, holder);
  const isHeld = hold !== undefined && isAlive(hold, now);
  if (isHeld && !isOwn) {
    const isTaken = takeFrom === 'anyone' || (takeFrom === 'self' && hold.holder.id === holder.id);
    if (!isTaken) return { result: { kind: 'locked', lock: toLock(hold, now) }, ...markWanted(hold, holder) };
  }
  const isFirst = hold === undefined || takeFrom === 'anyone';
  const waitMs = isFirst ? 0 : Math.max(restOf({ hold, now }, holder), keptOf({ hold, now }, holder));
  if (waitMs > 0) return { result: { kind: 'resting', waitMs } };
  const kept = isHeld && isOwn ? renew({ hold, now }, wish) : pass({ hold, now }, wish);
  return { result: { kind: 'held', lock: toLock(kept, now), isNew: !(isHeld && isOwn) }, kept };
}

function renew({ hold, now }: { readonly hold: Hold; readonly now: number }, wish: LockWish): Hold {
  const { holder, mode = hold.mode, ttlMs } = wish;
  return { ...hold, holder, mode, expiresMs: Math.min(now + ttlMs, hold.endsMs) };
}

function pass({ hold, now }: HoldNow, { holder, mode, ttlMs, longestHoldMs }: LockWish): Hold {
  const isOwn = hold !== undefined && isSame(hold.holder, holder);
  // Whoever lets go and comes back at once, or changes tabs, has not made room for anybody.
  const goesOn =
    hold !== undefined && hold.holder.id === holder.id && now < hold.expiresMs + restMs && now < hold.endsMs;
  const endsMs = goesOn ? hold.endsMs : now + longestHoldMs;
  const newFence = String(BigInt(hold?.fence ?? '0') + 1n);
  return {
    holder,
    mode: mode ?? (hold !== undefined && isAlive(hold, now) ? hold.mode : 'advisory'),
    fence: isOwn ? hold.fence : newFence,
    sinceMs: goesOn && isOwn ? hold.sinceMs : now,
    expiresMs: Math.min(now + ttlMs, endsMs),
    endsMs,
    askedBy: null,
    wanted: goesOn ? hold.wanted : 'no',
    served: servedBy({ hold, now }),
  };
}

/** How long somebody still lets others come first. */
function restOf({ hold, now }: { readonly hold: Hold; readonly now: number }, { id }: Holder): number {
  if (isAlive(hold, now)) return 0;
  return servedBy({ hold, now }).includes(id) ? hold.expiresMs + restMs - now : 0;
}

/** How long somebody still lets another come first, who asked for it. Whoever gave it up may have come to another page. */
function keptOf({ hold, now }: { readonly hold: Hold; readonly now: number }, { id }: Holder): number {
  const { askedBy, holder, expiresMs } = hold;
  if (askedBy === null || isAlive(hold, now) || [askedBy.id, holder.id].includes(id)) return 0;
  return Math.max(0, expiresMs + askedMs - now);
}

/** Who comes after the others now. Once all who waited have had their time, or nobody came, everybody is equal again. */
function servedBy({ hold, now }: HoldNow): readonly string[] {
  if (hold === undefined) return [];
  if (isAlive(hold, now)) return hold.served;
  if (hold.wanted === 'no' || now >= hold.expiresMs + restMs) return [];
  const before = hold.wanted === 'newly' ? hold.served : [];
  return hold.expiresMs < hold.endsMs ? before : [...before, hold.holder.id];
}

function markWanted(hold: Hold, { id }: Person): { readonly kept?: Hold } {
  const isNewly = !hold.served.includes(id);
  if (id === hold.holder.id || hold.wanted === 'newly' || (hold.wanted === 'again' && !isNewly)) return {};
  return { kept: { ...hold, wanted: isNewly ? 'newly' : 'again' } };
}

/** Gives a lock up. */
export function releaseHold(
  { hold, now }: HoldNow,
  holder: Pick<Holder, 'id' | 'tab'>,
): Passed<ReleaseResult> {
  if (hold === undefined || !isAlive(hold, now)) return { result: { kind: 'free' } };
  if (!isSame(hold.holder, holder)) return { result: { kind: 'locked', lock: toLock(hold, now) } };
  return { result: { kind: 'released' }, kept: { ...hold, expiresMs: now } };
}

/** Notes who asks to edit; whoever asked before comes first. */
export function askHold({ hold, now }: HoldNow, { id, name }: Person): Passed<StoredLock | null> {
  if (hold === undefined || !isAlive(hold, now)) return { result: null };
  if (id === hold.holder.id) return { result: toLock(hold, now) };
  const kept = {
    ...hold,
    ...markWanted(hold, { id, name }).kept,
    askedBy: hold.askedBy ?? { id, name },
  };
  return { result: toLock(kept, now), kept };
}

/** Ends a question: whoever asked it takes it back, or the holder has said "not now". */
export function endAskHold({ hold, now }: HoldNow, { id }: Pick<Person, 'id'>): Passed<StoredLock | null> {
  if (hold === undefined || !isAlive(hold, now)) return { result: null };
  const isTheirs = id === hold.holder.id || id === hold.askedBy?.id;
  if (hold.askedBy === null || !isTheirs) return { result: toLock(hold, now) };
  const kept = { ...hold, askedBy: null };
  return { result: toLock(kept, now), kept };
}

/** Tells why a lock does not let a write through; undefined where it does. */
export function refuseWrite(
  { hold, now }: HoldNow,
  { holder: writer, step }: Pick<Write, 'holder' | 'step'>,
): (WriteResult & { readonly kind: 'locked' }) | undefined {
  if (writer === undefined) return undefined;
  const lock = readHold({ hold, now }) ?? null;
  if (writer.fence !== undefined) {
    // A fence that is too high was never given here.
    if (writer.fence !== hold?.fence) return { kind: 'locked', lock, isLost: true };
    // It names the lock; who holds it, it does not prove.
    if (lock === null || lock.holder.id === writer.id) return undefined;
  }
  // Nobody works on a record that is deleted; a lock that outlived it is a leftover.
  if (step.kind === 'create' || step.kind === 'restore') return undefined;
  if (lock === null || lock.mode === 'advisory' || isSame(lock.holder, writer)) return undefined;
  return { kind: 'locked', lock, isLost: false };
}

/** Shows a lock as it is now; undefined where it is free. */
export function readHold({ hold, now }: HoldNow): StoredLock | undefined {
  return hold !== undefined && isAlive(hold, now) ? toLock(hold, now) : undefined;
}

function toLock({ holder, mode, fence, sinceMs, expiresMs, askedBy }: Hold, now: number): StoredLock {
  const { id, name, tab } = holder;
  return {
    holder: { id, name, tab },
    mode,
    since: new Date(sinceMs).toISOString(),
    expiresAt: new Date(expiresMs).toISOString(),
    remainingMs: expiresMs - now,
    fence,
    askedBy,
  };
}

function isAlive({ expiresMs }: Hold, now: number): boolean {
  return expiresMs > now;
}

function isSame(a: Pick<Holder, 'id' | 'tab'>, b: Pick<Holder, 'id' | 'tab'>): boolean {
  return a.id === b.id && a.tab === b.tab;
}
