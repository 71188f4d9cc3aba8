import { sql } from 'kysely';
import { sqlStore, type SqlStoreOptions } from 'noclobber/server/sql';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { openPool, openSchema, schemaUrl } from './eachStore.js';
import { openEvents } from './openEvents.js';
import { openServer, type Call } from './openServer.js';

const quiet = { log: () => undefined };

type Database = Awaited<ReturnType<typeof openPool>>;

/** Opens servers over one schema, as so many processes would. */
async function openServers(count: number, options: SqlStoreOptions = {}) {
  const { schema, database } = await openSchema();
  const open = async () => {
    const pool = await openPool(schemaUrl(schema));
    const { checker, call } = openServer(sqlStore(pool, options), quiet);
    const follow = (headers = {}) => openEvents((request) => checker.fetch(request), { headers });
    return { checker, call, follow, pool };
  };
  const servers = [];
  for (let n = 0; n < count; n++) servers.push(await open());
  const [first, second, ...others] = servers;
  if (!first || !second) throw new Error('Two servers at least.');
  return { database, first, second, others, schema };
}

describe.each(['notify', 'poll'] as const)('events between processes on PostgreSQL (%s)', (feed) => {
  it('F16: tell every process within a second, and each of them once', async () => {
    const { first, second, others } = await openServers(3, { feed });
    const all = [first, second, ...others];
    const streams = await Promise.all(all.map(({ follow }) => follow()));
    await Promise.all(streams.map((stream) => stream.next()));
    const from = Date.now();

    const { body } = await first.call('POST', '/articles', { id: '1' }, { 'Noclobber-User': 'Ann' });
    const told = await Promise.all(streams.map((stream) => stream.next()));
    expect(Date.now() - from).toBeLessThan(10_000);
    await second.call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    await Promise.all(streams.map((stream) => stream.next()));
    const gone = await first.call('GET', '/articles/1');
    await first.call('POST', '/articles/1/restore', { _version: gone.body._version });
    await Promise.all(streams.map((stream) => stream.next()));

    const data = { resource: 'articles', id: '1', version: '1', by: { id: 'Ann', name: 'Ann' } };
    expect(told.map((event) => [event.event, event.data])).toEqual(all.map(() => ['changed', data]));
    for (const { events } of streams) {
      expect(events.map(({ event }) => event)).toEqual(['resync', 'changed', 'deleted', 'restored']);
    }
  });

  it('stay within their schema', async () => {
    const [a, b] = [await openServers(2, { feed }), await openServers(2, { feed })];
    const [inA, inB] = [await a.first.follow(), await b.first.follow()];
    await Promise.all([inA.next(), inB.next()]);

    await a.second.call('POST', '/articles', { id: 'a' });
    await inA.next();
    await b.second.call('POST', '/articles', { id: 'b' });

    expect(await inB.next()).toMatchObject({ data: { id: 'b' } });
  });

  it('come one by one of a burst of 500', async () => {
    const { first, second } = await openServers(2, { feed });
    const events = await second.follow();
    await events.next();

    await createMany(first.call, 500);

    await expect.poll(() => events.events.length, { timeout: 10_000 }).toBe(501);
    expect(new Set(events.events.map(({ data }) => JSON.stringify(data))).size).toBe(501);
  });

  it('come of a process that nobody follows, and of what happened meanwhile after a short break', async () => {
    const { first, second } = await openServers(2, { feed });
    const before = await first.follow();
    const { id } = await before.next();
    await before.close();
    await second.call('POST', '/articles', { id: '1' });

    // Others are listened to a little longer, but may not have been heard yet.
    const after = await first.follow({ 'Last-Event-ID': id });

    expect(await after.next()).toMatchObject({ event: 'changed', data: { id: '1' } });
  });

  it('stop with the checker, and leave nothing behind', async () => {
    const { first, second, database } = await openServers(2, { feed });
    const events = await first.follow();
    await events.next();
    const from = Date.now();

    await first.checker.close();
    await events.ended;

    expect(Date.now() - from).toBeLessThan(10_000);
    await second.call('POST', '/articles', { id: '1' });
    expect(events.events).toHaveLength(1);
    await expect.poll(() => listeners(database)).toBe(0);
  });
});

