import type { Store, VersionStrategy } from 'noclobber/server';
import { autoIncrement, contentHash, trigger } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachMapped, run } from './mappedStore.js';
import { sqlStore } from 'noclobber/server/sql';
import { openServer, told } from './openServer.js';

const open = (store: Store, strategy: VersionStrategy) =>
  openServer(store, { resources: { articles: { strategy } } });

describe.each(eachMapped)('writers past the kit ($name)', ({ name, open: openMapped }) => {
  it.each([null, 0, -3])(
    'C11: gives a row from before, at version %s, a real token: the first save works, the second conflicts',
    async (version) => {
      for (const strategy of [autoIncrement(), trigger()]) {
        const { store, database } = await openMapped();
        const { call } = open(store, strategy);
        await run(
          database,
          `insert into "Select Articles" ("Article Id", "title", "Row Version") values ('1', 'Tea', ${version})`,
        );
        const { body } = await call('GET', '/articles/1?meta=1');
        const save = (title: string) =>
          call('PATCH', '/articles/1?meta=1', { title, _version: body._version });
        const first = await save('Mine');

        expect(body._meta).toEqual({ version: '1' });
        expect(first.body._meta).toMatchObject({ version: '2', changedBy: { name: 'Someone' } });
        expect(told(await save('Again'))).toBe('409 version-conflict');
      }
    },
  );

  it('C11: repeats what a key did to a row from before, also where it changed nothing', async () => {
    const { store, database } = await openMapped();
    const { call } = open(store, autoIncrement());
    await run(database, `insert into "Select Articles" ("Article Id", "title") values ('1', 'Tea')`);
    const { body } = await call('GET', '/articles/1');
    const same = () =>
      call('PATCH', '/articles/1', { title: 'Tea', _version: body._version }, { 'Idempotency-Key': '"a"' });

    expect([(await same()).status, (await same()).headers.get('Idempotency-Replayed')]).toEqual([
      200,
      'true',
    ]);
  });

  it('F34: sees with trigger() what another program changed, and does not say that somebody known did it', async () => {
    const { store, database } = await openMapped();
    const { call } = open(store, trigger());
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await run(database, `update "Select Articles" set "title" = 'Theirs'`);
    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });

    expect(told(conflict)).toBe('409 version-conflict');
    expect(conflict.body).toMatchObject({ base: { title: 'Tea' }, current: { title: 'Theirs' } });
    expect(conflict.body.current?._meta).toEqual({ version: '2' });
  });

  it('F34: overrides a version that another program writes itself', async () => {
    const { store, database } = await openMapped();
    const { call } = open(store, trigger());
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    for (const version of ['1', '0', 'null', '-7', '900'])
      await run(database, `update "Select Articles" set "title" = 'v${version}', "Row Version" = ${version}`);

    expect((await call('GET', '/articles/1?meta=1')).body._meta).toEqual({ version: '6' });
    expect(told(await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version }))).toBe(
      '409 version-conflict',
    );
  });

  it('C5: takes the version from the database, where triggers of its own write once more', async () => {
    const { store, database } = await openMapped();
    const { call } = open(store, trigger());
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await countViews(database, name);
    const key = (text: string) => ({ 'Idempotency-Key': `"${text}"` });
    const save = () =>
      call('PATCH', '/articles/1?meta=1', { title: 'Mine', _version: body._version }, key('a'));
    const saved = await save();
    const row = { op: 'update', id: '1', patch: { title: 'Next' }, _version: saved.body._version };
    const batch = () => call('POST', '/articles/batch', { policy: 'silent', operations: [row] }, key('b'));
    const [done, again] = [await batch(), await batch()];

    expect(saved.body).toMatchObject({ views: 1, _meta: { version: '3', changedBy: { name: 'Someone' } } });
    expect((await save()).body).toEqual(saved.body);
    expect(done.body.results).toMatchObject([{ status: 200, record: { views: 2 } }]);
    expect(again.body.results).toEqual(done.body.results);
  });

  it('contentHash() without a version column sees what others changed, and puts the same content at the same token', async () => {
    const { store, database } = await openMapped({ version: null, hide: ['secret', 'Row Version'] });
    const { call } = open(store, contentHash());
    const { body: a } = await call('POST', '/articles', { id: '1', title: 'A' });
    await run(database, `update "Select Articles" set "title" = 'B'`);
    const stale = await call('PATCH', '/articles/1', { price: 1, _version: a._version });
    await run(database, `update "Select Articles" set "title" = 'A'`);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => call('PATCH', '/articles/1', { price: n, _version: a._version })),
    );

    expect([told(stale), stale.body.base]).toMatchObject(['409 version-conflict', { title: 'A' }]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => told(answer) === '409 version-conflict')).toHaveLength(9);
  });

  it('contentHash() with a version column gives the token of what was stored, not of what was sent', async () => {
    const { store } = await openMapped();
    const { call } = open(store, contentHash());
    const { body: a } = await call('POST', '/articles?meta=1', { id: '1', title: 'A' });
    const { body: b } = await call('PATCH', '/articles/1', { title: 'B', _version: a._version });
    const { body: again } = await call('PATCH', '/articles/1', { title: 'A', _version: b._version });

    expect(again._version).toBe(a._version);
  });

  it('a form that was opened before the table had a version column still saves', async () => {
    const { store, database } = await openMapped({ version: null, hide: ['secret', 'Row Version'] });
    const { body } = await open(store, contentHash()).call('POST', '/articles', { id: '1', title: 'A' });
    const articles = { table: 'Select Articles', id: 'Article Id', version: 'Row Version', hide: ['secret'] };
    const { call } = open(sqlStore(database, { tables: { articles } }), autoIncrement());

    expect((await call('PATCH', '/articles/1', { title: 'B', _version: body._version })).status).toBe(200);
    expect(told(await call('PATCH', '/articles/1', { title: 'C', _version: body._version }))).toBe(
      '409 version-conflict',
    );
  });

  it('C14: knows that a record was deleted past the kit, brings it back, and uses no version of it again', async () => {
    const { store, database } = await openMapped();
    const { call } = open(store, autoIncrement());
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await run(database, 'delete from "Select Articles"');
    const gone = await call('PATCH', '/articles/1', { title: 'Mine', _version: body._version });
    const plain = await call('POST', '/articles', { id: '1', title: 'New' });
    const restored = await call('POST', '/articles/1/restore?meta=1', { _version: gone.body._version });

    expect([told(gone), gone.body.last, gone.body.deletedBy]).toEqual([
      '410 record-deleted',
      expect.objectContaining({ title: 'Tea' }),
      undefined,
    ]);
    expect(told(plain)).toBe('409 already-exists');
    expect(restored.body).toMatchObject({ title: 'Tea', _meta: { version: '3' } });
    expect(told(await call('PATCH', '/articles/1', { title: 'Old', _version: body._version }))).toBe(
      '409 version-conflict',
    );
  });
});

/** Has a trigger of the application count whenever a title changes. */
async function countViews(database: Parameters<typeof run>[0], name: string): Promise<void> {
  const count = `update "Select Articles" set "views" = "views" + 1 where "Article Id" = new."Article Id";`;
  const when = `own_views after update of "title" on "Select Articles"`;
  if (name === 'SQLite') {
    await run(database, `create trigger ${when} begin ${count} end`);
    return;
  }
  await run(
    database,
    `create function own_views() returns trigger language plpgsql as 'begin ${count} return null; end'`,
  );
  await run(database, `create trigger ${when} for each row execute function own_views()`);
}
