import { elect, type Election, type ElectionMessage } from './elect.js';
import type { StreamMessage } from './liveEvent.js';
import { openStream, type NumberedMessage, type StreamOptions, type StreamState } from './openStream.js';
import { hearMoments, isPageShown } from './pageMoments.js';

/** What pages of one browser tell each other about a stream that one of them reads for all. */
type PageMessage =
  | { readonly kind: 'told'; readonly told: NumberedMessage }
  | { readonly kind: 'alive'; readonly state: StreamState }
  | ElectionMessage;

export interface SharedStreamOptions extends Pick<StreamOptions, 'connect' | 'readEvent'> {
  /** Pages with the same name share one stream. */
  readonly name: string;
  readonly onMessage: (message: StreamMessage) => void;
}

/** After how long without a word a page that is looked at takes the leader's place. */
const longestSilenceMs = 60_000;
const beatMs = longestSilenceMs / 4;
/** How soon a page knows whether it leads. */
const joinedMs = 500;
/** How often a page that is looked at looks at everything again where no stream comes through. */
const pollMs = 30_000;

/** Reads one stream for all pages of this browser: one of them reads it and tells the others. @returns what ends it for this page. */
export function shareStream({ name, connect, readEvent, onMessage }: SharedStreamOptions): () => void {
  let channel: BroadcastChannel | undefined;
  let election: Election | undefined;
  let lastId: string | undefined;
  let state: StreamState = 'silent';
  let heardAt = 0;
  const say = (message: PageMessage) => channel?.postMessage(message);
  // What a page has read may be older than the first that it hears from another one; one that leads is told so by its own stream.
  const joining = setTimeout(() => onMessage({ kind: 'resync' }), joinedMs);

  function take(told: NumberedMessage): void {
    lastId = told.lastId;
    onMessage(told.message);
  }

  function lead(): () => void {
    if (lastId === undefined) clearTimeout(joining);
    const beAlive = () => {
      heardAt = performance.now();
      say({ kind: 'alive', state });
    };
    const beating = setInterval(beAlive, beatMs);
    const stop = openStream({
      connect,
      readEvent,
      lastId,
      onMessage(told) {
        take(told);
        say({ kind: 'told', told });
      },
      onState(now) {
        state = now;
        beAlive();
      },
    });
    return () => {
      clearInterval(beating);
      stop();
    };
  }

  function hear({ data }: MessageEvent<PageMessage>): void {
    heardAt = performance.now();
    if (data.kind === 'told') take(data.told);
    else if (data.kind === 'alive') state = data.state;
    else election?.hear(data);
  }

  function join(): void {
    heardAt = performance.now();
    if (typeof document === 'undefined') {
      election = { hear() {}, doubt() {}, stop: lead() };
      return;
    }
    channel = new BroadcastChannel(name);
    channel.addEventListener('message', hear);
    election = elect({ name, lead, say });
  }

  /** A page that sleeps would keep all others waiting; one that hears of something leaves the browser's cache of pages. */
  function leave(): void {
    election?.stop();
    election = undefined;
    channel?.close();
    channel = undefined;
  }

  const doubting = setInterval(() => {
    if (performance.now() - heardAt <= longestSilenceMs) return;
    heardAt = performance.now();
    state = 'silent';
    election?.doubt();
  }, beatMs);
  // Each page for itself: the one that leads may be hidden.
  const polling = setInterval(() => {
    if (state === 'silent' && isPageShown()) onMessage({ kind: 'resync' });
  }, pollMs);
  const stopHearing = hearMoments((moment) => {
    if (moment === 'left' || moment === 'frozen') leave();
    const isAway = !election;
    if (isAway && (moment === 'back' || moment === 'resumed')) join();
    // What was told meanwhile went by.
    if (moment === 'resumed' || (isAway && moment === 'back')) onMessage({ kind: 'resync' });
  });
  join();
  return () => {
    stopHearing();
    clearTimeout(joining);
    clearInterval(doubting);
    clearInterval(polling);
    leave();
  };
}
