import { withTab } from '../send.js';
import type { LiveMessage, StreamMessage } from './liveEvent.js';
import { shareStream } from './shareStream.js';
import type { WatchOptions, Wire } from './wire.js';

interface Shared {
  readonly listeners: Set<(message: StreamMessage) => void>;
  readonly stop: () => void;
}

/** The streams of this page, by the function that reaches the server and by name. */
const streams = new WeakMap<Wire['fetch'], Map<string, Shared>>();

/** A page that shows something else in the next moment goes on with the same stream. */
const lingerMs = 1_000;

/** Hears what happens to the records of one resource. @returns what ends it. */
export function watchEvents(
  wire: Wire,
  handler: (message: LiveMessage) => void,
  { viewer }: WatchOptions = {},
): () => void {
  const { live } = wire.dialect;
  if (!live) return () => {};
  const { url, resource } = live.events(wire.url);
  const name = `noclobber-live ${url} ${viewer ?? ''} ${digest(JSON.stringify(audienceOf(wire, viewer)))}`;
  const ofServer = streams.get(wire.fetch) ?? new Map<string, Shared>();
  streams.set(wire.fetch, ofServer);
  const shared = ofServer.get(name) ?? open(name, url, wire);
  ofServer.set(name, shared);
  const listener = (message: StreamMessage) => {
    if (message.kind === 'resync' || message.resource === resource) handler(message);
  };
  shared.listeners.add(listener);
  return () => {
    shared.listeners.delete(listener);
    setTimeout(() => {
      if (shared.listeners.size > 0 || ofServer.get(name) !== shared) return;
      ofServer.delete(name);
      shared.stop();
    }, lingerMs);
  };
}

function open(name: string, url: string, { dialect, fetch, headers }: Wire): Shared {
  const listeners: Shared['listeners'] = new Set();
  const stop = shareStream({
    name,
    connect(lastId, signal) {
      const all = withTab(headers(), dialect);
      all.set('Accept', 'text/event-stream');
      if (lastId !== undefined) all.set('Last-Event-ID', lastId);
      return fetch(new Request(url, { headers: all, cache: 'no-store', signal }));
    },
    readEvent: (event) => dialect.live?.readEvent(event),
    onMessage(message) {
      for (const listener of listeners) {
        try {
          listener(message);
        } catch (error) {
          // One's fault is nobody else's: the others, and other pages, hear it all the same.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  });
  return { listeners, stop };
}

/** Headers that change by the hour or by the request, whoever sends them. */
const passing =
  /^(authorization|cookie|traceparent|tracestate|baggage)$|token|csrf|xsrf|nonce|request-id|correlation-id/;

/** What tells those apart who are told different things: tenants for one. Who the person is, the headers say only where the app doesn't. */
function audienceOf(
  { headers, dialect }: Wire,
  viewer: string | undefined,
): readonly (readonly [string, string])[] {
  const all = [...new Headers(headers())];
  if (viewer === undefined) return all;
  const tab = dialect.live?.tabHeader.toLowerCase();
  return all.filter(([name]) => name !== tab && !passing.test(name));
}

/** Shortens what tells people apart, so that no secret of the headers is in a name (FNV-1a). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
