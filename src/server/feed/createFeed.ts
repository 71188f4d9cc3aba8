import type { FeedEvent } from './feedEvent.js';
import { createListening } from './createListening.js';
import { createRing, type NumberedEvent } from './createRing.js';
import { pause } from './pause.js';
import type { Relay } from './relay.js';

/** What somebody follows. */
export interface Subscription {
  readonly tenant: string;
  readonly resources: ReadonlySet<string>;
  /** The last id that was heard before; undefined at the first time. */
  readonly after: string | undefined;
}

/** What a follower is told. */
export type FeedMessage =
  | ({ readonly kind: 'event' } & NumberedEvent)
  /** Something may have been missed: look at everything again. Comes once at the beginning, where `after` is not known. */
  | { readonly kind: 'resync'; readonly id: string }
  /** Nothing comes any more. */
  | { readonly kind: 'closed' };

/** Tells in this process what happened in all of them. */
export interface Feed {
  /** Tells of what was committed in this process: here at once, the others a little later. */
  publish(event: FeedEvent): void;
  /** Has the listener told until the function that it gives is called. */
  subscribe(wanted: Subscription, listener: (message: FeedMessage) => void): () => void;
  /** Has everybody told that it is over, passes on what is left to other processes and lets go of the store. */
  close(): Promise<void>;
}

export interface FeedOptions {
  /** The way to other processes. @default none: there is only this one */
  readonly relay?: Relay | undefined;
  /** What an operator should know. */
  readonly onFailure?: (cause: unknown) => void;
  /** How many events a follower may be behind and still go on where it was. @default 10_000 */
  readonly size?: number;
  /** Names the numbers of this process; a text without "-". @default random */
  readonly newEpoch?: () => string;
  /** How long others are listened to when nobody follows. @default 30_000 */
  readonly lingerMs?: number;
}

interface Follower {
  readonly wanted: Subscription;
  readonly listener: (message: FeedMessage) => void;
  /** It has been told where it stands. */
  isLive: boolean;
}

const patienceMs = 2000;
const longestSendMs = 1000;

/** Makes the feed of a process. */
export function createFeed({
  relay,
  onFailure = () => undefined,
  size = 10_000,
  newEpoch = () => crypto.randomUUID().slice(0, 8),
  lingerMs = 30_000,
}: FeedOptions = {}): Feed {
  const ring = createRing({ size, newEpoch });
  const followers = new Set<Follower>();
  /** Ids have been given that may be asked for again. */
  let isFollowed = false;
  let isClosed = false;
  let lastSent = Promise.resolve();

  function deliver(event: FeedEvent): void {
    if (!isFollowed) return;
    const numbered = ring.append(event);
    for (const follower of followers) {
      if (follower.isLive && wants(follower, event)) follower.listener({ kind: 'event', ...numbered });
    }
  }

  function resyncAll(): void {
    ring.renew();
    for (const { isLive, listener } of followers) {
      if (isLive) listener({ kind: 'resync', id: ring.lastId() });
    }
  }

  const listening = createListening(relay, {
    onEvents: (events) => events.forEach(deliver),
    onGap(cause) {
      onFailure(cause);
      resyncAll();
    },
    onStop() {
      isFollowed = false;
      ring.renew();
    },
    onFailure,
    lingerMs,
    patienceMs,
  });

  function start(follower: Follower): void {
    if (!followers.has(follower)) return;
    const { wanted, listener } = follower;
    follower.isLive = true;
    const missed = wanted.after === undefined ? undefined : ring.after(wanted.after);
    if (missed === undefined) return listener({ kind: 'resync', id: ring.lastId() });
    for (const numbered of missed) {
      if (wants(follower, numbered.event)) listener({ kind: 'event', ...numbered });
    }
  }

  return {
    publish(event) {
      deliver(event);
      if (relay) lastSent = relay.send([event]).catch(onFailure);
    },
    subscribe(wanted, listener) {
      if (isClosed) {
        listener({ kind: 'closed' });
        return () => undefined;
      }
      const follower: Follower = { wanted, listener, isLive: false };
      followers.add(follower);
      isFollowed = true;
      void listening.hold().then(() => start(follower));
      return () => {
        if (followers.delete(follower)) listening.release();
      };
    },
    async close() {
      isClosed = true;
      for (const { listener } of followers) listener({ kind: 'closed' });
      followers.clear();
      await Promise.race([lastSent, pause(longestSendMs)]);
      await listening.close();
    },
  };
}

function wants({ wanted }: Follower, { tenant, resource }: FeedEvent): boolean {
  return tenant === wanted.tenant && wanted.resources.has(resource);
}
