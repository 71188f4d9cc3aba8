import type { ImportInput, ImportResult, LogEntry } from 'noclobber/server';
import { assert, describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

const by = { id: 'import', name: 'The nightly import' };
const resource = 'articles';

describe.each(eachStore)('C28: importing records ($name)', ({ openStore }) => {
  /** Opens a checker with a record as it was exported, one that was changed since, and one that was deleted. */
  async function openRecords() {
    const entries: LogEntry[] = [];
    const server = openServer(await openStore(), { log: (entry) => entries.push(entry) });
    const { call } = server;
    for (const id of ['same', 'changed', 'gone']) await call('POST', '/articles', { id, n: 0 });
    const { body } = await call('GET', '/articles?meta=1');
    // What was read out of JSON is JSON.
    const exported = body.items as readonly ImportInput['records'][number][];
    const tokenOf = (id: string) => exported.find((item) => item.id === id)?._version;
    await call('PATCH', '/articles/changed', { n: 1, _version: tokenOf('changed') });
    await call('DELETE', '/articles/gone', undefined, { 'If-Match': `"${tokenOf('gone')}"` });
    return { ...server, entries, exported, tokenOf };
  }

  it('leaves what is equal and makes what is new, in every mode', async () => {
    const { checker, exported, call } = await openRecords();
    const records = [...exported.filter(({ id }) => id === 'same'), { id: 'new', n: 7 }];

    for (const mode of ['check', 'skip', 'force'] as const) {
      const results = await checker.importRecords({ resource, by, records, mode });
      expect(results.map(tellOf)).toEqual(['same left', mode === 'check' ? 'new saved' : 'new left']);
    }
    expect((await call('GET', '/articles/new')).body).toMatchObject({ id: 'new', n: 7 });
    expect((await call('GET', '/articles/same?meta=1')).body).toMatchObject({ _meta: { version: '1' } });
  });

  it('skip: makes a record once where two imports bring it at the same time', async () => {
    const { checker } = await openRecords();
    const records = Array.from({ length: 20 }, (_, n) => ({ id: `new${n}`, n }));
    const both = await Promise.all(
      [0, 1].map(() => checker.importRecords({ resource, by, records, mode: 'skip' })),
    );

    const ends = both.flat().map(tellOf).toSorted();
    expect(ends).toEqual(records.flatMap(({ id }) => [`${id} left`, `${id} saved`]).toSorted());
  });

  it('check: saves over the version that was exported and nothing newer', async () => {
    const { checker, tokenOf, call } = await openRecords();
    const records: ImportInput['records'] = [
      { id: 'same', n: 5, _version: tokenOf('same') ?? '' },
      { id: 'changed', n: 5, _version: tokenOf('changed') ?? '' },
      { id: 'gone', n: 5, _version: tokenOf('gone') ?? '' },
      { id: 'changed', n: 5 },
    ];

    const results = await checker.importRecords({ resource, by, records, mode: 'check' });

    expect(results.map(tellOf)).toEqual([
      'same saved',
      'changed version-conflict',
      'gone record-deleted',
      'changed token-required',
    ]);
    expect((await call('GET', '/articles/changed')).body.n).toBe(1);
  });

  it('skip: leaves whatever exists, or existed', async () => {
    const { checker, call } = await openRecords();
    const records = ['same', 'changed', 'gone', 'new'].map((id) => ({ id, n: 5 }));

    const results = await checker.importRecords({ resource, by, records, mode: 'skip' });

    expect(results.map(tellOf)).toEqual(['same left', 'changed left', 'gone left', 'new saved']);
    expect(told(await call('GET', '/articles/gone'))).toBe('410 record-deleted');
  });

  it('force: overwrites everything, deleted records too, and that is noted', async () => {
    const { checker, entries, exported } = await openRecords();
    const records = exported.map((record) => ({ ...record, n: 5 }));

    const results = await checker.importRecords({ resource, by, records, mode: 'force' });
    const page = await checker.list({ resource });

    expect(results.map(tellOf).toSorted()).toEqual(['changed saved', 'gone saved', 'same saved']);
    assert(page.kind === 'page');
    expect(page.items.map(({ value, change }) => [value, change.version])).toEqual([
      [{ id: 'changed', n: 5 }, '3'],
      [{ id: 'gone', n: 5 }, '3'],
      [{ id: 'same', n: 5 }, '2'],
    ]);
    expect(entries.map((entry) => entry.event === 'unchecked' && entry.id).toSorted()).toEqual([
      'changed',
      'same',
    ]);
  });

  it('refuses a bad record alone, and a resource or a key that can not be for all', async () => {
    const { checker } = await openRecords();
    const mode = 'force';
    const records: ImportInput['records'] = [
      { id: '\ud800' },
      { id: '' },
      { id: 'a', text: '\0' },
      { id: 'b' },
    ];

    expect((await checker.importRecords({ resource, by, records, mode })).map(tellOf)).toEqual([
      '\ud800 invalid',
      ' invalid',
      'a invalid',
      'b saved',
    ]);
    expect((await checker.importRecords({ resource: 'no', by, records, mode })).map(tellOf)[3]).toBe(
      'b not-found',
    );
    expect((await checker.importRecords({ resource, by, records, mode, key: '' })).map(tellOf)[3]).toBe(
      'b malformed-key',
    );
  });

  it('repeated with its key undoes nobody', async () => {
    const { checker, call } = await openRecords();
    const input = { resource, by, records: [{ id: 'new', n: 5 }], mode: 'force', key: 'night-1' } as const;
    await checker.importRecords(input);
    const { body } = await call('GET', '/articles/new');
    await call('PATCH', '/articles/new', { n: 6, _version: body._version });

    const [again] = await checker.importRecords(input);
    const [other] = await checker.importRecords({ ...input, records: [{ id: 'new', n: 7 }] });

    expect(again?.outcome).toMatchObject({ kind: 'saved', isReplay: true, record: { value: { n: 5 } } });
    expect(other && tellOf(other)).toBe('new idempotency-key-reused');
    expect((await call('GET', '/articles/new')).body.n).toBe(6);
  });
});

function tellOf({ id, outcome }: ImportResult): string {
  return `${id} ${outcome.kind === 'refused' ? outcome.reason : outcome.kind}`;
}
