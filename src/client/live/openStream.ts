import type { LiveDialect } from '../dialect.js';
import type { StreamMessage } from './liveEvent.js';
import { hearMoments } from './pageMoments.js';
import { readServerEvents, type ServerEvent } from './readServerEvents.js';

/** A message, and from where another reader could go on. */
export interface NumberedMessage {
  readonly message: StreamMessage;
  readonly lastId: string | undefined;
}

/** Whether news comes by the stream: it does, it does not for now, or the server has none to give. */
export type StreamState = 'live' | 'silent' | 'none';

export interface StreamOptions {
  /** Asks for the stream; `lastId` is the last event that was seen. */
  readonly connect: (lastId: string | undefined, signal: AbortSignal) => Promise<Response>;
  readonly readEvent: LiveDialect['readEvent'];
  readonly lastId: string | undefined;
  readonly onMessage: (message: NumberedMessage) => void;
  /** Told whenever something came through, be it only a sign of life, and when nothing does any more. */
  readonly onState: (state: StreamState) => void;
}

/** Three signs of life that the server sends every 15 s may be lost. */
const longestSilenceMs = 50_000;
/** By then a stream has said something, unless a proxy holds it back. */
const firstWordMs = 10_000;
const [firstPauseMs, longestPauseMs] = [500, 30_000];
/** A stream that lasted so long came to its end in peace: a server wants its readers to come again now and then. */
const peacefulMs = 5_000;

/**
 * Reads a server's events for as long as it is wanted: connects again after a break, from where it was. A server that has no events is
 * left alone.
 *
 * @returns what ends it.
 */
export function openStream({
  connect,
  readEvent,
  onMessage,
  onState,
  ...options
}: StreamOptions): () => void {
  const ended = new AbortController();
  let { lastId } = options;
  /** The server has events: what answers in its place for a while, a proxy or a sign-in page, says nothing of that. */
  let isProven = lastId !== undefined;
  let breaks = 0;
  let wake = () => {};
  let reconnect = () => {};
  let heardAt = Date.now();

  function tell(event: ServerEvent): void {
    if (event.id !== undefined) lastId = event.id;
    const message = event.kind === 'resync' ? ({ kind: 'resync' } as const) : readEvent(event);
    if (message) onMessage({ message, lastId });
  }

  async function run(): Promise<void> {
    while (!ended.signal.aborted) {
      const from = performance.now();
      const came = await once();
      if (ended.signal.aborted) return;
      onState(came === 'none' ? 'none' : 'silent');
      if (came === 'none') return;
      breaks = came === 'live' && performance.now() - from > peacefulMs ? 0 : breaks + 1;
      await pause(
        Math.min(firstPauseMs * 2 ** Math.min(breaks, 10), longestPauseMs) * (0.5 + Math.random() / 2),
      );
    }
  }

  /** Connects once, and reads until the end. Resolves to what came through. */
  async function once(): Promise<StreamState> {
    let came: StreamState = 'silent';
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    ended.signal.addEventListener('abort', stop);
    reconnect = stop;
    let silence = setTimeout(stop, firstWordMs);
    try {
      const response = await connect(lastId, attempt.signal);
      const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;
      if (response.status !== 200 || !isStream || !response.body) {
        void response.body?.cancel().catch(() => undefined);
        return !isProven && isRefusal(response.status, isStream) ? 'none' : 'silent';
      }
      isProven = true;
      await readServerEvents(response.body, {
        onEvent: tell,
        heard() {
          came = 'live';
          heardAt = Date.now();
          clearTimeout(silence);
          silence = setTimeout(stop, longestSilenceMs);
          onState(came);
        },
      });
    } catch {
      // The connection broke, or said nothing for too long.
    } finally {
      clearTimeout(silence);
      ended.signal.removeEventListener('abort', stop);
      attempt.abort();
    }
    return came;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      ended.signal.addEventListener('abort', done, { once: true });
      wake = done;
      function done() {
        clearTimeout(timer);
        ended.signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }

  const stopHearing = hearMoments((moment) => {
    if (moment === 'online' || moment === 'shown') wake();
    // Of a connection that slept nobody says whether it still stands.
    if (moment === 'resumed' && Date.now() - heardAt > firstWordMs) {
      reconnect();
      wake();
    }
  });
  ended.signal.addEventListener('abort', stopHearing);
  void run();
  return () => ended.abort();
}

/** The server answers, and has no events. Whoever may not read them now may do so after signing in. */
function isRefusal(status: number, isStream: boolean): boolean {
  const isOurs = status >= 400 && status < 500;
  return (status === 200 && !isStream) || (isOurs && ![401, 403, 408, 425, 429].includes(status));
}
