import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { faultyProxy, type Fault } from './faultyProxy.js';
import { startProcess, type ServerProcess } from './serverProcess.js';

type NextFault = (toward: 'server' | 'client') => Fault;

export interface Fleet {
  /** Where the servers are reached, each through a proxy of its own. */
  readonly urls: readonly string[];
  /** Ends a server at once and starts another one in its place. Does nothing to one that is not up. */
  kill(index: number): Promise<boolean>;
  /** Troubles the connections from now on, or no longer. */
  disturb(nextFault: NextFault | undefined): void;
  /** Waits until all servers are up. */
  whole(): Promise<void>;
}

const size = 3;
/** While the database is down, a server can't start. */
const mostAttempts = 20;

/** Starts three servers, each in a process of its own and behind a proxy; they go with the test. */
export async function startFleet(program: readonly string[]): Promise<Fleet> {
  let isClosed = false;
  let nextFault: NextFault | undefined;
  const proxies = await Promise.all(
    Array.from({ length: size }, () => faultyProxy((toward) => nextFault?.(toward) ?? { kind: 'none' })),
  );
  const starting = new Set<Promise<void>>();
  const up = new Map<number, ServerProcess>();
  onTestFinished(async () => {
    isClosed = true;
    await Promise.allSettled(starting);
    await Promise.all([...up.values()].map((server) => server.kill()));
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  const startAt = (index: number) => {
    const started = startUntilUp(index).finally(() => starting.delete(started));
    starting.add(started);
    return started;
  };
  const startUntilUp = async (index: number): Promise<void> => {
    for (let attempt = 1; !isClosed; attempt++) {
      try {
        const server = await startProcess(program);
        proxies[index]?.pointAt(server.url);
        up.set(index, server);
        return;
      } catch (error) {
        if (attempt === mostAttempts) throw error;
        await pause(200);
      }
    }
  };
  await Promise.all(proxies.map((_proxy, index) => startAt(index)));
  return {
    urls: proxies.map(({ url }) => url),
    async kill(index) {
      const server = up.get(index);
      if (server === undefined || isClosed) return false;
      up.delete(index);
      await server.kill();
      // An attempt that fails for good is told by `whole`.
      startAt(index).catch(() => undefined);
      return true;
    },
    disturb(faults) {
      nextFault = faults;
    },
    async whole() {
      await Promise.all(starting);
      if (up.size < size) throw new Error('A server did not come up again.');
    },
  };
}
