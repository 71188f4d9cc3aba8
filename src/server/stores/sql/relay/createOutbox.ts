import type { FeedEvent } from '../../../feed/feedEvent.js';
import { pause } from '../../../feed/pause.js';

/** What is to be passed on together. */
export interface Parcel {
  readonly events: readonly FeedEvent[];
  /** Events before these were given up. */
  readonly hasGap: boolean;
}

/** Gathers events for a moment and passes them on, in their order. */
export interface Outbox {
  /** Done when they have been passed on, or given up. */
  send(events: readonly FeedEvent[]): Promise<void>;
}

const mostWaiting = 10_000;
const mostTries = 8;
const shortestPauseMs = 50;
const longestPauseMs = 5000;

/**
 * Makes an outbox. What can't be passed on is tried again for about 20 seconds; after that those who listen are told that they missed
 * something, as soon as they can be told anything.
 */
export function createOutbox(
  pass: (parcel: Parcel) => Promise<void>,
  { gatherMs = 5, pauseMs = 25 }: { readonly gatherMs?: number; readonly pauseMs?: number } = {},
): Outbox {
  let waiting: FeedEvent[] = [];
  let hasGap = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    await pause(gatherMs);
    while (waiting.length > 0) {
      await passOn();
      // Under load many events make one message: nobody sees the difference, and the database does.
      await pause(pauseMs);
    }
    running = undefined;
  }

  async function passOn(): Promise<void> {
    const parcel: Parcel = { events: waiting, hasGap };
    waiting = [];
    hasGap = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await pass(parcel);
      } catch {
        // Whoever writes is told that the database is away; these are only hints.
        if (attempt === mostTries || waiting.length > mostWaiting) break;
        await pause(Math.min(shortestPauseMs * 2 ** attempt, longestPauseMs));
      }
    }
    hasGap = true;
    waiting = [];
  }

  return {
    send(events) {
      waiting.push(...events);
      return (running ??= run());
    },
  };
}
