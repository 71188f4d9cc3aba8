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

describe.each(layouts)('every way to write ($name)', ({ openStore }) => {
  const openStale = async () => {
    const rename = (value: object) => ({ ...value, title: 'Action' });
    const server = openServer(await openStore(), { resources: { articles: { actions: { rename } } } });
    const { call } = server;
    const { body: old } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const { body: now } = await call('PATCH', '/articles/1', { title: 'Theirs', _version: old._version });
    const batch = (...operations: object[]) =>
      call('POST', '/articles/batch', { policy: 'silent', operations });
    return { ...server, batch, old: old._version, now };
  };

  it('C16: is checked, whatever it is', async () => {
    const { call, batch, checker, old, now } = await openStale();
    const row = { id: '1', _version: old };
    const { body } = await batch({ op: 'update', ...row, patch: { title: 'Mine' } });
    const { body: removed } = await batch({ op: 'remove', ...row });
    const { body: acted } = await batch({ op: 'action', action: 'rename', ...row });
    const by = { id: 'ann', name: 'Ann' };
    const token = old as Parameters<typeof checker.update>[0]['token'];
    const direct = await checker.update({
      resource: 'articles',
      id: '1',
      by,
      token,
      patch: { title: 'Mine' },
    });

    expect(told(await call('PATCH', '/articles/1', { title: 'Mine', _version: old }))).toBe(
      '409 version-conflict',
    );
    expect(told(await call('PUT', '/articles/1', { title: 'Mine', _version: old }))).toBe(
      '409 version-conflict',
    );
    expect([body, removed, acted].map(({ results }) => results)).toMatchObject(
      Array(3).fill([{ id: '1', status: 409 }]),
    );
    expect(direct).toMatchObject({ kind: 'refused', reason: 'version-conflict' });
    expect((await call('GET', '/articles/1')).body).toEqual(now);
  });

  it('C15: deletes nothing with an old token', async () => {
    const { call, old, now } = await openStale();

    expect(told(await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${old}"` }))).toBe(
      '412 version-conflict',
    );
    expect(told(await call('DELETE', '/articles/1'))).toBe('428 token-required');
    expect((await call('GET', '/articles/1')).body).toEqual(now);
  });

  it('C13: every part that is changed by itself makes a version', async () => {
    const { call, now } = await openStale();
    const saved = await call('PATCH', '/articles/1', { price: 3, _version: now._version });

    expect(saved.body._version).not.toBe(now._version);
    expect(told(await call('PUT', '/articles/1', { title: 'All', _version: now._version }))).toBe(
      '409 version-conflict',
    );
  });
});

describe.each(eachStore)('fields of any name ($name)', ({ openStore }) => {
  it('C18: a record may have a version, a revision or an etag of its own', async () => {
    const { call } = openServer(await openStore());
    const article = { id: '1', version: 7, _rev: 'a', etag: 'x', lock_version: null, deleted: true };
    const { body } = await call('POST', '/articles', article);
    const saved = await call('PATCH', '/articles/1', { version: 8, _version: body._version });

    expect(saved.body).toEqual({ ...article, version: 8, _version: expect.any(String) });
    expect(told(await call('PATCH', '/articles/1', { version: 9, _version: body._version }))).toBe(
      '409 version-conflict',
    );
  });
});
