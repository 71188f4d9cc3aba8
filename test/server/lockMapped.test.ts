import { sql } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { openFile, openSchema, temporaryFile } from './eachStore.js';
import { as, lockOf, take } from './lockCalls.js';
import { openServer, told } from './openServer.js';

const databases = [
  { name: 'SQLite', openDatabase: () => openFile(temporaryFile()) },
  { name: 'PostgreSQL', openDatabase: async () => (await openSchema()).database },
];

describe.each(databases)("a lock on a row of an application's own table ($name)", ({ openDatabase }) => {
  it('is held against others, and gone with its fence when it is taken over', async () => {
    const database = await openDatabase();
    await sql`create table posts (id integer primary key, title text, version bigint not null default 1)`.execute(
      database,
    );
    await sql`insert into posts (id, title) values (1, 'Tea')`.execute(database);
    const { call } = openServer(sqlStore(database, { tables: { articles: { table: 'posts' } } }), {
      resources: { articles: {} },
    });
    const { body } = await call('GET', '/articles/1');
    const save = { title: 'Coffee', _version: body._version };
    const { fence } = lockOf(await take(call, as('Ann')));

    const refused = await call('PATCH', '/articles/1', save, as('Ben'));
    await call('POST', '/articles/1/lock/takeover', {}, as('Ben'));
    const lost = await call('PATCH', '/articles/1', save, as('Ann', { fence }));
    const missing = await call('PUT', '/articles/2/lock', {}, as('Ann'));

    expect([refused, lost, missing].map(told)).toEqual(['423 locked', '423 lock-lost', '404 not-found']);
    expect((await call('PATCH', '/articles/1', save, as('Ben'))).status).toBe(200);
  });
});
