import { sqlStore, type MappedTable } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachDatabase, eachMapped, run } from './mappedStore.js';
import { openServer, told } from './openServer.js';

const uuid = '6f2b1a3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c';

describe.each(eachDatabase)("the types of an application's own table ($name)", ({ name, openDatabase }) => {
  const open = async (columns: string, options: Partial<MappedTable> = {}) => {
    const database = await openDatabase();
    await run(database, `create table own (${columns})`);
    const store = sqlStore(database, { tables: { articles: { table: 'own', ...options } } });
    return { database, ...openServer(store) };
  };

  it('takes numbers for ids, which are text for a client, and finds nothing by any other text', async () => {
    const { call, database } = await open('id bigint primary key, title text, version bigint');
    await run(database, `insert into own values (7, 'Tea', 1), (9007199254740993, 'Far', 1), (-5, 'Low', 1)`);
    const { body } = await call('GET', '/articles/7');
    const { body: far } = await call('GET', '/articles/9007199254740993');

    expect([body, far]).toMatchObject([
      { id: '7', title: 'Tea' },
      { id: '9007199254740993', title: 'Far' },
    ]);
    expect(
      (await call('PATCH', '/articles/9007199254740993', { title: 'Off', _version: far._version })).status,
    ).toBe(200);
    for (const id of ['07', '7.0', ' 7', '+7', '0x7', 'x', '7e0', '99999999999999999999'])
      expect(told(await call('GET', `/articles/${encodeURIComponent(id)}`))).toBe('404 not-found');
    expect(told(await call('POST', '/articles', { title: 'No id' }))).toBe('422 invalid');
    expect((await call('GET', '/articles?sort=-title')).body.items?.map(({ id }) => id)).toEqual([
      '7',
      '9007199254740993',
      '-5',
    ]);
    expect((await call('GET', '/articles')).body.items?.map(({ id }) => id)).toEqual([
      '-5',
      '7',
      '9007199254740993',
    ]);
  });

  it.each(name === 'PostgreSQL' ? [name] : [])('takes UUIDs for ids', async () => {
    const { call } = await open('id uuid primary key, title text, version bigint');
    const { body } = await call('POST', '/articles', { id: uuid, title: 'Tea' });

    expect((await call('PATCH', `/articles/${uuid}`, { title: 'Cup', _version: body._version })).status).toBe(
      200,
    );
    expect(told(await call('GET', `/articles/${uuid.toUpperCase()}`))).toBe('404 not-found');
    expect(told(await call('GET', '/articles/x'))).toBe('404 not-found');
    expect((await call('POST', '/articles', { title: 'Made' })).status).toBe(201);
    const refused = await call('POST', '/articles', { id: 'x' });
    expect([told(refused), refused.body.errors]).toMatchObject(['422 invalid', [{ pointer: '/id' }]]);
  });

  it.each(name === 'PostgreSQL' ? [name] : [])(
    'shows lists, dates, bytes and numbers of any length as they can be written back',
    async () => {
      const columns = `id bigint generated always as identity primary key, tags text[], far numeric, near numeric(10,2), day date,
      raw bytea, at timestamptz, ids bigint[], twice integer generated always as (3 * 2) stored, version bigint`;
      const { call, database } = await open(columns);
      await run(
        database,
        `insert into own (tags, far, near, day, raw, at, ids, version) values (array['a','b"c'], 1e-400, 12.50, '2026-01-02', '\\x00ff', 'infinity', array[9007199254740993], 1)`,
      );
      const { body } = await call('GET', '/articles/1');
      const { _version, ...value } = body;
      await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${_version}"` });
      const gone = await call('GET', '/articles/1');
      const restored = await call('POST', '/articles/1/restore', { _version: gone.body._version });
      const computed = await call('PATCH', '/articles/1', { twice: 7, _version: restored.body._version });

      expect(value).toMatchObject({
        tags: ['a', 'b"c'],
        near: 12.5,
        day: '2026-01-02',
        raw: '\\x00ff',
        at: 'infinity',
        twice: 6,
      });
      expect([value.far, value.ids]).toEqual([`0.${'0'.repeat(399)}1`, ['9007199254740993']]);
      expect(restored.body).toEqual({ ...value, _version: restored.body._version });
      expect([told(computed), computed.body.errors]).toMatchObject(['422 invalid', [{ pointer: '/twice' }]]);
    },
  );

  it.each(name === 'SQLite' ? [name] : [])(
    'shows whatever a column holds, and never fails by it',
    async () => {
      const { call, database } = await open(
        'id text primary key, a integer, b json, c real, d boolean, version integer',
      );
      await run(
        database,
        `insert into own values ('1', 'text', '{broken', 9e999, 'yes', 1), ('2', x'00ff', '', -9e999, 1, 1)`,
      );
      const { body } = await call('GET', '/articles');
      const [first, second] = body.items ?? [];

      expect(first).toMatchObject({ a: 'text', b: '{broken', c: 'Inf', d: null });
      expect(second).toMatchObject({ a: '00FF', b: '', c: '-Inf', d: true });
      expect(
        (await call('PATCH', '/articles/1', { d: false, _version: first?._version })).body,
      ).toMatchObject({
        d: false,
      });
    },
  );

  it('F22, F26: refuses what no database can hold, before it gets there', async () => {
    const { call } = await open('id text primary key, title text, n numeric, version bigint');
    const create = (body: string) => call('POST', '/articles', body);

    for (const body of [String.raw`{"id":"1","title":"\u0000"}`, String.raw`{"id":"1","title":"\ud800"}`])
      expect(told(await create(body))).toBe('422 invalid');
    for (const n of ['9007199254740993', '1e400'])
      expect(told(await create(`{"id":"1","n":${n}}`))).toBe('422 invalid');
    expect((await create('{"id":"1","n":-0,"title":"😀"}')).body).toMatchObject({ n: 0, title: '😀' });
  });

  it('takes tables of a hundred columns', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `c${n}`);
    const { call } = await open(
      `id text primary key, version bigint, ${names.map((column) => `${column} integer`).join()}`,
    );
    const value = Object.fromEntries(names.map((column, n) => [column, n]));
    await call('POST', '/articles', { id: '1', ...value });
    const { _version, ...read } = (await call('GET', '/articles/1')).body;

    expect(read).toEqual({ id: '1', ...value });
    expect((await call('GET', '/articles?where={"c119":119}&sort=c118')).body.items).toHaveLength(1);
  });

  it('keeps tenants apart by a column; without one, only callers without a tenant have records', async () => {
    const as = (tenant: string) => ({ authorize: () => ({ id: 'ann', name: 'Ann', tenant }) });
    const columns = 'org text, id text, title text, version bigint, primary key (org, id)';
    const database = await openDatabase();
    await run(database, `create table own (${columns})`);
    await run(database, 'create table shared (id text primary key, version bigint)');
    const tables = { articles: { table: 'own', tenant: 'org' }, products: { table: 'shared' } };
    const store = sqlStore(database, { tables });
    const [north, south] = [openServer(store, as('north')), openServer(store, as('south'))];
    const { body } = await north.call('POST', '/articles', { id: '1', title: 'Tea' });

    expect(told(await south.call('GET', '/articles/1'))).toBe('404 not-found');
    expect((await south.call('GET', '/articles')).body.items).toEqual([]);
    expect((await south.call('POST', '/articles', { id: '1', title: 'Cup' })).status).toBe(201);
    expect((await north.call('GET', '/articles/1')).body).toEqual(body);
    expect(told(await north.call('POST', '/products', { id: '1' }))).toBe('422 invalid');
    expect(told(await north.call('GET', '/products/1'))).toBe('404 not-found');
  });
});

