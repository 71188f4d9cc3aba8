import {
  autoIncrement,
  conditional,
  contentHash,
  timestamp,
  trigger,
  type LogEntry,
  type Store,
  type VersionStrategy,
} from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

const start = Date.UTC(2026, 10, 21);

function openWith(store: Store, strategy: VersionStrategy, options: Parameters<typeof openServer>[1] = {}) {
  return openServer(store, { resources: { articles: { strategy } }, ...options });
}

describe.each(eachStore)('version strategies ($name)', ({ openStore }) => {
  it('C3: timestamp makes the time a version, and rises where the clock stands still or goes back', async () => {
    const times = [start, start, start - 60_000, start + 1];
    const now = () => times[0] ?? start;
    const { call } = openWith(await openStore(), timestamp(), { now });
    let { body } = await call('POST', '/articles?meta=1', { id: '1' });
    const versions = [body._meta];
    for (let n = 1; n < 4; n++) {
      times.shift();
      ({ body } = await call('PATCH', '/articles/1?meta=1', { n, _version: body._version }));
      versions.push(body._meta);
    }

    expect(versions).toMatchObject([
      { version: `${start}000` },
      { version: `${start}001` },
      { version: `${start}002` },
      { version: `${start + 1}000` },
    ]);
  });

  it('C2, C4: a version is a number from 1, and no token is made of anything else', async () => {
    for (const strategy of [autoIncrement(), trigger(), conditional({ ignore: ['views'] })]) {
      const { call } = openWith(await openStore(), strategy);
      const { body } = await call('POST', '/articles?meta=1', { id: '1' });

      expect([body._meta, body._version]).toEqual([
        expect.objectContaining({ version: '1' }),
        expect.stringMatching(/^vt1\./),
      ]);
    }
  });

  it('contentHash gives the same content the same token, whatever came between', async () => {
    const entries: LogEntry[] = [];
    const { call } = openWith(await openStore(), contentHash(), { log: (entry) => entries.push(entry) });
    const { body: a } = await call('POST', '/articles', { id: '1', title: 'A', tags: ['x', { b: 1, a: 2 }] });
    const { body: b } = await call('PATCH', '/articles/1', { title: 'B', _version: a._version });
    const stale = await call('PATCH', '/articles/1', { title: 'C', _version: a._version });
    const { body: again } = await call('PATCH', '/articles/1', { title: 'A', _version: b._version });

    expect(told(stale)).toBe('409 version-conflict');
    expect(stale.body).toMatchObject({ base: { title: 'A' }, changes: [{ paths: ['/title'] }] });
    expect(again._version).toBe(a._version);
    expect((await call('PATCH', '/articles/1', { title: 'C', _version: a._version })).status).toBe(200);
    expect((await call('GET', '/articles/1/history')).body.items).toHaveLength(4);
    // A hash tells nothing about what came first.
    expect(entries).toEqual([]);
  });

  it('contentHash has one winner of two writers at once, and brings nothing back with a token of before', async () => {
    const { call } = openWith(await openStore(), contentHash());
    const { body } = await call('POST', '/articles', { id: '1', n: -1 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => call('PATCH', '/articles/1', { n, _version: body._version })),
    );
    const { body: now } = await call('GET', '/articles/1');
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${now._version}"` });
    const { body: gone } = await call('GET', '/articles/1');

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(told(await call('POST', '/articles/1/restore', { _version: now._version }))).toBe(
      '410 record-deleted',
    );
    expect((await call('POST', '/articles/1/restore', { _version: gone._version })).body._version).toBe(
      now._version,
    );
  });

  it('a form that was opened before another strategy was chosen still saves, and its second save conflicts', async () => {
    const strategies = {
      autoIncrement: autoIncrement(),
      timestamp: timestamp(),
      trigger: trigger(),
      contentHash: contentHash(),
      conditional: conditional({ ignore: ['views'] }),
    };
    const store = await openStore();
    const { body } = await openWith(store, autoIncrement()).call('POST', '/articles', { id: '1', n: 0 });
    let read = body;
    const order = [
      'timestamp',
      'trigger',
      'contentHash',
      'conditional',
      'contentHash',
      'autoIncrement',
    ] as const;
    for (const [n, name] of order.entries()) {
      const { call } = openWith(store, strategies[name]);
      const saved = await call('PATCH', '/articles/1', { n: n + 1, _version: read._version });

      expect([name, saved.status]).toEqual([name, 200]);
      expect(told(await call('PATCH', '/articles/1', { n: -1, _version: read._version }))).toBe(
        '409 version-conflict',
      );
      read = saved.body;
    }
    const { items = [] } = (await openWith(store, autoIncrement()).call('GET', '/articles/1/history')).body;
    expect(items.map(({ paths }) => paths)).toEqual([['/id', '/n'], ...Array(order.length).fill(['/n'])]);
  });

  it('F35: a restored backup makes a token newer than the record: a conflict, and a loud log', async () => {
    const [store, backup] = [await openStore(), await openStore()];
    const entries: LogEntry[] = [];
    const restored = openWith(backup, autoIncrement(), { log: (entry) => entries.push(entry) });
    const { call } = openWith(store, autoIncrement());
    await restored.call('POST', '/articles', { id: '1', title: 'Tea' });
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const { body: lost } = await call('PATCH', '/articles/1', { title: 'Coffee', _version: body._version });
    const conflict = await restored.call('PATCH', '/articles/1', { title: 'Mine', _version: lost._version });

    expect(told(conflict)).toBe('409 version-conflict');
    expect(conflict.body.current).toMatchObject({ title: 'Tea' });
    expect(entries).toEqual([
      { event: 'token-ahead', resource: 'articles', id: '1', version: '1', tokenVersion: '2' },
    ]);
  });

  it.each([autoIncrement(), timestamp(), trigger()])(
    'C1: $kind makes a version of no number twice, deletion and recreation included',
    async (strategy) => {
      const { call } = openWith(await openStore(), strategy);
      const versions = new Set<unknown>();
      for (let n = 0; n < 3; n++) {
        const { body } = await call('PUT', '/articles/1?meta=1', { n }, { 'If-None-Match': '*' });
        versions.add(JSON.stringify(body._meta));
        await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
      }

      expect(versions.size).toBe(3);
      expect((await call('GET', '/articles/1/history')).body.items).toHaveLength(6);
    },
  );
});
