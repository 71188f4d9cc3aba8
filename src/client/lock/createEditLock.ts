import { isNetworkError } from '../errors.js';
import { companyOf } from '../live/companyOf.js';
import { onceInTurn } from '../live/createTurns.js';
import { createUse } from '../live/createUse.js';
import { hearMoments, isPageShown, type PageMoment } from '../live/pageMoments.js';
import { createLockState } from './createLockState.js';
import type { EditLock, EditLockOptions } from './editLock.js';
import { guardSaves } from './guardSaves.js';
import type { LockAct, LockAnswer, LockWish } from './recordLock.js';

/** How long whoever asked comes first after a lock was handed over. */
const yieldMs = 10_000;

/**
 * Makes the lock of one record for one page: takes it, keeps it while the person works, tells when it ends, and gives it up. A form
 * stays usable whatever becomes of it: saving falls back to the version check.
 *
 * @example
 * const lock = createEditLock({ calls: articles.lock(id), watch: (handler) => articles.watch(handler) })
 * const stop = lock.start()
 */
export function createEditLock(options: EditLockOptions): EditLock {
  const { calls, watch, takeOn = 'edit', userId, mode, ttlMs, warnMs } = options;
  const wish: LockWish = { ...(mode && { mode }), ...(ttlMs !== undefined && { ttlMs }) };
  const known = createLockState({
    userId,
    warnMs,
    look: check,
    // Whoever loses it waits for it only if they go on.
    onLost: () => setWanted(false),
  });
  const company = companyOf(calls);
  const { inTurn, wanting } = company;
  const me = {
    giveUp() {
      setWanted(false);
      known.giveUp();
    },
  };
  const use = createUse(begin);
  /** Somebody else had it when it was last looked at. */
  let wasOthers = false;
  let isTaking = false;
  /** The server has locks, as far as is known. */
  let hasLocks = true;
  /** The server has said no; asking at every keystroke changes nothing about that. */
  let isDenied = false;

  /** The person works on the record, or wants to. */
  function setWanted(is: boolean): void {
    if (is) wanting.add(me);
    else wanting.delete(me);
  }

  /** Sends a call and takes in what it says. Resolves to whether the lock is held here. */
  async function send(act: LockAct, call: () => Promise<LockAnswer>): Promise<boolean> {
    // The page has gone on meanwhile.
    if (!use.isOn()) return false;
    const sentAt = known.now();
    try {
      const answer = await call();
      if (use.isOn()) takeIn(answer, { act, sentAt });
    } catch (error) {
      if (!isNetworkError(error)) throw error;
      if (use.isOn()) known.miss(act);
    }
    // The page has gone meanwhile; a take whose answer was lost may have come about.
    if (!use.isOn() && isTake(act)) await releaseForAll().catch(() => undefined);
    return known.getOwn() !== null;
  }

  function takeIn(answer: LockAnswer, asked: { readonly act: LockAct; readonly sentAt: number }): void {
    hasLocks = answer.kind !== 'none';
    if (asked.act === 'take') isDenied = answer.kind === 'forbidden' || answer.kind === 'signed-out';
    known.takeIn(answer, asked);
    const { status, lock } = known.get();
    if (known.getOwn()) isDenied = wasOthers = false;
    else if (status === 'blocked' || lock) wasOthers = true;
    else if (wasOthers && wanting.has(me) && isPageShown()) void take();
  }

  function take(): Promise<boolean> {
    setWanted(true);
    isTaking = true;
    isDenied = wasOthers = false;
    if (use.isOn()) known.acquire();
    return inTurn(() => send('take', () => calls.take(wish))).finally(() => (isTaking = false));
  }

  /** Looks how things are, without renewing anything. */
  const look = onceInTurn(inTurn, () => send('read', () => calls.read()));

  function check(): void {
    if (wanting.has(me) && isPageShown() && known.get().status === 'offline' && !known.getOwn()) void take();
    else void look();
  }

  function touch(): void {
    if (!use.isOn() || !isPageShown()) return;
    if (isTaking || isDenied || !hasLocks || known.now() < company.yieldsUntil) return;
    setWanted(true);
    const { status, lostBy, lock } = known.get();
    const isOpen = status === 'none' || (status === 'lost' && lostBy === 'expiry' && lock === null);
    if (isOpen || known.isDue()) void take();
  }

  function hear(moment: PageMoment): void {
    if (moment === 'left') leavePage();
    else if (moment === 'offline') known.beOffline();
    else if (moment !== 'hidden' && moment !== 'frozen') comeBack(moment);
  }

  /** Whoever was away may have signed in, and others may have come and gone. */
  function comeBack(moment: PageMoment): void {
    isDenied = false;
    if (moment === 'back' && wanting.has(me)) void take();
    else check();
  }

  /** It is held here, or may be. */
  const mayHold = () => known.getOwn() !== null || (known.get().status === 'offline' && wanting.has(me));

  /** Gives it up at once: what is on its way has no time to be waited for. */
  function leavePage(): void {
    if (mayHold() || isTaking) void calls.release().catch(() => undefined);
    if (known.get().hasAsked) void calls.endAsk().catch(() => undefined);
    known.giveUp();
  }

  async function releaseForAll(): Promise<void> {
    if (wanting.size === 0) await calls.release();
  }

  function leave(): void {
    if (mayHold()) void inTurn(releaseForAll).catch(() => undefined);
    const { hasAsked } = known.get();
    me.giveUp();
    if (hasAsked && wanting.size === 0) void calls.endAsk().catch(() => undefined);
  }

  function begin(): () => void {
    const stopHearing = hearMoments(hear);
    const stopWatching = watch?.(({ kind }) => {
      if (['resync', 'locked', 'unlocked', 'restored'].includes(kind)) check();
    });
    // Another one that wants it on this page may be about to go: what it holds goes on here.
    if (takeOn === 'mount' || wanting.size > 0) void take();
    else check();
    return () => {
      stopHearing();
      stopWatching?.();
      leave();
    };
  }

  const getFence = () => known.getOwn()?.fence;
  return {
    getState: known.get,
    subscribe: known.subscribe,
    getRemainingMs: known.remainingMs,
    getFence,
    start: use.start,
    touch,
    take,
    takeOver() {
      setWanted(true);
      isTaking = true;
      return inTurn(() => send('take-over', () => calls.takeOver(wish))).finally(() => (isTaking = false));
    },
    async ask() {
      setWanted(true);
      await inTurn(() => send('ask', () => calls.ask()));
    },
    keep() {
      known.keep();
      void inTurn(() => calls.endAsk()).catch(() => undefined);
    },
    async handOver() {
      setWanted(false);
      company.yieldsUntil = known.now() + yieldMs;
      const isRefused = await inTurn(
        async () => known.getOwn() !== null && send('release', () => calls.release()),
      );
      if (!isRefused) {
        for (const other of wanting) other.giveUp();
        return;
      }
      setWanted(true);
      company.yieldsUntil = 0;
    },
    guard: guardSaves({
      getFence,
      onRefused: known.beRefused,
      onSaved() {
        isDenied = false;
        // It may have been deleted before.
        hasLocks = true;
        known.beKnown();
      },
    }),
  };
}

function isTake(act: LockAct): boolean {
  return act === 'take' || act === 'take-over';
}
