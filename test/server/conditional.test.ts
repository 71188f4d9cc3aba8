import { conditional } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { eachMapped } from './mappedStore.js';
import { openServer, told } from './openServer.js';

const layouts = [
  ...eachStore,
  ...eachMapped.map(({ name, open }) => ({
    name: `${name}, own table`,
    openStore: async () => (await open()).store,
  })),
];

describe.each(layouts)('conditional ($name)', ({ openStore }) => {
  const open = async (strategy = conditional({ ignore: ['views', 'status'] })) => {
    const { call } = openServer(await openStore(), { resources: { articles: { strategy } } });
    const article = { id: '1', title: 'Tea', views: 0, tags: ['a'] };
    const { body } = await call('POST', '/articles', article);
    const save = (fields: object, token: string, method = 'PATCH') =>
      call(method, '/articles/1?meta=1', { ...fields, _version: token });
    return { call, save, token: body._version, article };
  };

  it('C9: makes a version only where a field changes that counts', async () => {
    const { save, token } = await open();
    const seen = await save({ views: 1 }, token);
    const changed = await save({ title: 'Coffee', views: 2 }, token);

    expect(seen.body).toMatchObject({ views: 1, title: 'Tea', _version: token, _meta: { version: '1' } });
    expect(changed.body).toMatchObject({ views: 2, title: 'Coffee', _meta: { version: '2' } });
    expect(told(await save({ views: 3 }, token))).toBe('409 version-conflict');
  });

  it('C9: counts only the fields that are named', async () => {
    const { save, token } = await open(conditional({ fields: ['title'] }));

    expect((await save({ tags: ['b'] }, token)).body._version).toBe(token);
    expect((await save({ title: 'Coffee' }, token)).body._version).not.toBe(token);
  });

  it('C9a: a stale whole record takes no ignored field back, and does not change any', async () => {
    const { save, token, article } = await open();
    await save({ views: 7 }, token);
    const saved = await save({ ...article, title: 'Mine' }, token, 'PUT');

    expect([saved.status, saved.body]).toMatchObject([200, { title: 'Mine', views: 7 }]);
  });

  it('C9a: loses no ignored field that others write at the same time, whatever else is written', async () => {
    const { call, save, token } = await open();
    const [renamed, ...seen] = await Promise.all([
      save({ title: 'Coffee' }, token),
      save({ views: 7 }, token),
      save({ status: 'live' }, token),
    ]);
    const { body } = await call('GET', '/articles/1');

    expect(renamed?.status).toBe(200);
    expect([body.title, body.views, body.status]).toEqual([
      'Coffee',
      seen[0]?.status === 200 ? 7 : 0,
      seen[1]?.status === 200 ? 'live' : (body.status ?? undefined),
    ]);
  });

  it('C9a: counts every one of many changes of one ignored field by the server', async () => {
    const views = (value: { readonly views?: unknown }) => ({ ...value, views: Number(value.views) + 1 });
    const resources = {
      articles: { strategy: conditional({ ignore: ['views'] }), actions: { view: views } },
    };
    const { call } = openServer(await openStore(), { resources });
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea', views: 0 });
    const operations = [{ op: 'action', action: 'view', id: '1', _version: body._version }];
    await Promise.all(
      Array.from({ length: 10 }, () => call('POST', '/articles/batch', { policy: 'silent', operations })),
    );

    expect((await call('GET', '/articles/1')).body).toMatchObject({ views: 10, _version: body._version });
  });

  it('C9b: compares whole lists, past the twentieth item', async () => {
    const { save, token } = await open();
    const tags = Array.from({ length: 40 }, (_, n) => `t${n}`);
    const first = await save({ tags }, token);
    const second = await save({ tags: tags.with(35, 'other') }, first.body._version);
    const third = await save({ tags: tags.with(35, 'other').toReversed() }, second.body._version);

    expect([first, second, third].map(({ body }) => body._meta)).toMatchObject([
      { version: '2' },
      { version: '3' },
      { version: '4' },
    ]);
  });

  it('C9c: one record knows nothing of another', async () => {
    const { call, save, token } = await open();
    const { body: other } = await call('POST', '/articles', { id: '2', title: 'Cup', views: 5 });
    const [seen, seenToo] = [
      await save({ views: 1 }, token),
      await call('PATCH', '/articles/2', { views: 6, _version: other._version }),
    ];

    expect([seen.body._version, seenToo.body._version]).toEqual([token, other._version]);
    expect((await call('GET', '/articles/1')).body.views).toBe(1);
  });

  it('answers no 304, since a token does not speak for the ignored fields', async () => {
    const { call, token, save } = await open();
    await save({ views: 9 }, token);
    const found = await call('GET', '/articles/1', undefined, { 'If-None-Match': `"${token}"` });

    expect([found.status, found.body.views]).toEqual([200, 9]);
  });

  it('keeps a version in the history once, and repeats what a key made', async () => {
    const { call, token } = await open();
    const seen = (key: string, views: number) =>
      call('PATCH', '/articles/1', { views, _version: token }, { 'Idempotency-Key': `"${key}"` });
    const first = await seen('a', 1);

    expect((await seen('a', 1)).headers.get('Idempotency-Replayed')).toBe('true');
    expect((await seen('a', 1)).body).toEqual(first.body);
    expect((await call('GET', '/articles/1/history')).body.items).toHaveLength(1);
  });
});

describe('conditional', () => {
  it.each([{}, { fields: ['a'], ignore: ['b'] }])('C9: takes one kind of names: %j', (options) => {
    expect(() => conditional(options as { fields: string[] })).toThrow('either the fields that count');
  });
});
