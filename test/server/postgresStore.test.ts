import { CamelCasePlugin, sql } from 'kysely';
import { memoryStore } from 'noclobber/server';
import { openPostgres, sqlStore } from 'noclobber/server/sql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPool, openSchema, schemaUrl } from './eachStore.js';
import { openServer, told, type Answer, type Call } from './openServer.js';

const quiet = { log: () => undefined };

/** Opens three servers over one schema, as three processes would. */
async function openServers(settings: readonly string[] = []) {
  const { schema } = await openSchema();
  const open = async () => openServer(sqlStore(await openPool(schemaUrl(schema, settings))), quiet);
  return [await open(), await open(), await open()] as const;
}

describe('sqlStore on PostgreSQL', () => {
  it('is set up by several processes at once', async () => {
    const created = (await openServers()).map(({ call }, n) => call('POST', '/articles', { id: `r${n}` }));

    expect((await Promise.all(created)).map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  it.each([
    ['as PostgreSQL comes', []],
    [
      "where it gives transactions up that can't be put in a row",
      ['default_transaction_isolation=serializable'],
    ],
  ])('F12: has one winner of many saves at once: %s', async (_case, settings) => {
    const [first, ...others] = await openServers(settings);
    const { body } = await first.call('POST', '/articles', { id: '1' });
    const fromAll = (send: (call: Call, n: number) => Promise<Answer>) =>
      Promise.all(
        [first, ...others].flatMap(({ call }) => Array.from({ length: 7 }, (_, n) => send(call, n))),
      );
    // Opens the connections, so that the saves meet in the database.
    await fromAll((call) => call('GET', '/articles/1'));
    const answers = await fromAll((call, n) => call('PATCH', '/articles/1', { n, _version: body._version }));
    const statuses = answers.map(({ status }) => status);

    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 20 }, () => 409)]);
  });

  it('F3: carries a request out once that reaches several processes at once', async () => {
    const servers = await openServers();
    const { body } = await servers[0].call('POST', '/articles', { id: '1' });
    const save = { title: 'Tea', _version: body._version };
    const answers = await Promise.all(
      servers.map(({ call }) => call('PATCH', '/articles/1?meta=1', save, { 'Idempotency-Key': '"a"' })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body: saved }) => saved._version)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.has('Idempotency-Replayed'))).toHaveLength(2);
  });

  it('answers 503 while another transaction holds the record for too long, then saves', async () => {
    const { database, url } = await openSchema();
    const { call } = openServer(sqlStore(await openPool(url, { lockTimeoutMs: 50 })), quiet);
    const { body } = await call('POST', '/articles', { id: '1' });
    const save = () =>
      call('PATCH', '/articles/1', { a: 1, _version: body._version }, { 'Idempotency-Key': '"a"' });
    const refused = await database.transaction().execute(async (other) => {
      await sql`select 1 from articles for update`.execute(other);
      return save();
    });

    expect([told(refused), refused.body.applied]).toEqual(['503 unavailable', false]);
    expect((await save()).status).toBe(200);
  });

  it('F13: answers 503 where no connection is free in time', async () => {
    const { url } = await openSchema();
    const pool = await openPool(url, { poolSize: 1, connectTimeoutMs: 500 });
    const { call } = openServer(sqlStore(pool), quiet);
    await call('POST', '/articles', { id: '1' });
    const refused = await pool.connection().execute(() => call('GET', '/articles/1'));

    expect(told(refused)).toBe('503 unavailable');
    expect((await call('GET', '/articles/1')).status).toBe(200);
  });

  it('answers 503 where nobody listens', async () => {
    const nowhere = await openPostgres('postgres://postgres@127.0.0.1:1/none');
    onTestFinished(() => nowhere.destroy());

    expect(told(await openServer(sqlStore(nowhere), quiet).call('GET', '/articles/1'))).toBe(
      '503 unavailable',
    );
  });

  it('F11: goes on after its connections were ended', async () => {
    const { database, url } = await openSchema();
    const { call } = openServer(sqlStore(await openPool(url)), quiet);
    await call('POST', '/articles', { id: '1' });
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like '%articles%'`.execute(
      database,
    );

    await expect.poll(async () => (await call('GET', '/articles/1')).status).toBe(200);
  });

  it('F2, F11: says that the outcome is not known where the connection breaks in the commit, and knows it again by the key', async () => {
    const { database, url } = await openSchema();
    const { call } = openServer(sqlStore(await openPool(url)), quiet);
    const { body } = await call('POST', '/articles', { id: '1' });
    const save = () =>
      call('PATCH', '/articles/1', { a: 1, _version: body._version }, { 'Idempotency-Key': '"a"' });
    await breakCommits(database);
    const broken = await save();
    await sql`drop trigger break_commits on articles`.execute(database);
    const again = await save();

    expect(told(broken)).toBe('503 outcome-unknown');
    expect([again.status, again.headers.has('Idempotency-Replayed')]).toEqual([200, false]);
  });

  it('prepares the statements of saves, unless told not to, and nothing else', async () => {
    const prepared = async (preparesStatements: boolean) => {
      const { database } = await openSchema({ poolSize: 1, preparesStatements });
      const { call } = openServer(sqlStore(database), quiet);
      const { body } = await call('POST', '/articles', { id: '1' });
      await call('PATCH', '/articles/1', { n: 1, _version: body._version });
      for (const limit of [1, 2, 3]) await call('GET', `/articles?limit=${limit}`);
      await sql`create table one (id int); create table two (id int)`.execute(database);
      const { rows } = await sql<{
        statement: string;
      }>`select statement from pg_prepared_statements`.execute(database);
      return rows.map(({ statement }) => /^(insert into|update|select id) ?"?\w*/.exec(statement)?.[0]);
    };

    expect((await prepared(true)).toSorted()).toEqual([
      'insert into "noclobber_history',
      'select id',
      'update "articles',
    ]);
    expect(await prepared(false)).toEqual([]);
  });

  it('saves on where a pooler threw the prepared statements away', async () => {
    const { database } = await openSchema({ poolSize: 1 });
    const { call } = openServer(sqlStore(database), quiet);
    const { body: first } = await call('POST', '/articles', { id: '1' });
    const { body: second } = await call('PATCH', '/articles/1', { n: 1, _version: first._version });
    await sql`deallocate all`.execute(database);

    expect((await call('PATCH', '/articles/1', { n: 2, _version: second._version })).status).toBe(200);
  });

  it('leaves what an application does to its own statements alone', async () => {
    const { database } = await openSchema();
    const { call } = openServer(sqlStore(database.withPlugin(new CamelCasePlugin())), quiet);
    const { body } = await call('POST', '/articles?meta=1', { id: '1' });
    const saved = await call('PATCH', '/articles/1?meta=1', { n: 1, _version: body._version });

    expect(saved.body).toMatchObject({ n: 1, _meta: { changedBy: { name: 'Someone' } } });
  });

  it('goes on behind version 2^53 without losing a digit', async () => {
    const { database } = await openSchema();
    const { call } = openServer(sqlStore(database));
    await call('POST', '/articles', { id: '1' });
    await sql`update articles set version = 9007199254740993`.execute(database);
    const { body } = await call('GET', '/articles/1');
    const saved = await call('PATCH', '/articles/1?meta=1', { a: 1, _version: body._version });

    expect(saved.body._meta).toMatchObject({ version: '9007199254740994' });
  });

  it('touches no table that is not its own', async () => {
    const { database } = await openSchema();
    await sql`create table articles (id integer primary key, title text)`.execute(database);

    await expect(sqlStore(database).setUp([{ name: 'articles', strategy: 'autoIncrement' }])).rejects.toThrow(
      'was not made by noclobber',
    );
    expect(
      (await sql`select tablename from pg_tables where schemaname = current_schema()`.execute(database)).rows,
    ).toEqual([{ tablename: 'articles' }]);
  });

  it('keeps a record as it was written, key by key', async () => {
    const value = { z: 1, a: { y: [1.5, '😀', null], b: '' }, id: '1' };
    const { database } = await openSchema();
    for (const store of [memoryStore(), sqlStore(database)]) {
      const { call } = openServer(store);
      await call('POST', '/articles', value);
      const { _version: _, ...read } = (await call('GET', '/articles/1')).body;

      expect(JSON.stringify(read)).toBe(JSON.stringify({ id: '1', z: value.z, a: value.a }));
    }
  });
});

/** Ends the connection of everyone who commits a change of an article. */
async function breakCommits(database: Awaited<ReturnType<typeof openSchema>>['database']): Promise<void> {
  await sql`create function break_commit() returns trigger language plpgsql as
    'begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end'`.execute(
    database,
  );
  await sql`create constraint trigger break_commits after update on articles
    deferrable initially deferred for each row execute function break_commit()`.execute(database);
}
