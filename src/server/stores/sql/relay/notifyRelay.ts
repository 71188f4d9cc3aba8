import { sql } from 'kysely';
import type { Relay } from '../../../feed/relay.js';
import type { Database } from '../tables.js';
import { createOutbox } from './createOutbox.js';
import { listenToChannel, type ListeningClient } from './listener.js';
import { readPayload, toPayloads } from './payloads.js';

/**
 * Tells other processes through PostgreSQL's LISTEN and NOTIFY. A notification is sent after the commit and for many events at once:
 * inside the write's transaction it would make all commits of the database wait for each other.
 */
export function notifyRelay(db: Database, openClient: () => ListeningClient): Relay {
  const from = crypto.randomUUID();
  let channel: Promise<string> | undefined;

  /** Channels are the whole database's; the kit's tables are a schema's. */
  function findChannel(): Promise<string> {
    channel ??= readChannel(db).catch((cause: unknown) => {
      channel = undefined;
      throw cause;
    });
    return channel;
  }

  const outbox = createOutbox(async (parcel) => {
    const payloads = toPayloads({ from, ...parcel });
    const name = await findChannel();
    await sql`select pg_notify(${name}, payload) from unnest(${payloads}::text[]) as payload`.execute(db);
  });

  return {
    send: outbox.send,
    async listen({ onEvents, onGap }) {
      return listenToChannel({
        channel: await findChannel(),
        openClient,
        onGap,
        onPayload(text) {
          const payload = readPayload(text);
          if (payload === undefined || payload.from === from) return;
          if (payload.hasGap) onGap('Another process could not pass on all that happened there.');
          onEvents(payload.events);
        },
      });
    },
  };
}

async function readChannel(db: Database): Promise<string> {
  const { rows } = await sql<{ schema: string }>`
    select relnamespace::text as schema from pg_class where oid = to_regclass('noclobber_history')`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The table noclobber_history is missing. Was the store set up?');
  return `noclobber_${row.schema}`;
}
