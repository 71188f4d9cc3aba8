import { sql } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { openFile, temporaryFile } from './eachStore.js';
import { openServer, signer, told } from './openServer.js';

const quiet = { log: () => undefined };

describe('sqlStore', () => {
  it('F36: opens files that survive a power cut and wait for other writers', async () => {
    const database = await openFile(temporaryFile());

    const read = async (pragma: string) => (await sql`pragma ${sql.raw(pragma)}`.execute(database)).rows[0];

    expect(await read('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await read('synchronous')).toEqual({ synchronous: 2 });
    expect(await read('busy_timeout')).toEqual({ timeout: 5000 });
  });

  it('keeps records, history and keys when the file is opened again', async () => {
    const path = temporaryFile();
    const before = openServer(sqlStore(await openFile(path)));
    const key = { 'Idempotency-Key': '"a"' };
    const { body } = await before.call('POST', '/articles', { id: '1', title: 'Tea' }, key);
    await before.call('PATCH', '/articles/1', { title: 'Coffee', _version: body._version });

    const after = openServer(sqlStore(await openFile(path)));
    const replay = await after.call('POST', '/articles', { id: '1', title: 'Tea' }, key);
    const conflict = await after.call('PATCH', '/articles/1', { title: 'Water', _version: body._version });

    expect(replay.body).toEqual(body);
    expect(conflict.body).toMatchObject({ base: { title: 'Tea' }, current: { title: 'Coffee' } });
  });

  it('has one winner when two connections save at once', async () => {
    const path = temporaryFile();
    const [a, b] = [openServer(sqlStore(await openFile(path))), openServer(sqlStore(await openFile(path)))];
    const { body } = await a.call('POST', '/articles', { id: '1' });
    const save = (n: number) => (n % 2 ? a : b).call('PATCH', '/articles/1', { n, _version: body._version });

    const statuses = (await Promise.all(Array.from({ length: 20 }, (_, n) => save(n)))).map(
      ({ status }) => status,
    );

    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('F36: answers 503 while another process holds the file for too long, then saves', async () => {
    const path = temporaryFile();
    const { call } = openServer(sqlStore(await openFile(path, { busyTimeoutMs: 50 })), quiet);
    await call('POST', '/articles', { id: '1' });
    const other = await openFile(path);
    await sql`begin immediate`.execute(other);

    const refused = await call('POST', '/articles', { id: '2' }, { 'Idempotency-Key': '"a"' });
    const read = await call('GET', '/articles/1');
    await sql`commit`.execute(other);
    const saved = await call('POST', '/articles', { id: '2' }, { 'Idempotency-Key': '"a"' });

    expect([told(refused), refused.body.applied]).toEqual(['503 unavailable', false]);
    expect([read.status, saved.status, saved.headers.get('Idempotency-Replayed')]).toEqual([200, 201, null]);
  });

  it.each([
    ['with history, key and locks', {}],
    ['without', { history: false, locks: false }],
  ])('keeps what it acknowledges after the file was busy: %s', async (_case, articles) => {
    const path = temporaryFile();
    const { call } = openServer(sqlStore(await openFile(path, { busyTimeoutMs: 50 })), {
      ...quiet,
      resources: { articles },
    });
    const { body } = await call('POST', '/articles', { id: '1' });
    const other = await openFile(path);
    await sql`begin immediate`.execute(other);
    const save = () => call('PATCH', '/articles/1', { title: 'Tea', _version: body._version });

    const refused = await save();
    await call('PUT', '/articles/1/editors', { state: 'editing' });
    await sql`commit`.execute(other);
    const saved = await save();

    expect([told(refused), saved.status]).toEqual(['503 unavailable', 200]);
    const { rows } = await sql`select version from articles`.execute(await openFile(path));
    expect(rows).toEqual([{ version: 2 }]);
    await sql`begin immediate`.execute(other);
    await sql`rollback`.execute(other);
  });

  it('answers 503 when the database is closed', async () => {
    const database = await openFile(temporaryFile());
    const { call } = openServer(sqlStore(database), quiet);
    await call('POST', '/articles', { id: '1' });
    await database.destroy();

    expect(told(await call('GET', '/articles/1'))).toBe('503 unavailable');
    expect(told(await call('POST', '/articles', {}))).toBe('503 unavailable');
  });

  it('F37: answers 503 to a write and stores nothing when the file is full', async () => {
    const database = await openFile(temporaryFile());
    const { call } = openServer(sqlStore(database), quiet);
    await call('POST', '/articles', { id: '1' });
    await sql`pragma max_page_count = 20`.execute(database);

    const refused = await call('POST', '/articles', { id: '2', text: 'x'.repeat(200_000) });

    expect(told(refused)).toBe('503 unavailable');
    expect(told(await call('GET', '/articles/2'))).toBe('404 not-found');
    expect((await call('POST', '/articles', { id: '3' })).status).toBe(201);
  });

  it('says what the database does not take, whether the save is one statement or a transaction', async () => {
    const database = await openFile(temporaryFile());
    const resources = { articles: { history: false, locks: false } };
    const { call } = openServer(sqlStore(database), { ...quiet, resources });
    await call('POST', '/articles', { id: '1', slug: 'a' });
    const { body } = await call('POST', '/articles', { id: '2', slug: 'b' });
    await sql`create unique index one_slug on articles (json_extract(data, '$.slug'))`.execute(database);
    const taken = { slug: 'a', _version: body._version };

    expect(told(await call('PATCH', '/articles/2', taken))).toBe('422 invalid');
    expect(told(await call('PATCH', '/articles/2', taken, { 'Idempotency-Key': '"k"' }))).toBe('422 invalid');
    expect((await call('PATCH', '/articles/2', { ...taken, slug: 'c' })).status).toBe(200);
  });

  it('goes on behind version 2^53 without losing a digit', async () => {
    const database = await openFile(temporaryFile());
    const { call } = openServer(sqlStore(database));
    await call('POST', '/articles', { id: '1' });
    await sql`update articles set version = 9007199254740993`.execute(database);

    const { body } = await call('GET', '/articles/1?meta=1');
    const saved = await call('PATCH', '/articles/1?meta=1', { a: 1, _version: body._version });

    expect(body._meta).toMatchObject({ version: '9007199254740993' });
    expect(saved.body._meta).toMatchObject({ version: '9007199254740994' });
  });

  it('knows no version above those that a database can hold', async () => {
    const database = await openFile(temporaryFile());
    const { call } = openServer(sqlStore(database), quiet);
    await call('POST', '/articles', { id: '1' });
    await sql`update articles set version = 9223372036854775807`.execute(database);
    const subject = { audience: 'noclobber', tenant: '', resource: 'articles', id: '1' };

    const _version = await signer.sign({ ...subject, version: String(2n ** 63n) });

    expect(told(await call('PATCH', '/articles/1', { _version }))).toBe('409 version-conflict');
  });

  it('touches no table that is not its own', async () => {
    const database = await openFile(temporaryFile());
    await sql`create table articles (id integer primary key, title text)`.execute(database);

    await expect(sqlStore(database).setUp([{ name: 'articles', strategy: 'autoIncrement' }])).rejects.toThrow(
      'was not made by noclobber',
    );
    expect((await sql`select name from sqlite_master`.execute(database)).rows).toEqual([
      { name: 'articles' },
    ]);
  });
});
