import { sql } from 'kysely';
import { memoryStore, trigger, type StoreHealth } from 'noclobber/server';
import { openPostgres, sqlStore, triggers } from 'noclobber/server/sql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFile, openPool, openSchema, schemaUrl, temporaryFile } from './eachStore.js';
import { openServer, told } from './openServer.js';

const quiet = { log: () => undefined };
const durable = ['synchronous_commit=on'];

describe('GET /health', () => {
  it('needs no permission', async () => {
    const { call } = openServer(memoryStore(), { authorize: () => ({ denied: 'unauthorized' }) });

    const { status, headers, body } = await call('GET', '/health');

    expect([status, headers.get('Content-Type')]).toEqual([200, 'application/json']);
    expect(body).toEqual({ status: 'ok', store: 'memory', triggersMissing: [], warnings: [] });
    expect(told(await call('POST', '/health'))).toBe('405 method-not-allowed');
  });

  it('F36: tells of settings of SQLite that can lose acknowledged writes', async () => {
    const database = await openFile(temporaryFile());
    const { call } = openServer(sqlStore(database));

    const safe = await call('GET', '/health');
    await sql`pragma synchronous = normal`.execute(database);
    const unsafe = await call('GET', '/health');

    expect(safe.body).toMatchObject({ store: 'sqlite', warnings: [] });
    expect(unsafe.body.warnings).toEqual([
      'synchronous is below FULL: a power cut can lose acknowledged writes.',
    ]);
  });

  it('F10: tells that PostgreSQL can lose acknowledged writes', async () => {
    const { schema } = await openSchema();
    const healthOf = async (setting: string) =>
      (await openServer(sqlStore(await openPool(schemaUrl(schema, [setting])))).call('GET', '/health')).body;
    const warning = 'synchronous_commit is off: a crash of the database can lose acknowledged writes.';

    expect((await healthOf('synchronous_commit=off')).warnings).toContain(warning);
    expect((await healthOf('synchronous_commit=on')).warnings).not.toContain(warning);
  });

  it('tells which triggers are missing', async () => {
    const database = await openFile(temporaryFile());
    const resources = { articles: { strategy: trigger() }, products: {} };
    const { call, checker } = openServer(sqlStore(database), { resources });
    await checker.setUp();
    await triggers.drop(database, { resources: ['articles'] });

    const { body } = await call('GET', '/health');

    expect(body.triggersMissing).toEqual(['articles']);
  });

  it('F13: answers in time while all connections are in use', async () => {
    const { schema } = await openSchema();
    const pool = await openPool(schemaUrl(schema, durable), { poolSize: 2 });
    const { call } = openServer(sqlStore(pool), quiet);
    await call('GET', '/health');
    const sleeping = [1, 2].map(() => sql`select pg_sleep(4)`.execute(pool));
    const from = Date.now();

    const answer = await call('GET', '/health');

    expect(told(answer)).toBe('503 unavailable');
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(Date.now() - from).toBeLessThan(15_000);
    await Promise.all(sleeping);
    expect((await call('GET', '/health')).status).toBe(200);
  });

  it('F13: answers in time when the store does not answer at all', async () => {
    const neverHealthy = { ...memoryStore(), health: () => new Promise<StoreHealth>(() => undefined) };
    const from = Date.now();

    const answer = await openServer(neverHealthy, quiet).call('GET', '/health');

    expect([told(answer), answer.body.applied]).toEqual(['503 unavailable', false]);
    expect(Date.now() - from).toBeLessThan(15_000);
  });

  it('says nothing secret of a database that is away', async () => {
    const nowhere = await openPostgres('postgres://ann:s3cret@127.0.0.1:1/none');
    onTestFinished(() => nowhere.destroy());

    const answer = await openServer(sqlStore(nowhere), quiet).call('GET', '/health');

    expect(told(answer)).toBe('503 unavailable');
    expect(JSON.stringify(answer.body)).not.toMatch(/s3cret|127\.0\.0\.1/);
  });
});
