import { later } from './later.js';
import { pause } from './pause.js';
import type { Relay, RelayListener } from './relay.js';

/** Listens to other processes as long as somebody here wants to know. */
export interface Listening {
  /** Somebody wants to know; done when nothing is missed any longer, or when waiting for that takes too long. */
  hold(): Promise<void>;
  /** They do no longer. Listening goes on for a while, for those who only lost their connection. */
  release(): void;
  close(): Promise<void>;
}

export interface ListeningOptions extends RelayListener {
  /** Nobody listens any longer, so that from now on events are missed. */
  readonly onStop: () => void;
  readonly onFailure: (cause: unknown) => void;
  /** How long to go on when nobody wants to know. */
  readonly lingerMs: number;
  /** How long `hold` waits. */
  readonly patienceMs: number;
}

/** One attempt to listen, which goes on until it succeeds or is given up. */
interface Turn {
  isOver: boolean;
  /** Somebody was let in before anything was heard, and has to be told. */
  isLate: boolean;
  readonly isReady: Promise<void>;
  stop?: () => Promise<void>;
}

const shortestPauseMs = 100;
const longestPauseMs = 5000;

/** Makes it; without a relay there are no other processes. */
export function createListening(relay: Relay | undefined, options: ListeningOptions): Listening {
  const { onEvents, onGap, onStop, onFailure, lingerMs, patienceMs } = options;
  let held = 0;
  let turn: Turn | undefined;
  let stopLingering = () => {};

  async function open(mine: Turn, source: Relay): Promise<void> {
    for (let pauseMs = shortestPauseMs; !mine.isOver; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const stop = await source.listen({
          onEvents: (events) => !mine.isOver && onEvents(events),
          onGap: (cause) => !mine.isOver && onGap(cause),
        });
        if (mine.isOver) return await stop();
        mine.stop = stop;
        if (mine.isLate) onGap('Listening to other processes took a while to begin.');
        return;
      } catch (cause) {
        onFailure(cause);
        mine.isLate = true;
        await pause(pauseMs);
      }
    }
  }

  function begin(source: Relay): Turn {
    const { promise: isReady, resolve } = withResolver();
    const begun: Turn = { isOver: false, isLate: false, isReady };
    const stopWaiting = later(() => {
      begun.isLate = true;
      resolve();
    }, patienceMs);
    void open(begun, source).then(() => {
      stopWaiting();
      resolve();
    });
    return begun;
  }

  async function end(): Promise<void> {
    const ending = turn;
    turn = undefined;
    if (ending === undefined) return;
    ending.isOver = true;
    onStop();
    await ending.stop?.();
  }

  return {
    async hold() {
      held += 1;
      stopLingering();
      if (relay) await (turn ??= begin(relay)).isReady;
    },
    release() {
      held -= 1;
      if (held === 0) stopLingering = later(() => void end().catch(onFailure), lingerMs);
    },
    async close() {
      stopLingering();
      await end();
    },
  };
}

function withResolver() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
