// `npm run bench -- live [--quick]`: what 200 open pages cost a server that tells them of every change, and how soon they see it.
import { openTargets, type Target } from './server/databases.js';
import { measureLive } from './live/measureLive.js';
import { measureStorm, type StormResult } from './live/measureStorm.js';
import { percentile } from './live/numbers.js';
import { markdownTable } from './merge/table.js';

const alone = [{ processes: 1, feed: undefined }] as const;
const together = [...alone, { processes: 3, feed: 'notify' }, { processes: 3, feed: 'poll' }] as const;
const isQuick = process.argv.includes('--quick');
const targets = await openTargets();
let isWithin = true;
try {
  console.log(`# Live changes, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
  const rows = [
    [
      'server',
      'pages',
      'memory a stream',
      'CPU an event and page',
      'event p50',
      'event p95',
      'seen by all p50',
      'p95',
      'p99',
    ],
  ];
  for (const target of targets) {
    for (const { processes, feed } of target.name === 'SQLite' ? alone : together) {
      const { row, seenP95 } = await measureLive(target, {
        processes,
        feed,
        pages: 200,
        saves: 10,
        rounds: isQuick ? 3 : 7,
      });
      // Who polls has chosen to be told later.
      if (feed !== 'poll') isWithin &&= seenP95 <= 250;
      const name = `${target.name}, ${processes} process${processes > 1 ? 'es' : ''}`;
      rows.push([feed ? `${name}, feed: '${feed}'` : name, ...row]);
    }
  }
  console.log(markdownTable(rows));
  console.log(
    '\nAn event is timed from the moment a save is sent until a page is told; a change is seen when a page has read the record anew. All pages have it open, and read it at once; of several rounds the median. With `poll` each process looks for changes every 250 ms.',
  );
  for (const target of targets.filter(({ name }) => name === 'PostgreSQL'))
    console.log(await tellStorm(target));
  console.log(
    `\n${isWithin ? 'Held' : 'NOT HELD'}: where processes tell each other, a change is seen by all pages within 250 ms (p95).`,
  );
} finally {
  for (const target of targets) await target.close();
}
if (!isWithin) process.exitCode = 1;

/** What it costs that processes are told by NOTIFY, which PostgreSQL hands out one commit at a time, when they save as fast as they can. */
async function tellStorm(target: Target): Promise<string> {
  const results: Record<'notify' | 'poll', StormResult[]> = { notify: [], poll: [] };
  for (let round = 0; round < (isQuick ? 1 : 5); round++)
    for (const feed of ['notify', 'poll'] as const)
      results[feed].push(await measureStorm(target, { feed, processes: 3, writers: 24, ms: 3_000 }));
  const median = (feed: 'notify' | 'poll', of: keyof StormResult) =>
    Math.round(
      percentile(
        results[feed].map((result) => result[of]),
        50,
      ),
    );
  const rows = (['notify', 'poll'] as const).map((feed) => [
    `feed: '${feed}'`,
    String(median(feed, 'savesPerSecond')),
    `${median(feed, 'toldP95')} ms`,
  ]);
  return `\n24 writers through three processes, as fast as these take it; every reader at every process was told of every save:\n\n${markdownTable([['PostgreSQL', 'saves a second', 'told p95'], ...rows])}`;
}
