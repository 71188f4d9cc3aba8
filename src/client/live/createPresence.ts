import type { EditorCalls } from '../lock/leaseCalls.js';
import { companyOf } from './companyOf.js';
import { createRounds } from './createRounds.js';
import { createUse } from './createUse.js';
import type { Doing, Editor, EditorsAnswer } from './editor.js';
import type { LiveMessage } from './liveEvent.js';
import { hearMoments } from './pageMoments.js';

export interface PresenceOptions {
  readonly calls: EditorCalls;
  /** Hears what happens to the record. @returns what ends it. */
  readonly watch?: (handler: (message: LiveMessage) => void) => () => void;
}

/** One page's presence at one record. */
export interface Presence {
  /** Who is here, oneself included; empty where the server has no presence. */
  getEditors(): readonly Editor[];
  subscribe(listener: () => void): () => void;
  /** Says what one does from now on; others are told a moment later. */
  setDoing(doing: Doing): void;
  /** Is here from now on. @returns what ends it. */
  start(): () => void;
}

/** How long a change waits for the next one, which comes while somebody walks through the fields. */
const settleMs = 300;
/** How often one says that one is still here, where the server does not say how long its word holds. */
const usualMs = 75_000;

/** Makes a page's presence at a record: tells the others that one is here and what one does, and hears who else is. */
export function createPresence({ calls, watch }: PresenceOptions): Presence {
  const listeners = new Set<() => void>();
  let editors: readonly Editor[] = [];
  let doing: Doing = { state: 'viewing', field: null };
  const use = createUse(begin);
  let isKnown = true;
  let next: ReturnType<typeof setTimeout> | undefined;
  const { inTurn, wanting } = companyOf(calls);
  const me = { giveUp() {} };

  function tellAfter(ms: number): void {
    clearTimeout(next);
    next = setTimeout(() => {
      next = undefined;
      void inTurn(() => ask(() => calls.put(doing)));
    }, ms);
  }

  /** What one does may have changed while one's last word was on its way: that is told first. */
  function tellAgainAfter(ms: number): void {
    if (next === undefined) tellAfter(ms);
  }

  async function ask(call: () => Promise<EditorsAnswer>): Promise<void> {
    if (!use.isOn() || !isKnown) return;
    try {
      const answer = await call();
      if (!use.isOn()) return;
      isKnown = answer.isKnown;
      editors = answer.editors;
      for (const listener of listeners) listener();
      // Two words may be lost on the way.
      if (isKnown && answer.remainingMs !== undefined) tellAgainAfter(answer.remainingMs * 0.4);
    } catch {
      // Nobody is kept from work by it.
      tellAgainAfter(usualMs * 0.4);
    }
  }

  function begin(): () => void {
    const looks = createRounds(() => inTurn(() => ask(() => calls.read())));
    wanting.add(me);
    const stopHearing = hearMoments((moment) => {
      if (moment === 'left') leavePage();
      else if (moment !== 'hidden' && moment !== 'frozen' && moment !== 'offline') tellAfter(0);
    });
    const stopWatching = watch?.((message) => {
      if (message.kind === 'editors') looks.ask();
      if (message.kind === 'resync') tellAfter(0);
    });
    tellAfter(0);
    return () => {
      stopHearing();
      stopWatching?.();
      looks.stop();
      stopTelling();
      wanting.delete(me);
      void inTurn(removeForAll).catch(() => undefined);
    };
  }

  function stopTelling(): void {
    clearTimeout(next);
    next = undefined;
  }

  /** Goes at once: what is on its way has no time to be waited for. */
  function leavePage(): void {
    stopTelling();
    if (isKnown) void calls.remove().catch(() => undefined);
  }

  async function removeForAll(): Promise<void> {
    if (isKnown && wanting.size === 0) await calls.remove();
  }

  return {
    getEditors: () => editors,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setDoing(now) {
      if (now.state === doing.state && now.field === doing.field) return;
      doing = now;
      if (use.isOn()) tellAfter(settleMs);
    },
    start: use.start,
  };
}
