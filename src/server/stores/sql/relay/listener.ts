import { later } from '../../../feed/later.js';
import { pause } from '../../../feed/pause.js';

/** A connection of PostgreSQL that is not part of a pool; what is called of `pg.Client`. */
export interface ListeningClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown;
  on(event: 'error' | 'end', listener: (cause?: unknown) => void): unknown;
  end(): Promise<void>;
  unref(): void;
}

export interface ChannelOptions {
  readonly channel: string;
  readonly openClient: () => ListeningClient;
  readonly onPayload: (payload: string) => void;
  /** The connection was lost and there is a new one: what was said between them is lost. */
  readonly onGap: (cause: unknown) => void;
  /** How often a quiet connection is asked whether it is still there. @default 10_000 */
  readonly probeMs?: number;
}

const shortestPauseMs = 100;
const longestPauseMs = 5000;
const longestEndMs = 500;

/** A connection that listens. */
interface Line {
  readonly client: ListeningClient;
  lose(cause: unknown): void;
}

/**
 * Listens to a channel on a connection of its own, and on a new one where that is lost.
 *
 * @throws where the first connection can't be made.
 */
export async function listenToChannel({
  channel,
  openClient,
  onPayload,
  onGap,
  probeMs = 10_000,
}: ChannelOptions): Promise<() => Promise<void>> {
  let isStopped = false;

  async function connect(): Promise<Line> {
    const client = openClient();
    let state: 'opening' | 'listening' | 'lost' = 'opening';
    const lose = (cause: unknown) => {
      if (state === 'listening' && !isStopped) void reconnect(cause);
      if (state !== 'lost') void client.end().catch(() => undefined);
      state = 'lost';
    };
    client.on('error', lose);
    client.on('end', () => lose('The connection that listens was ended.'));
    client.on('notification', ({ payload }) => {
      if (state !== 'lost' && !isStopped && payload !== undefined) onPayload(payload);
    });
    try {
      await client.connect();
      client.unref();
      await client.query(`listen "${channel}"`);
    } catch (cause) {
      lose(cause);
      throw cause;
    }
    state = 'listening';
    return { client, lose };
  }

  async function reconnect(lost: unknown): Promise<void> {
    for (let pauseMs = shortestPauseMs; !isStopped; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      // Many processes lose their connection at once when the database restarts.
      await pause(pauseMs * (0.5 + Math.random() / 2));
      try {
        if (isStopped) return;
        line = await connect();
        return isStopped ? await endOf(line) : onGap(lost);
      } catch {
        // It is tried again; whoever writes notices the database as well.
      }
    }
  }

  /** A connection can be cut without anybody being told. */
  function probe(): void {
    const { client, lose } = line;
    client.query('select 1').catch(lose);
    stopProbing = later(probe, probeMs);
  }

  let line = await connect();
  let stopProbing = later(probe, probeMs);

  return async () => {
    isStopped = true;
    stopProbing();
    await endOf(line);
  };
}

function endOf({ client }: Line): Promise<void> {
  return Promise.race([client.end().catch(() => undefined), pause(longestEndMs)]);
}
