import { expect, it } from 'vitest';
import { countRun, missing } from './counts.js';

it('tells what a run that stood still lacks', () => {
  const times = { startedAt: 0, endedAt: 1, client: 'ann' };
  const counts = countRun([
    { ...times, kind: 'ok', id: '1', record: 'tea', baseVersion: 0, version: 1 },
    { ...times, kind: 'info', id: '2', record: 'tea', baseVersion: 1 },
    { ...times, kind: 'info', id: '3', record: 'tea', baseVersion: 2 },
    { ...times, kind: 'final', id: '4', record: 'tea', version: 2, writer: '2', list: ['1', '2'] },
    { ...times, kind: 'read', id: '5', record: 'milk', version: 1, writer: '0', last: '0' },
  ]);
  const run = { ...counts, replays: 0, kills: 0, crashes: 0, seconds: 60 };

  expect(counts).toMatchObject({ saves: 1, savesPerRecord: 0, infos: 2, storedInfos: 1, reads: 1 });
  expect(missing(run, { saves: 1, infos: 2, kills: 10 })).toEqual({ kills: 0 });
  expect(missing(run, { savesPerRecord: 1 })).toEqual({ savesPerRecord: 0 });
});
