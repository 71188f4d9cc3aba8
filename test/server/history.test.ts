import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

const at = '2026-11-21T00:00:00.000Z';

describe.each(eachStore)('the past of a record ($name)', ({ openStore }) => {
  /** Ann creates an article, Ben changes it, Ann deletes it. */
  const open = async () => {
    const server = openServer(await openStore());
    const as = (name: string) => ({ 'Noclobber-User': name });
    const { call } = server;
    const first = await call('POST', '/articles', { id: '1', title: 'Tea', price: 1 }, as('ann'));
    const second = await call(
      'PATCH',
      '/articles/1',
      { title: 'Coffee', _version: first.body._version },
      as('ben'),
    );
    const remove = () =>
      call('DELETE', '/articles/1', undefined, { ...as('ann'), 'If-Match': `"${second.body._version}"` });
    return { ...server, remove };
  };

  it('C27: tells who changed what and when, of a deleted record too', async () => {
    const { call, remove } = await open();
    const ann = { id: 'ann', name: 'ann' };
    const versions = [
      { version: '1', at, by: ann, paths: ['/id', '/title', '/price'] },
      { version: '2', at, by: { id: 'ben', name: 'ben' }, paths: ['/title'] },
    ];

    expect((await call('GET', '/articles/1/history')).body).toEqual({ items: versions });
    await remove();
    expect((await call('GET', '/articles/1/history')).body.items).toMatchObject([
      ...versions,
      { version: '3', by: ann },
    ]);
    expect((await call('GET', '/articles/1/history?limit=1')).body.items).toMatchObject([{ version: '3' }]);
  });

  it('C27: gives a record back as it was at a version', async () => {
    const { call, remove } = await open();
    await remove();

    expect((await call('GET', '/articles/1/versions/1')).body).toEqual({
      record: { id: '1', title: 'Tea', price: 1 },
      version: '1',
      at,
      by: { id: 'ann', name: 'ann' },
    });
    expect((await call('GET', '/articles/1/versions/2')).body.record).toMatchObject({ title: 'Coffee' });
    expect((await call('GET', '/articles/1/versions/3')).body).toMatchObject({
      deleted: true,
      record: { title: 'Coffee' },
    });
  });

  it.each([
    ['/articles/2/history', '404 not-found'],
    ['/articles/2/versions/1', '404 not-found'],
    ['/articles/1/versions/3', '404 not-found'],
    ['/articles/1/versions/0', '404 not-found'],
    ['/articles/1/versions/01', '404 not-found'],
    ['/articles/1/versions/-1', '404 not-found'],
    ['/articles/1/versions/18446744073709551615', '404 not-found'],
    ['/articles/1/versions/99999999999999999999', '404 not-found'],
    ['/articles/1/versions', '404 not-found'],
    ['/articles/1/history/1', '404 not-found'],
    ['/articles/1/history?limit=0', '400 malformed-query'],
    ['/articles/%ff/history', '400 malformed-query'],
  ])('answers %s with %s', async (path, answer) => {
    const { call } = await open();

    expect(told(await call('GET', path))).toBe(answer);
  });

  it('is only read', async () => {
    const { call } = await open();
    const refused = await call('DELETE', '/articles/1/versions/1');
    const head = await call('HEAD', '/articles/1/history');

    expect([told(refused), refused.headers.get('Allow')]).toEqual(['405 method-not-allowed', 'GET, HEAD']);
    expect([head.status, head.body]).toEqual([200, {}]);
  });

  it('is asked for as `history`, before anything is looked up', async () => {
    const asked: unknown[] = [];
    const { call } = openServer(await openStore(), {
      authorize: (_request, action) => {
        asked.push(action);
        return { denied: 'not-found' };
      },
    });

    expect(told(await call('GET', '/articles/1/history'))).toBe('404 not-found');
    expect(told(await call('GET', '/articles/1/versions/1'))).toBe('404 not-found');
    expect(asked).toEqual(Array(2).fill({ operation: 'history', resource: 'articles', id: '1' }));
  });

  it("is there for the server's own code", async () => {
    const { checker } = await open();
    const record = { resource: 'articles', id: '1' };

    expect(await checker.history({ ...record, limit: 1 })).toMatchObject({ items: [{ version: '2' }] });
    expect(await checker.pastVersion({ ...record, version: '1' })).toMatchObject({ value: { title: 'Tea' } });
    expect(await checker.pastVersion({ ...record, version: 'x' })).toMatchObject({ reason: 'not-found' });
    expect(await checker.history({ ...record, limit: 0 })).toMatchObject({ reason: 'malformed-query' });
    expect(await checker.history({ ...record, resource: 'nope' })).toMatchObject({ reason: 'not-found' });
  });

  it('belongs to one tenant', async () => {
    const store = await openStore();
    const [mine, theirs] = ['a', 'b'].map((tenant) =>
      openServer(store, { authorize: () => ({ id: 'ann', name: 'ann', tenant }) }),
    );
    await mine?.call('POST', '/articles', { id: '1' });

    expect((await mine?.call('GET', '/articles/1/history'))?.status).toBe(200);
    expect((await theirs?.call('GET', '/articles/1/history'))?.status).toBe(404);
    expect((await theirs?.call('GET', '/articles/1/versions/1'))?.status).toBe(404);
  });
});