describe('notifications', () => {
  it('F16: connects anew where the connection was lost, and tells followers that they missed something', async () => {
    const { first, second, database } = await openServers(2, { feed: 'notify' });
    const events = await first.follow();
    await events.next();
    await second.call('POST', '/articles', { id: '1' });
    const heard = await events.next();

    await endListeners(database);
    expect(await events.next()).toMatchObject({ event: 'resync' });
    await second.call('POST', '/articles', { id: '2' });
    expect(await events.next()).toMatchObject({ event: 'changed', data: { id: '2' } });

    const late = await first.follow({ 'Last-Event-ID': heard.id });
    expect((await late.next()).event).toBe('resync');
  });

  it('F16: carry even what is too long for one: without the name, or as something missed', async () => {
    const { schema } = await openSchema();
    const open = async (by: { id: string; name: string }) => {
      const store = sqlStore(await openPool(schemaUrl(schema)), { feed: 'notify' });
      const { checker, call } = openServer(store, { ...quiet, authorize: () => by });
      return { call, follow: () => openEvents((request) => checker.fetch(request)) };
    };
    const [longName, longId] = [
      await open({ id: 'a', name: 'é'.repeat(9000) }),
      await open({ id: 'é'.repeat(9000), name: 'a' }),
    ];
    const events = await (await open({ id: 'b', name: 'b' })).follow();
    await events.next();

    await longName.call('POST', '/articles', { id: '1' });
    expect(await events.next()).toMatchObject({ event: 'changed', data: { id: '1', by: null } });
    await longId.call('POST', '/articles', { id: '2' });
    expect(await events.next()).toMatchObject({ event: 'changed', data: { id: '2', by: null } });
  });

  it('F16: are few for many events, and none as long as PostgreSQL refuses', async () => {
    const { first, database } = await openServers(2, { feed: 'notify' });
    await first.checker.setUp();
    const payloads: string[] = [];
    const client = new pg.Client({ connectionString: inject('postgresUrl') });
    onTestFinished(() => client.end());
    client.on('notification', ({ payload = '' }) => payloads.push(payload));
    await client.connect();
    await client.query(`listen "${await channelOf(database)}"`);

    await createMany(first.call, 500);

    const count = () => payloads.flatMap((payload) => JSON.parse(payload).events).length;
    await expect.poll(count).toBe(500);
    expect(payloads.length).toBeLessThan(30);
    expect(payloads.filter((payload) => Buffer.byteLength(payload) >= 8000)).toEqual([]);
    expect(payloads.join()).not.toContain('secret');
  });

  it('F13: wait until a connection is free', async () => {
    const { schema } = await openSchema();
    const pool = await openPool(schemaUrl(schema), { poolSize: 1, connectTimeoutMs: 50 });
    const { call } = openServer(sqlStore(pool), quiet);
    const { checker } = openServer(sqlStore(await openPool(schemaUrl(schema))), quiet);
    const events = await openEvents((request) => checker.fetch(request));
    await events.next();

    await call('POST', '/articles', { id: '1' });
    await sql`select pg_sleep(0.5)`.execute(pool);

    expect(await events.next()).toMatchObject({ event: 'changed', data: { id: '1' } });
  });

  it('need a database that was opened here', async () => {
    const { database } = await openSchema();
    // Whoever wraps the database hides how it is reached.
    const wrapped = database.withoutPlugins();

    expect(() => sqlStore(wrapped, { feed: 'notify' })).toThrow("Use feed: 'poll'");
  });
});

describe('polling', () => {
  it.each(['before', 'after'])(
    'F14: sees what is committed after a higher number was seen; others began to listen %s the higher number',
    async (when) => {
      const { first, second, database } = await openServers(2, { feed: 'poll', pollMs: 20 });
      await Promise.all([first.call('POST', '/articles', { id: '0' }), second.checker.setUp()]);
      const early = when === 'before' ? await second.follow() : undefined;
      await early?.next();

      const events = await database.transaction().execute(async (slow) => {
        await sql`insert into noclobber_history (tenant, resource, id, version, data, deleted, changed_by, changed_by_name, changed_at, paths, kept)
          values ('', 'articles', 'slow', 1, '{}', 0, 'a', 'A', '', '["/a"]', 1)`.execute(slow);
        await first.call('POST', '/articles', { id: 'fast' });
        const opened = early ?? (await second.follow());
        await opened.next();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return opened;
      });

      expect(await events.next()).toMatchObject({
        event: 'changed',
        data: { id: 'slow', by: { name: 'A' } },
      });
      await first.call('POST', '/articles', { id: 'end' });
      expect(await events.next()).toMatchObject({ data: { id: 'end' } });
    },
  );

  it('does not wait for what was taken back', async () => {
    const { first, second, database } = await openServers(2, { feed: 'poll', pollMs: 20 });
    const events = await second.follow();
    await events.next();

    await sql`select nextval('noclobber_history_seq_seq') from generate_series(1, 5000)`.execute(database);
    await first.call('POST', '/articles', { id: '1' });
    expect(await events.next()).toMatchObject({ data: { id: '1' } });
    await first.call('POST', '/articles', { id: '2' });
    expect(await events.next()).toMatchObject({ data: { id: '2' } });
  });
});

async function createMany(call: Call, count: number): Promise<void> {
  const operations = Array.from({ length: count }, (_, n) => ({
    op: 'create',
    id: `a-rather-long-name-of-a-record-${n}`,
    value: { n, text: 'secret' },
  }));
  const { status } = await call('POST', '/articles/batch', { policy: 'silent', operations });
  if (status !== 200) throw new Error(`The batch was answered with ${status}.`);
}

async function channelOf(database: Database): Promise<string> {
  const { rows } = await sql<{ oid: string }>`select oid::text from pg_namespace
    where nspname = current_schema()`.execute(database);
  return `noclobber_${rows[0]?.oid}`;
}

/** How many connections listen in this schema. */
async function listeners(database: Database): Promise<number> {
  return (await listenersOf(database)).length;
}

async function endListeners(database: Database): Promise<void> {
  for (const pid of await listenersOf(database))
    await sql`select pg_terminate_backend(${pid})`.execute(database);
}

async function listenersOf(database: Database): Promise<readonly number[]> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where query in (${`listen "${await channelOf(database)}"`})`.execute(database);
  return rows.map(({ pid }) => pid);
}
