import type { ListeningClient } from './relay/listener.js';

const openers = new WeakMap<object, () => ListeningClient>();

/** Keeps how a connection of its own is made to a database that was opened by its address. */
export function rememberClient(kysely: object, open: () => ListeningClient): void {
  openers.set(kysely, open);
}

/** Gives how a connection of its own is made; undefined where somebody else made the pool. */
export function clientOpenerOf(kysely: object): (() => ListeningClient) | undefined {
  return openers.get(kysely);
}
