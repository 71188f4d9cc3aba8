import { inWriteTransaction, kept } from '../transaction.js';
import type { FeedEvent } from '../../../feed/feedEvent.js';
import { pause } from '../../../feed/pause.js';
import type { Relay } from '../../../feed/relay.js';
import type { Database } from '../tables.js';
import { createOutbox } from './createOutbox.js';
import type { OwnRows } from './createOwnRows.js';
import { insertEvents, setUpEventTable } from './eventTable.js';
import { follow } from './follow.js';

export interface PollOptions {
  readonly own: OwnRows;
  /** How often the database is looked at. */
  readonly pollMs: number;
}

const longestPauseMs = 5000;

/**
 * Finds out by the history what other processes have written. Locks and presence, which it does not hold, go through a table of their
 * own; a write to a resource without history is not told.
 */
export function pollRelay(db: Database, { own, pollMs }: PollOptions): Relay {
  const self = crypto.randomUUID();
  let ready: Promise<void> | undefined;

  function setUp(): Promise<void> {
    ready ??= setUpEventTable(db).catch((cause: unknown) => {
      ready = undefined;
      throw cause;
    });
    return ready;
  }

  const outbox = createOutbox(async ({ events }) => {
    await setUp();
    await inWriteTransaction(db, (transaction) => kept(insertEvents(transaction, { sender: self, events })));
  });

  return {
    async send(events) {
      const untold = events.filter(isNotInHistory);
      if (untold.length > 0) await outbox.send(untold);
    },
    async listen({ onEvents }) {
      await setUp();
      own.follow(true);
      const read = await follow(db, { own, self });
      const stopping = new AbortController();
      const isDone = repeat(stopping.signal, pollMs, async () => {
        const { events, isMore } = await read();
        if (events.length > 0) onEvents(events);
        return isMore ? 0 : pollMs;
      });
      return async () => {
        stopping.abort();
        await isDone;
        own.follow(false);
      };
    },
  };
}

function isNotInHistory({ kind }: FeedEvent): boolean {
  return kind === 'locked' || kind === 'unlocked' || kind === 'editors';
}

/** Looks again and again; `look` gives how long to wait. */
async function repeat(signal: AbortSignal, pollMs: number, look: () => Promise<number>): Promise<void> {
  let pauseMs = pollMs;
  while (!signal.aborted) {
    await pause(pauseMs, signal);
    if (signal.aborted) return;
    // While the database is away, it keeps what happens.
    const longer = Math.min(Math.max(pauseMs, pollMs) * 2, longestPauseMs);
    pauseMs = await look().catch(() => longer);
  }
}
