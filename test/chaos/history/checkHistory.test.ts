import { describe, expect, it } from 'vitest';
import { checkHistory } from './checkHistory.js';
import type { HistoryRow, Operation } from './operation.js';

// A checker that cannot fail proves nothing: every fault is planted in a sound history, and has to be found by its rule alone.

const times = (startedAt: number, endedAt = startedAt + 5) => ({ record: 'tea', startedAt, endedAt });
const read = (id: string, at: number, version: number, writer: string): Operation => ({
  ...times(at),
  kind: 'read',
  id,
  client: 'reader',
  version,
  writer,
  last: writer,
});

/** Ann and Ben save in turn. One of Ben's saves was stored though he got no answer, another one never was. */
const sound: readonly Operation[] = [
  { ...times(0), kind: 'ok', id: 'made', client: 'ann', baseVersion: 0, version: 1 },
  read('sees 1', 10, 1, 'made'),
  { ...times(20), kind: 'ok', id: 'a2', client: 'ann', baseVersion: 1, version: 2 },
  { ...times(21, 30), kind: 'conflict', id: 'b2', client: 'ben', baseVersion: 1, version: 2, writer: 'a2' },
  { ...times(40), kind: 'info', id: 'b3', client: 'ben', baseVersion: 2 },
  read('sees 3', 50, 3, 'b3'),
  { ...times(60), kind: 'ok', id: 'a4', client: 'ann', baseVersion: 3, version: 4 },
  { ...times(61), kind: 'info', id: 'b4', client: 'ben', baseVersion: 3 },
  read('sees 4', 70, 4, 'a4'),
  { ...times(80), kind: 'ok', id: 'a5', client: 'ann', baseVersion: 4, version: 5 },
  { ...times(90), kind: 'info', id: 'b6', client: 'ben', baseVersion: 5 },
  read('sees 6', 100, 6, 'b6'),
  {
    ...times(110),
    kind: 'final',
    id: 'end',
    client: 'reader',
    version: 6,
    writer: 'b6',
    list: ['made', 'a2', 'b3', 'a4', 'a5', 'b6'],
  },
];
const rows: readonly HistoryRow[] = ['ann', 'ann', 'ben', 'ann', 'ann', 'ben'].map((client, n) => ({
  record: 'tea',
  version: n + 1,
  client,
}));

/** Changes some fields of one operation. */
const change = (id: string, fields: object): Operation[] =>
  // Only a test may plant what the types forbid.
  sound.map((operation) => (operation.id === id ? ({ ...operation, ...fields } as Operation) : operation));
const without = (...ids: readonly string[]) => sound.filter(({ id }) => !ids.includes(id));

const ok = { kind: 'ok', client: 'ben', record: 'tea' } as const;
const faults: readonly (readonly [rule: string, fault: string, history: readonly Operation[]])[] = [
  [
    'R1',
    'two saves replace version 4',
    [{ ...times(80), ...ok, id: 'b5', baseVersion: 4, version: 5 }, ...sound],
  ],
  [
    'R2',
    'two saves make version 5',
    [{ ...times(80), ...ok, id: 'b5', baseVersion: 2, version: 5 }, ...sound],
  ],
  [
    'R3',
    'a save makes the version it replaces',
    [...sound, { ...times(104), ...ok, id: 'b7', baseVersion: 6, version: 6 }],
  ],
  ['R4', 'a version is told with two writers', change('sees 4', { writer: 'b4', last: 'b4' })],
  ['R5', 'a save that nobody asked for is stored', without('b3')],
  ['R6', 'a refused save is stored', change('b3', { kind: 'fail' })],
  ['R7', 'nobody was told who made a version', without('sees 3')],
  ['R7', 'a version that was seen is gone', change('a4', { baseVersion: 2 })],
  [
    'R8',
    'an acknowledged save is not there',
    [...sound, { ...times(104), ...ok, id: 'b7', baseVersion: 6, version: 7 }],
  ],
  [
    'R9',
    'the last version goes back',
    change('end', { version: 5, writer: 'a5', list: ['made', 'a2', 'b3', 'a4', 'a5'] }),
  ],
  ['R10', 'an old version is read', [...sound, read('stale', 104, 4, 'a4')]],
  ['R11', 'a save is refused without need', change('b2', { version: 1, writer: 'made' })],
  ['R12', 'a save is refused because of itself', change('a4', { kind: 'conflict', writer: 'a4' })],
  ['R13', 'a version is seen too early', change('b3', { startedAt: 56, endedAt: 59 })],
  ['content', 'two entries change places', change('end', { list: ['made', 'b3', 'a2', 'a4', 'a5', 'b6'] })],
  ['content', 'a save is there twice', change('end', { list: ['made', 'a2', 'b3', 'a4', 'a5', 'a5', 'b6'] })],
  ['content', "a version comes with another one's content", change('sees 4', { last: 'b3' })],
];

describe('the history checker', () => {
  it('finds nothing where every save replaced the version it names', () => {
    expect(checkHistory(sound, rows)).toEqual([]);
  });

  it.each(faults)('%s: finds that %s', (rule, _fault, history) => {
    expect(checkHistory(history, rows).map((problem) => problem.rule)).toEqual([rule]);
  });

  it.each([
    ['lacks a version', rows.slice(0, -1)],
    ['names another author', rows.map((row) => (row.version === 3 ? { ...row, client: 'ann' } : row))],
    ['is empty', []],
  ])("history: finds that the server's own history %s", (_fault, wrongRows) => {
    expect(checkHistory(sound, wrongRows).map(({ rule }) => rule)).toEqual(['history']);
  });

  it('looks at every record by itself', () => {
    const other = sound.map((operation) => ({ ...operation, record: 'milk' }));

    expect(checkHistory([...other, ...sound])).toEqual([]);
    expect(checkHistory([...other, ...without('sees 3')]).map(({ record }) => record)).toEqual(['tea']);
  });
});
