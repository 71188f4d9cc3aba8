import type { Store } from 'noclobber/server';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { eachDatabase, eachMapped, run } from './mappedStore.js';
import { openServer, told, type Call } from './openServer.js';

const start = Date.UTC(2026, 10, 21);
const day = 24 * 60 * 60 * 1000;
const layouts = [
  ...eachStore,
  ...eachMapped.map(({ name, open }) => ({
    name: `${name}, own table`,
    openStore: async () => (await open()).store,
  })),
];

/** A server whose clock is turned by hand. */
function openAt(store: Store, history: boolean | { readonly keepMs: number }) {
  const clock = { now: start };
  const server = openServer(store, { resources: { articles: { history } }, now: () => clock.now });
  /** Writes something else, beside which old versions are forgotten, and waits until they are. */
  const forget = async () => {
    await server.call('POST', '/articles', { title: 'Other' });
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  return { ...server, clock, forget };
}

const versionsOf = async (call: Call) =>
  ((await call('GET', '/articles/1/history')).body.items ?? []).map(({ version }) => version);

describe.each(layouts)('retention ($name)', ({ openStore }) => {
  it('C27: without history there are no versions, but what was asked under a key is repeated', async () => {
    const { call } = openAt(await openStore(), false);
    const key = { 'Idempotency-Key': '"a"' };
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const save = () => call('PATCH', '/articles/1?meta=1', { title: 'Cup', _version: body._version }, key);
    const saved = await save();
    await call('PATCH', '/articles/1', { title: 'Pot', _version: saved.body._version });
    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });

    expect(await versionsOf(call)).toEqual([]);
    expect((await save()).body).toEqual(saved.body);
    expect(told(conflict)).toBe('409 version-conflict');
    expect(conflict.body).toMatchObject({ current: { title: 'Pot' }, changes: [] });
    expect(conflict.body.base).toBeUndefined();
  });

  it('without history a save that changes nothing is repeated as well', async () => {
    const { call } = openAt(await openStore(), false);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const same = () =>
      call('PATCH', '/articles/1', { title: 'Tea', _version: body._version }, { 'Idempotency-Key': '"a"' });

    expect([(await same()).status, (await same()).headers.get('Idempotency-Replayed')]).toEqual([
      200,
      'true',
    ]);
  });

  it('without history a deleted record is still known, and is brought back', async () => {
    const { call } = openAt(await openStore(), false);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    const gone = await call('GET', '/articles/1');

    expect([told(gone), gone.body.last]).toMatchObject(['410 record-deleted', { title: 'Tea' }]);
    expect((await call('POST', '/articles/1/restore', { _version: gone.body._version })).status).toBe(200);
  });

  it('without history lists still go on from page to page', async () => {
    const { call } = openAt(await openStore(), false);
    for (const id of ['1', '2', '3']) await call('POST', '/articles', { id, title: id });
    const { body } = await call('GET', '/articles?limit=2&sort=-title');

    expect(
      (await call('GET', `/articles?limit=2&sort=-title&after=${String(body.next)}`)).body.items,
    ).toMatchObject([{ id: '1' }]);
  });

  it('forgets old versions, never the newest one, and what a kept key needs only after the key', async () => {
    const { call, clock, forget } = openAt(await openStore(), { keepMs: day });
    const key = { 'Idempotency-Key': '"a"' };
    const create = () => call('POST', '/articles', { id: '1', title: 'v1' }, key);
    let { body } = await create();
    const first = body;
    for (const title of ['v2', 'v3'])
      ({ body } = await call('PATCH', '/articles/1', { title, _version: body._version }));
    clock.now = start + day / 2;
    await forget();
    expect(await versionsOf(call)).toEqual(['1', '2', '3']);

    clock.now = start + 2 * day;
    await forget();
    expect(await versionsOf(call)).toEqual(['1', '3']);
    expect((await create()).body).toEqual(first);

    clock.now = start + 9 * day;
    await forget();
    expect(await versionsOf(call)).toEqual(['3']);
    expect((await call('GET', '/articles/1')).body).toEqual(body);
    expect((await call('PATCH', '/articles/1', { title: 'v4', _version: body._version })).status).toBe(200);
  });

  it('never forgets that a record was deleted', async () => {
    const { call, clock, forget } = openAt(await openStore(), { keepMs: day });
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    clock.now = start + 400 * day;
    await forget();
    const gone = await call('GET', '/articles/1');
    const recreated = await call('PUT', '/articles/1?meta=1', { title: 'New' }, { 'If-None-Match': '*' });

    expect([told(gone), gone.body.last]).toMatchObject(['410 record-deleted', { title: 'Tea' }]);
    expect(recreated.body._meta).toMatchObject({ version: '3' });
  });

  it('C27: brings back what a force overwrote', async () => {
    const { call } = openAt(await openStore(), true);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: body._version });
    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });
    const force = { title: 'Mine', _version: conflict.body.current?._version };
    const forced = await call('PATCH', '/articles/1', force, { 'Noclobber-Force': '2' });
    const past = (await call('GET', '/articles/1/versions/2')).body.record as { readonly title: string };
    const back = await call('PATCH', '/articles/1', { title: past.title, _version: forced.body._version });

    expect(back.body).toMatchObject({ title: 'Theirs' });
  });

  it('erases a record and its past: old tokens find it deleted, and it goes on from there', async () => {
    const { call, checker } = openAt(await openStore(), true);
    const key = { 'Idempotency-Key': '"a"' };
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' }, key);
    await call('PATCH', '/articles/1', { title: 'Cup', _version: body._version });
    const by = { id: 'dpo', name: 'Dana' };
    const erased = await checker.purge({ resource: 'articles', id: '1', by });
    const gone = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });
    const past = await call('GET', '/articles/1/versions/1');
    const recreated = await call('PUT', '/articles/1?meta=1', { title: 'New' }, { 'If-None-Match': '*' });

    expect(erased).toMatchObject({ kind: 'removed', version: '3' });
    expect([told(gone), gone.body.last]).toEqual(['410 record-deleted', { id: '1' }]);
    expect(told(past)).toBe('404 not-found');
    expect(recreated.body._meta).toMatchObject({ version: '4' });
    expect(told(await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version }))).toBe(
      '409 version-conflict',
    );
    expect(await checker.purge({ resource: 'articles', id: 'none', by })).toMatchObject({
      reason: 'not-found',
    });
  });

  it('erases what was deleted before', async () => {
    const { call, checker } = openAt(await openStore(), true);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    await checker.purge({ resource: 'articles', id: '1', by: { id: 'dpo', name: 'Dana' } });

    expect((await call('GET', '/articles/1')).body.last).toEqual({ id: '1' });
  });
});

