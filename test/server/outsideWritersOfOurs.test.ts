import { trigger } from 'noclobber/server';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachDatabase, run } from './mappedStore.js';
import { openServer, told } from './openServer.js';

describe.each(eachDatabase)("writers past the kit in the kit's own table ($name)", ({ openDatabase }) => {
  it('F34: sees them with trigger(), and says that nobody knows who or when', async () => {
    const database = await openDatabase();
    const { call } = openServer(sqlStore(database), { resources: { articles: { strategy: trigger() } } });
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await run(database, `update articles set data = '{"id":"1","title":"Theirs"}', version = 40`);
    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });
    const saved = await call('PATCH', '/articles/1?meta=1', {
      title: 'Mine',
      _version: conflict.body.current?._version,
    });

    expect(conflict.body).toMatchObject({ base: { title: 'Tea' }, current: { title: 'Theirs' } });
    expect(conflict.body.current?._meta).toEqual({ version: '2' });
    expect(saved.body._meta).toMatchObject({ version: '3', changedBy: { name: 'Someone' } });
  });

  it('F35: reports a token of what a restored backup does not have', async () => {
    const database = await openDatabase();
    const entries: unknown[] = [];
    const { call } = openServer(sqlStore(database), { log: (entry) => entries.push(entry) });
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const { body: second } = await call('PATCH', '/articles/1', { title: 'Cup', _version: body._version });
    await run(database, `update articles set version = 1, data = '{"id":"1","title":"Tea"}'`);
    await run(database, 'delete from noclobber_history where version > 1');

    expect(told(await call('PATCH', '/articles/1', { title: 'Mine', _version: second._version }))).toBe(
      '409 version-conflict',
    );
    expect(entries).toMatchObject([{ event: 'token-ahead', version: '1', tokenVersion: '2' }]);
  });
});
