import type { Target } from '../server/databases.js';
import { write } from './httpCalls.js';
import { pause, percentile, sum } from './numbers.js';
import { cpuMsOf, residentBytesOf, startProcess } from './serverProcess.js';
import { openPage, type OpenPage } from './openPage.js';

interface Load {
  readonly processes: number;
  /** How the processes hear of each other. @default as the server chooses */
  readonly feed?: 'notify' | 'poll' | undefined;
  readonly pages: number;
  /** In each of a number of rounds: one in which the machine stalls is one of them. */
  readonly saves: number;
  readonly rounds: number;
}

/** By then connections are open and code is compiled, as they are in a server that has run for a minute. */
const warmUps = 10;
const betweenSavesMs = 50;
/** A page that is told nothing for so long is told nothing at all. */
const longestMs = 30_000;

/** Opens pages that follow the events of one to three processes, saves through the first, and times when all the pages know of it. */
export async function measureLive(
  target: Target,
  { processes, feed, pages: pageCount, saves, rounds }: Load,
): Promise<{ readonly row: string[]; readonly seenP95: number }> {
  const servers = await Promise.all(
    Array.from({ length: processes }, () => startProcess(target.url, ...(feed ? ['--feed', feed] : []))),
  );
  const pages: OpenPage[] = [];
  try {
    const [first] = servers;
    if (!first) throw new Error('No server was started.');
    const id = `${target.name}-${processes}-${Date.now()}`;
    let { _version } = await write(`${first.url}/articles`, 'POST', { id, n: 0 });
    const before = servers.map(residentBytesOf);
    for (let index = 0; index < pageCount; index++)
      pages.push(await openPage(servers[index % processes]?.url ?? first.url, id));
    await pause(1_000);
    const after = servers.map(residentBytesOf);
    let version = 1;
    /** Saves a number of times, each once all pages know of the one before, and gives how soon they did. */
    const measure = async (count: number, { isRead }: { readonly isRead: boolean }) => {
      const times: number[] = [];
      for (let save = 0; save < count; save++) {
        version += 1;
        const known = follow(pages, { version, isRead });
        ({ _version } = await write(`${first.url}/articles/${id}`, 'PATCH', { n: version, _version }));
        times.push(...(await known));
        await pause(betweenSavesMs);
      }
      return times;
    };
    await measure(warmUps, { isRead: true });
    const cpuBefore = sum(servers.map(cpuMsOf));
    const events = await measure(saves, { isRead: false });
    const cpuMs = sum(servers.map(cpuMsOf)) - cpuBefore;
    const seen: number[][] = [];
    for (let round = 0; round < rounds; round++) seen.push(await measure(saves, { isRead: true }));
    const bytes = (sum(after) - sum(before)) / pageCount;
    const medianOf = (percent: number) =>
      percentile(
        seen.map((times) => percentile(times, percent)),
        50,
      );
    const seenP95 = medianOf(95);
    return {
      row: [
        String(pageCount),
        Number.isNaN(bytes) ? '-' : `${Math.round(bytes / 1024)} KiB`,
        Number.isNaN(cpuMs) ? '-' : `${Math.round((cpuMs * 1000) / events.length)} µs`,
        `${percentile(events, 50).toFixed(1)} ms`,
        `${percentile(events, 95).toFixed(1)} ms`,
        `${medianOf(50).toFixed(1)} ms`,
        `${seenP95.toFixed(1)} ms`,
        `${medianOf(99).toFixed(1)} ms`,
      ],
      seenP95,
    };
  } finally {
    for (const page of pages) page.close();
    for (const { child } of servers) child.kill('SIGKILL');
  }
}

/** Gives how soon each page knows of what is saved now. */
async function follow(
  pages: readonly OpenPage[],
  { version, isRead }: { readonly version: number; readonly isRead: boolean },
): Promise<readonly number[]> {
  const save = { version: String(version), sentAt: performance.now() };
  const known = Promise.all(pages.map((page) => page.follow(save, { isRead })));
  const times = await Promise.race([known, pause(longestMs)]);
  if (!times) throw new Error(`Not every page was told of version ${version} within ${longestMs} ms.`);
  return times;
}
