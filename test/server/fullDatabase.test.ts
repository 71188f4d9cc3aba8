import { chmodSync } from 'node:fs';
import { sql } from 'kysely';
import { sqlStore, type MappedTables } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { openFile, openPool, openSchema, temporaryFile } from './eachStore.js';
import { eachMapped, run } from './mappedStore.js';
import { openServer, told, type Call } from './openServer.js';

const quiet = { log: () => undefined };

/** Nothing that was written is acknowledged, and nothing of it is there afterwards. */
async function expectNothingWritten(call: Call, token: string): Promise<void> {
  const key = { 'Idempotency-Key': '"k"' };
  const row = { op: 'update', id: '1', patch: { title: 'x'.repeat(100_000) }, _version: token };
  const answers = [
    await call('POST', '/articles', { id: '2', title: 'x'.repeat(100_000) }, key),
    await call('PATCH', '/articles/1', { title: 'x'.repeat(100_000), _version: token }),
    await call('PUT', '/articles/1', { title: 'x'.repeat(100_000), _version: token }, key),
    await call('POST', '/articles/batch', { policy: 'silent', operations: [row] }),
  ];

  expect(answers.map(told)).toEqual(Array(4).fill('503 unavailable'));
  expect(answers.map(({ body }) => body.applied)).toEqual(Array(4).fill(false));
  expect((await call('GET', '/articles/1')).body).toMatchObject({ title: 'Tea', _version: token });
  expect(told(await call('GET', '/articles/2'))).toBe('404 not-found');
}

describe('a database that takes no writes', () => {
  it.each(eachMapped.filter(({ name }) => name === 'SQLite'))(
    "F37: 503 where the file is full, in an application's own table",
    async ({ open }) => {
      const { store, database } = await open();
      const { call } = openServer(store, quiet);
      const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
      await sql`pragma max_page_count = 1`.execute(database);
      await expectNothingWritten(call, body._version);
      await sql`pragma max_page_count = 1000000`.execute(database);

      expect((await call('PATCH', '/articles/1', { title: 'Cup', _version: body._version })).status).toBe(
        200,
      );
    },
  );

  it("F37: 503 where the file is full, in the kit's own table", async () => {
    const database = await openFile(temporaryFile());
    const { call } = openServer(sqlStore(database), quiet);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await sql`pragma max_page_count = 1`.execute(database);

    await expectNothingWritten(call, body._version);
  });

  it('F37: 503 where the file is read-only', async () => {
    const path = temporaryFile();
    const database = await openFile(path);
    const { call } = openServer(sqlStore(database), quiet);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    chmodSync(path, 0o444);
    await sql`pragma query_only = on`.execute(database);

    await expectNothingWritten(call, body._version);
  });

  it.each(['articles', 'own'])('F37: 503 where PostgreSQL takes no writes (%s)', async (table) => {
    const { url, database } = await openSchema();
    await run(database, 'create table own (id text primary key, title text, version bigint)');
    const tables: MappedTables = table === 'own' ? { articles: { table } } : {};
    const pool = await openPool(url, { poolSize: 1 });
    const { call } = openServer(sqlStore(pool, { tables }), quiet);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await run(pool, 'set default_transaction_read_only = on');
    await expectNothingWritten(call, body._version);
    await run(pool, 'set default_transaction_read_only = off');

    expect((await call('PATCH', '/articles/1', { title: 'Cup', _version: body._version })).status).toBe(200);
  });
});
