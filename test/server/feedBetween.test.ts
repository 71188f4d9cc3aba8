import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { openFile, openPool, openSchema, schemaUrl, temporaryFile } from './eachStore.js';
import { openEvents } from './openEvents.js';
import { openServer } from './openServer.js';

const ways = [
  {
    name: 'one SQLite file',
    openWay: async () => {
      const path = temporaryFile();
      return async () => sqlStore(await openFile(path), { pollMs: 20 });
    },
  },
  ...(['notify', 'poll'] as const).map((feed) => ({
    name: `PostgreSQL, ${feed}`,
    openWay: async () => {
      const { schema } = await openSchema();
      return async () => sqlStore(await openPool(schemaUrl(schema)), { feed, pollMs: 20 });
    },
  })),
];

/**
 * Opens two servers over one database, as two processes would, and follows the first. They take turns: in one process SQLite waits for
 * itself.
 */
async function openTwo(openStore: () => Promise<ReturnType<typeof sqlStore>>) {
  const first = openServer(await openStore(), { log: () => undefined });
  const second = openServer(await openStore(), { log: () => undefined });
  await first.checker.setUp();
  await second.checker.setUp();
  const events = await openEvents((request) => first.checker.fetch(request));
  await events.next();
  return { first, second, events };
}

describe.each(ways)('events of two processes on $name', ({ openWay }) => {
  it('come once each, in an order that every record keeps', async () => {
    const { first, second, events } = await openTwo(await openWay());
    const calls = [first.call, second.call];
    for (let n = 0; n < 20; n++) {
      for (const [of, call] of calls.entries()) await call('POST', '/articles', { id: `${of}-${n}` });
    }
    let { body } = await first.call('POST', '/articles', { id: 'both' });
    for (let n = 0; n < 10; n++) {
      const call = n % 2 === 0 ? second.call : first.call;
      ({ body } = await call('PATCH', '/articles/both', { n, _version: body._version }));
    }

    await expect.poll(() => events.events.length).toBe(1 + 40 + 11);
    const made = events.events.map(({ data }) => JSON.stringify(data));
    expect(new Set(made).size).toBe(made.length);
    expect(new Set(events.events.map(({ id }) => id)).size).toBe(made.length);
  });

  it('tell of locks and presence too', async () => {
    const { second, events } = await openTwo(await openWay());
    await second.call('POST', '/articles', { id: '1' });
    await events.next();
    const tab = { 'Noclobber-User': 'Ann', 'Noclobber-Tab': 't1' };

    await second.call('PUT', '/articles/1/lock', { mode: 'enforced' }, tab);
    expect(await events.next()).toMatchObject({ event: 'locked', data: { id: '1', by: { name: 'Ann' } } });
    await second.call('DELETE', '/articles/1/lock', undefined, tab);
    expect(await events.next()).toMatchObject({ event: 'unlocked', data: { id: '1' } });
    await second.call('PUT', '/articles/1/editors', { state: 'editing' }, tab);
    expect(await events.next()).toMatchObject({ event: 'editors', data: { id: '1' } });
  });

  it('are not taken for those of another process where many are written here', async () => {
    const { first, second, events } = await openTwo(await openWay());
    const operations = Array.from({ length: 1200 }, (_, n) => ({ op: 'create', id: `a${n}`, value: {} }));

    await first.call('POST', '/articles/batch', { policy: 'silent', operations });
    await second.call('POST', '/articles', { id: 'end' });

    await expect.poll(() => JSON.stringify(events.events.at(-1)?.data)).toContain('"end"');
    expect(events.events).toHaveLength(1 + 1200 + 1);
  });

  it('tell nothing of a batch that was taken back', async () => {
    const { first, second, events } = await openTwo(await openWay());
    await first.call('POST', '/articles', { id: '1' });
    await events.next();
    const create = (id: string) => ({ op: 'create', id, value: {} });
    const aborted = { policy: 'abort-all', operations: [create('2'), create('1')] };

    for (const { call } of [first, second]) await call('POST', '/articles/batch', aborted);
    await second.call('POST', '/articles', { id: 'end' });

    expect(await events.next()).toMatchObject({ data: { id: 'end' } });
  });
});
