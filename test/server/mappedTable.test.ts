import { describe, expect, it } from 'vitest';
import { eachMapped, emptyArticle, run } from './mappedStore.js';
import { openServer, told } from './openServer.js';

describe.each(eachMapped)("an application's own table ($name)", ({ open }) => {
  const openArticles = async () => {
    const { store, database } = await open();
    return { database, ...openServer(store) };
  };

  it('has its columns for fields, under their own names, and shows nothing that is hidden', async () => {
    const { call, database } = await openArticles();
    const article = {
      id: 'a/1',
      title: 'Tea',
      order: 7,
      'In "Stock"': true,
      price: 1.5,
      views: 3,
      tags: ['a', { b: null }],
      'read at': '2026-01-02T03:04:05.000006Z',
      status: 'live',
      slug: 'tea',
    };
    const { body, status } = await call('POST', '/articles', article);
    const { _version, ...read } = (await call('GET', '/articles/a%2F1')).body;

    expect([status, read, _version]).toEqual([201, article, body._version]);
    expect(await run(database, 'select "secret", "order" from "Select Articles"')).toEqual([
      { secret: 'hidden', order: 7 },
    ]);
  });

  it('answers with what the database made of it: defaults, and numbers that are too long as text', async () => {
    const { call, database } = await openArticles();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const saved = await call('PATCH', '/articles/1', { views: '9007199254740993', _version: body._version });

    expect(body).toMatchObject({ id: '1', title: 'Tea', ...emptyArticle });
    expect(saved.body).toMatchObject({ views: '9007199254740993' });
    expect((await run(database, 'select cast("views" as text) as v from "Select Articles"'))[0]?.v).toBe(
      '9007199254740993',
    );
    expect(
      (await call('PATCH', '/articles/1', { views: 9007199254740991, _version: saved.body._version })).body
        .views,
    ).toBe(9007199254740991);
  });

  it('patches, replaces and deletes, each checked', async () => {
    const { call } = await openArticles();
    const { body: first } = await call('POST', '/articles', { id: '1', title: 'Tea', price: 2 });
    const { body: patched } = await call('PATCH', '/articles/1', { price: null, _version: first._version });
    const whole = { id: '1', title: 'Coffee', slug: 'c', _version: patched._version };
    const replaced = await call('PUT', '/articles/1?meta=1', whole);
    const tag = { 'If-Match': `"${replaced.body._version}"` };
    const stale = await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${first._version}"` });

    expect(patched).toMatchObject({ title: 'Tea', price: null });
    expect(replaced.body).toMatchObject({
      ...emptyArticle,
      views: null,
      status: null,
      title: 'Coffee',
      slug: 'c',
    });
    expect(replaced.body._meta).toMatchObject({ version: '3', changedBy: { name: 'Someone' } });
    expect(told(stale)).toBe('412 version-conflict');
    expect((await call('DELETE', '/articles/1', undefined, tag)).status).toBe(204);
    expect(told(await call('DELETE', '/articles/1', undefined, tag))).toBe('410 record-deleted');
  });

  it('C13: keeps the token of a save that changes nothing, null over nothing included', async () => {
    const { call } = await openArticles();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const { _version } = body;

    expect((await call('PATCH', '/articles/1', { title: 'Tea', _version })).body._version).toBe(_version);
    expect((await call('PATCH', '/articles/1', { price: null, _version })).body._version).toBe(_version);
    expect(
      (await call('PUT', '/articles/1', { title: 'Tea', views: 0, status: 'draft', _version })).body._version,
    ).toBe(_version);
    expect((await call('GET', '/articles/1/history')).body.items).toHaveLength(1);
  });

  it('C14: shows a deleted record, brings it back, and takes another one in its place', async () => {
    const { call } = await openArticles();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea', tags: [1] });
    const remove = (token: string) => call('DELETE', '/articles/1', undefined, { 'If-Match': `"${token}"` });
    await remove(body._version);
    const gone = await call('GET', '/articles/1');
    const restored = await call('POST', '/articles/1/restore?meta=1', { _version: gone.body._version });
    await remove(restored.body._version);
    const plain = await call('POST', '/articles', { id: '1', title: 'Water' });
    const over = await call('PUT', '/articles/1?meta=1', { title: 'Water' }, { 'If-None-Match': '*' });

    expect([told(gone), gone.body.last]).toEqual([
      '410 record-deleted',
      expect.objectContaining({ tags: [1] }),
    ]);
    expect(restored.body).toMatchObject({ title: 'Tea', tags: [1], _meta: { version: '3' } });
    expect(told(plain)).toBe('409 already-exists');
    expect([over.status, over.body.tags, over.body._meta]).toMatchObject([201, null, { version: '5' }]);
    expect(told(await call('PATCH', '/articles/1', { title: 'Old', _version: body._version }))).toBe(
      '409 version-conflict',
    );
  });

  it.each([
    ['PATCH', '/articles/1', '412 version-conflict'],
    ['PUT', '/articles/1', '412 version-conflict'],
    ['DELETE', '/articles/1', '410 record-deleted'],
  ])('C1: has one winner of 20 parallel %s with one token', async (method, path, lost) => {
    const { call } = await openArticles();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        call(method, path, method === 'DELETE' ? undefined : { title: `${n}` }, {
          'If-Match': `"${body._version}"`,
        }),
      ),
    );

    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(answers.filter((answer) => told(answer) === lost)).toHaveLength(19);
  });

  it('has one winner of 20 parallel creations, and of 20 over a deleted record', async () => {
    const { call } = await openArticles();
    const create = (n: number) => call('PUT', '/articles/1', { title: `${n}` }, { 'If-None-Match': '*' });
    const statuses = async () =>
      (await Promise.all(Array.from({ length: 20 }, (_, n) => create(n))))
        .map(({ status }) => status)
        .toSorted();
    const oneOfMany = [201, ...Array(19).fill(412)];

    expect(await statuses()).toEqual(oneOfMany);
    const { body } = await call('GET', '/articles/1');
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    expect(await statuses()).toEqual(oneOfMany);
  });

  it('shows the conflict whole: what is there, what was read, who changed what', async () => {
    const { call } = await openArticles();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('PATCH', '/articles/1', { price: 2, _version: body._version }, { 'Noclobber-User': 'Ben' });
    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });

    expect(told(conflict)).toBe('409 version-conflict');
    expect(conflict.body).toMatchObject({
      current: { title: 'Tea', price: 2, _meta: { changedBy: { name: 'Ben' } } },
      base: { title: 'Tea', price: null },
      changes: [{ version: '2', by: { name: 'Ben' }, paths: ['/price'] }],
    });
  });

  it('carries a request out once for its key, a save that changes nothing included', async () => {
    const { call } = await openArticles();
    const key = (name: string) => ({ 'Idempotency-Key': `"${name}"` });
    const create = () => call('POST', '/articles', { id: '1', title: 'Tea' }, key('a'));
    const { body } = await create();
    const same = () => call('PATCH', '/articles/1', { title: 'Tea', _version: body._version }, key('b'));
    const [kept] = [await same(), await call('PATCH', '/articles/1', { price: 1, _version: body._version })];

    expect((await create()).body).toEqual(body);
    expect((await same()).headers.get('Idempotency-Replayed')).toBe('true');
    expect((await same()).body._version).toBe(kept.body._version);
  });
});
