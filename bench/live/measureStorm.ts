import type { Target } from '../server/databases.js';
import { followEvents, write } from './httpCalls.js';
import { pause, percentile } from './numbers.js';
import { startProcess } from './serverProcess.js';

interface Storm {
  readonly feed: 'notify' | 'poll';
  readonly processes: number;
  /** Each saves a record of its own, one save after the other. */
  readonly writers: number;
  readonly ms: number;
}

export interface StormResult {
  readonly savesPerSecond: number;
  /** From the moment a save is answered until a reader at another process is told, in milliseconds. */
  readonly toldP95: number;
}

/** By then connections are open and code is compiled. */
const warmUpMs = 1_000;
const longestMs = 10_000;

/** Saves through all processes as fast as they take it, and times when a reader at each of them is told. */
export async function measureStorm(
  { url: db }: Target,
  { feed, processes, writers, ms }: Storm,
): Promise<StormResult> {
  const servers = await Promise.all(
    Array.from({ length: processes }, () => startProcess(db, '--feed', feed)),
  );
  const urlOf = (index: number) => servers[index % processes]?.url ?? '';
  const told = servers.map(() => new Map<string, number>());
  const closing: (() => void)[] = [];
  try {
    for (const [index, times] of told.entries())
      closing.push(
        await followEvents(urlOf(index), ({ id, version }) =>
          times.set(`${id} ${version}`, performance.now()),
        ),
      );
    const from = performance.now() + warmUpMs;
    const saved = (
      await Promise.all(
        Array.from({ length: writers }, (_, writer) =>
          saveUntil({ url: urlOf(writer), from, until: from + ms }),
        ),
      )
    ).flat();
    const isAllTold = () => told.every((times) => saved.every(({ event }) => times.has(event)));
    const deadline = performance.now() + longestMs;
    while (!isAllTold()) {
      if (performance.now() > deadline)
        throw new Error(`With ${feed}, not every reader was told of every save.`);
      await pause(50);
    }
    const lags = told.flatMap((times) => saved.map(({ event, at }) => (times.get(event) ?? Number.NaN) - at));
    return { savesPerSecond: (saved.length * 1000) / ms, toldP95: Math.max(0, percentile(lags, 95)) };
  } finally {
    for (const close of closing) close();
    for (const { child } of servers) child.kill('SIGKILL');
  }
}

interface Span {
  readonly url: string;
  readonly from: number;
  readonly until: number;
}

/** Saves a record again and again, and gives the saves that were answered in the span. */
async function saveUntil({
  url,
  from,
  until,
}: Span): Promise<{ readonly event: string; readonly at: number }[]> {
  const id = crypto.randomUUID();
  const saved: { readonly event: string; readonly at: number }[] = [];
  let { _version } = await write(`${url}/articles`, 'POST', { id, n: 1 });
  for (let version = 2; performance.now() < until; version++) {
    ({ _version } = await write(`${url}/articles/${id}`, 'PATCH', { n: version, _version }));
    const at = performance.now();
    if (at >= from && at < until) saved.push({ event: `${id} ${version}`, at });
  }
  return saved;
}
