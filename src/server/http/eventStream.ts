import type { FeedMessage, Feed, Subscription } from '../feed/createFeed.js';
import type { EventTimes } from '../feed/eventTimes.js';
import { later } from '../feed/later.js';

/** How much waits for a slow reader; what comes on top is left out, and then it is told to look at everything again. */
const mostWaitingBytes = 256 * 1024;

/** Writes what happens as server-sent events (WHATWG HTML, 9.2) until the reader goes, the feed is closed or its time is over. */
export function openEventStream(
  feed: Feed,
  {
    wanted,
    times,
    signal,
  }: { readonly wanted: Subscription; readonly times: EventTimes; readonly signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const undo: (() => void)[] = [];
  let isOver = false;
  /** The event up to which the reader has to look again. */
  let leftOut: string | undefined;
  const stop = () => {
    isOver = true;
    for (const run of undo.splice(0)) run();
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const isFull = () => (controller.desiredSize ?? 0) <= 0;
        const finish = () => {
          if (isOver) return;
          stop();
          controller.close();
        };
        const beat = () => {
          if (!isFull()) controller.enqueue(encoder.encode(':\n\n'));
          undo[0] = later(beat, times.heartbeatMs);
        };
        const tell = (message: FeedMessage) => {
          if (message.kind === 'closed') return finish();
          if (leftOut !== undefined || isFull()) leftOut = message.id;
          else controller.enqueue(toBytes(message));
        };
        // The first beat makes proxies pass the head on.
        beat();
        undo.push(later(finish, times.longestStreamMs));
        signal.addEventListener('abort', finish);
        undo.push(() => signal.removeEventListener('abort', finish));
        undo.push(feed.subscribe(wanted, tell));
        if (isOver) stop();
        else if (signal.aborted) finish();
      },
      pull(controller) {
        if (leftOut === undefined) return;
        controller.enqueue(toBytes({ kind: 'resync', id: leftOut }));
        leftOut = undefined;
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostWaitingBytes }),
  );
}

type Told = Exclude<FeedMessage, { readonly kind: 'closed' }>;

const encoder = new TextEncoder();
/** What was written of an event: it goes to many readers as it is. */
const written = new WeakMap<object, { readonly id: string; readonly bytes: Uint8Array }>();

function toBytes(message: Told): Uint8Array {
  if (message.kind === 'resync') return encoder.encode(toText(message));
  const before = written.get(message.event);
  if (before?.id === message.id) return before.bytes;
  const bytes = encoder.encode(toText(message));
  written.set(message.event, { id: message.id, bytes });
  return bytes;
}

function toText(message: Told): string {
  if (message.kind === 'resync') return `id: ${message.id}\nevent: resync\ndata: {}\n\n`;
  const { kind, resource, id, version, by } = message.event;
  const data = { resource, id, version, by: by && { id: by.id, name: by.name } };
  return `id: ${message.id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}