describe.each(eachDatabase)('erasing ($name)', ({ name, openDatabase }) => {
  it('leaves nothing of a record in any table', async () => {
    const database = await openDatabase();
    await run(database, 'create table own (id text primary key, title text, version bigint)');
    const store = sqlStore(database, { tables: { articles: { table: 'own' } } });
    const { call, checker } = openServer(store);
    for (const path of ['/articles', '/products']) {
      const key = { 'Idempotency-Key': `"${path}"` };
      const { body } = await call('POST', path, { id: '1', title: 'Unmistakable' }, key);
      await call('PATCH', `${path}/1`, { title: 'Unmistakable too', _version: body._version });
      await call('PUT', `${path}/1/lock`, {}, { 'Noclobber-User': 'Unmistakable' });
      await checker.purge({ resource: path.slice(1), id: '1', by: { id: 'dpo', name: 'Dana' } });
    }
    const tables = await run(
      database,
      name === 'SQLite'
        ? `select name from sqlite_master where type = 'table'`
        : 'select tablename as name from pg_tables where schemaname = current_schema()',
    );
    // What goes by tells of a lock for a minute, and of no content.
    const kept = tables.filter((table) => table.name !== 'noclobber_events');
    const rows = await Promise.all(
      kept.map((table) => run(database, `select * from "${String(table.name)}"`)),
    );

    expect(tables.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toContain('Unmistakable');
    expect(JSON.stringify(rows)).toContain('Dana');
  });
});
