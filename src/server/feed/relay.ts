import type { FeedEvent } from './feedEvent.js';

/** What a relay tells about the other processes. */
export interface RelayListener {
  /** Gives what happened in other processes, in the order in which it became known. */
  onEvents(events: readonly FeedEvent[]): void;
  /** Some events were lost, and no more are from now on. */
  onGap(cause: unknown): void;
}

/** Carries events between the processes that share a store. */
export interface Relay {
  /** Tells the other processes of what was committed here; done when it has been passed on, or given up. */
  send(events: readonly FeedEvent[]): Promise<void>;
  /**
   * Listens until the function that it gives is called. From the moment it is there no event is missed without `onGap`; events of this
   * process are left out.
   */
  listen(listener: RelayListener): Promise<() => Promise<void>>;
}