describe.each(eachMapped)("lists of an application's own table ($name)", ({ open }) => {
  it('filters, sorts and goes on from page to page, over rows that the kit never wrote', async () => {
    const { store, database } = await open();
    const { call } = openServer(store);
    const rows = Array.from(
      { length: 25 },
      (_, n) => `('${n}', 'T${n % 3}', ${n % 5 === 0 ? 'null' : n % 5})`,
    );
    await run(
      database,
      `insert into "Select Articles" ("Article Id", "title", "order") values ${rows.join()}`,
    );
    const pages: unknown[] = [];
    let after = '';
    do {
      const { body } = await call(
        'GET',
        `/articles?limit=4&sort=-order,title&where={"title":{"in":["T0","T1"]}}${after}`,
      );
      pages.push(...(body.items ?? []).map(({ id }) => id));
      after = typeof body.next === 'string' ? `&after=${body.next}` : '';
    } while (after);
    const expected = Array.from({ length: 25 }, (_, n) => ({ id: `${n}`, title: n % 3, order: n % 5 }))
      .filter(({ title }) => title < 2)
      .toSorted((a, b) => b.order - a.order || a.title - b.title || (a.id < b.id ? -1 : 1));

    expect(pages).toEqual(expected.map(({ id }) => id));
    expect((await call('GET', '/articles?where={"order":{"gt":3}}')).body.items).toHaveLength(5);
    expect((await call('GET', '/articles?where={"In \\"Stock\\"":true}')).status).toBe(400);
  });

  it('finds texts, parts of texts, items of lists and booleans', async () => {
    const { store } = await open();
    const { call } = openServer(store);
    await call('POST', '/articles', { id: '1', title: 'Tea cup, ärger', tags: ['a', 1], views: 5 });
    const found = async (where: object) =>
      (await call('GET', `/articles?where=${encodeURIComponent(JSON.stringify(where))}`)).body.items?.length;

    expect(await found({ title: { contains: 'a c' } })).toBe(1);
    expect(await found({ title: { contains: 'TEA' } })).toBe(1);
    expect(await found({ title: { contains: 'ÄRGER' } })).toBe(1);
    expect(await found({ tags: { contains: 'a' } })).toBe(1);
    expect(await found({ tags: { contains: 'A' } })).toBe(0);
    expect(await found({ tags: { contains: '1' } })).toBe(0);
    expect(await found({ views: 5, price: null, id: '1' })).toBe(1);
    expect(await found({ secret: 'hidden' })).toBe(0);
  });
});
