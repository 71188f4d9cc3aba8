import type { Relay } from '../../../feed/relay.js';
import type { Database } from '../tables.js';
import { createOwnRows, type OwnRows } from './createOwnRows.js';
import type { ListeningClient } from './listener.js';
import { notifyRelay } from './notifyRelay.js';
import { pollRelay } from './pollRelay.js';

export interface RelayOptions {
  readonly feed?: 'notify' | 'poll' | undefined;
  readonly pollMs?: number | undefined;
  /** Makes a connection that only listens; undefined where nobody knows the database's address. */
  readonly openClient: (() => ListeningClient) | undefined;
}

/**
 * Chooses how a database tells its processes what happens.
 *
 * @throws TypeError where notifications are asked for that can't be.
 */
export function relayOf(
  db: Database,
  { feed, pollMs = 250, openClient }: RelayOptions,
): { readonly relay: Relay; readonly own: OwnRows } {
  const own = createOwnRows();
  if (feed === 'notify' && openClient === undefined) {
    throw new TypeError(
      `Notifications need a PostgreSQL database that openPostgres has opened: a connection of their own is made for them. Use feed: 'poll'.`,
    );
  }
  const relay =
    openClient === undefined || feed === 'poll'
      ? pollRelay(db, { own, pollMs })
      : notifyRelay(db, openClient);
  return { relay, own };
}
