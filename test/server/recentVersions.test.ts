import { sql } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { assert, describe, expect, it } from 'vitest';
import { eachStore, openFile, openSchema, temporaryFile } from './eachStore.js';
import { openServer, told } from './openServer.js';

describe.each(eachStore)('a record that was handed out a moment ago ($name)', ({ openStore }) => {
  it('shows nothing of what was purged since', async () => {
    const { call, checker } = openServer(await openStore());
    const { body } = await call('POST', '/articles', { id: '1', secret: 'gone' });
    await checker.purge({ resource: 'articles', id: '1', by: { id: 'ann', name: 'Ann' } });

    const late = [
      await call('PATCH', '/articles/1', { a: 1, _version: body._version }),
      await call('POST', '/articles/1/restore', { _version: body._version }),
    ];

    expect(late.map(told)).toEqual(['410 record-deleted', '410 record-deleted']);
    expect(JSON.stringify(late)).not.toContain('gone');
  });

  it("is nobody else's to change: an application may do with its values what it likes", async () => {
    const { checker } = openServer(await openStore());
    const by = { id: 'ann', name: 'Ann' };
    const place = { resource: 'articles', id: '1' };
    await checker.create({ resource: 'articles', by, value: { id: '1', tags: ['a'] } });
    const read = await checker.get(place);
    assert(read.kind === 'found');
    const saving = checker.update({ ...place, by, token: read.record.token, patch: { n: 1 } });
    (read.record.value.tags as string[]).push('mine alone');
    const saved = await saving;
    const past = await checker.pastVersion({ ...place, version: '2' });

    expect(saved).toMatchObject({ kind: 'saved', record: { value: { tags: ['a'], n: 1 } } });
    expect(past).toMatchObject({ value: { tags: ['a'], n: 1 } });
  });

  it('is saved when one of several tokens is current, whichever comes first', async () => {
    const store = await openStore();
    const [here, there] = [openServer(store), openServer(store)];
    const { body: first } = await here.call('POST', '/articles', { id: '1' });
    const { body: second } = await there.call('PATCH', '/articles/1', { a: 1, _version: first._version });
    await here.call('GET', '/articles/1');

    const headers = { 'If-Match': `"${first._version}", "${second._version}"` };

    expect((await here.call('PATCH', '/articles/1', { b: 1 }, headers)).status).toBe(200);
  });
});

const databases = [
  ['SQLite', () => openFile(temporaryFile())],
  ['PostgreSQL', async () => (await openSchema()).database],
] as const;

describe.each(databases)('a record that was handed out a moment ago (%s)', (_name, openDatabase) => {
  it('F35: loses nothing of what was saved under the same number after a backup was restored', async () => {
    const database = await openDatabase();
    const [ann, ben] = [openServer(sqlStore(database)), openServer(sqlStore(database))];
    const { body: first } = await ann.call('POST', '/articles', { id: '1' });
    const { body: second } = await ann.call('PATCH', '/articles/1', { a: 1, _version: first._version });
    await sql`update articles set version = 1, data = '{"id":"1"}'`.execute(database);
    await ben.call('PATCH', '/articles/1', { other: 1, _version: first._version });

    const saved = await ann.call('PATCH', '/articles/1', { c: 1, _version: second._version });

    expect(saved.body).toMatchObject({ c: 1, other: 1 });
  });

  it('is told changed where somebody wrote past the kit', async () => {
    const database = await openDatabase();
    await sql`create table own (id text primary key, title text, version bigint not null default 1)`.execute(
      database,
    );
    const { call } = openServer(sqlStore(database, { tables: { articles: { table: 'own' } } }));
    const { body } = await call('POST', '/articles', { id: '1', title: 'A' });
    await sql`update own set title = 'C'`.execute(database);

    const saved = await call('PATCH', '/articles/1', { title: 'A', _version: body._version });

    expect([saved.status, saved.body.title]).toEqual([200, 'A']);
    expect((await sql`select title from own`.execute(database)).rows).toEqual([{ title: 'A' }]);
  });

  it('goes on behind its last version when somebody deletes it past the kit', async () => {
    const database = await openDatabase();
    const { call } = openServer(sqlStore(database));
    const { body: first } = await call('POST', '/articles', { id: '1', title: 'old' });
    await sql`delete from articles`.execute(database);

    expect(told(await call('POST', '/articles', { id: '1', title: 'new' }))).toBe('409 already-exists');
    expect((await call('PUT', '/articles/1', { title: 'new' }, { 'If-None-Match': '*' })).status).toBe(201);
    expect(told(await call('PUT', '/articles/1', { title: 'old', _version: first._version }))).toBe(
      '409 version-conflict',
    );
  });
});
