import { describe, expect, it } from 'vitest';
import { missing } from '../chaos/counts.js';
import { checkHistory } from '../chaos/history/checkHistory.js';
import { problemReport } from '../chaos/problemReport.js';
import { recordRun } from '../chaos/recordRun.js';
import { temporaryFile } from '../server/eachStore.js';
import { told } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

const ready = async (db: string) =>
  Promise.all([1, 2, 3, 4].map(() => spawnServer('--db', db, '--resource', 'articles')));

describe('four processes on one SQLite file', { timeout: 120_000 }, () => {
  it('F36: lose and refuse no save wrongly, by what their clients were told', async () => {
    const servers = await ready(temporaryFile());
    const minimum = { saves: 200, savesPerRecord: 10, conflicts: 50 };

    const run = await recordRun({
      urls: servers.map(({ url }) => url),
      clients: 16,
      records: 6,
      seed: 36,
      seconds: 5,
      mostSeconds: 60,
      minimum,
    });

    const problems = checkHistory(run.operations, run.rows);
    if (problems.length > 0) throw new Error(problemReport(run, problems));
    expect(missing(run.counts, minimum)).toEqual({});
  });

  it('F36: have one winner a version of all who save over it', async () => {
    const servers = await ready(temporaryFile());
    const [first] = servers;
    const { body } = await (first?.call('POST', '/articles', { id: '1', n: 0 }) ??
      Promise.reject(new Error('no server')));
    let token = body._version;
    for (let n = 1; n <= 10; n++) {
      const answers = await Promise.all(
        servers.flatMap(({ call }) =>
          [1, 2, 3].map((by) => call('PATCH', '/articles/1?meta=1', { n, by, _version: token })),
        ),
      );
      const [winner, ...others] = answers.filter(({ status }) => status === 200);
      expect([others, winner?.body._meta]).toEqual([[], expect.objectContaining({ version: `${n + 1}` })]);
      expect(new Set(answers.map(told))).toEqual(new Set(['200', '409 version-conflict']));
      token = winner?.body._version ?? '';
    }
  });
});
