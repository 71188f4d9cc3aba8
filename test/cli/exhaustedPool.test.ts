import { describe, expect, it } from 'vitest';
import { openPool, openSchema, schemaUrl } from '../server/eachStore.js';
import { run } from '../server/mappedStore.js';
import { told, type Answer } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

/** The connections that `noclobber serve` opens at most. */
const poolSize = 10;

async function timed(send: Promise<Answer>) {
  const from = performance.now();
  const answer = await send;
  return { answer, seconds: (performance.now() - from) / 1000 };
}

describe('a server all of whose connections are in use', { timeout: 60_000 }, () => {
  it('F13: answers 503 in time, and everything again when one is free', async () => {
    const { schema, database } = await openSchema();
    const db = schemaUrl(schema, [`application_name=${schema}`]);
    const { call } = await spawnServer('--db', db, '--resource', 'articles');
    const { body } = await call('POST', '/articles', { id: '1' });
    await run(
      database,
      `create function sleep() returns trigger language plpgsql as $$
        begin if new.id like 'slow%' then perform pg_sleep(8); end if; return new; end $$`,
    );
    await run(
      database,
      'create trigger slow before insert on articles for each row execute function sleep()',
    );
    const slow = Array.from({ length: poolSize }, (_, n) => call('POST', '/articles', { id: `slow${n}` }));
    const asleep = `select 1 from pg_stat_activity where application_name = '${schema}' and wait_event = 'PgSleep'`;
    await expect.poll(async () => (await run(database, asleep)).length, { timeout: 5000 }).toBe(poolSize);

    const refused = await Promise.all([
      timed(call('GET', '/articles/1')),
      timed(call('PATCH', '/articles/1', { n: 1, _version: body._version }, { 'Idempotency-Key': '"a"' })),
      timed(call('GET', '/health')),
    ]);

    for (const { answer, seconds } of refused) {
      expect([told(answer), answer.body.applied]).toEqual(['503 unavailable', false]);
      expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
      // Two on a quiet machine.
      expect(seconds).toBeLessThan(15);
    }
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(poolSize).fill(201));
    expect((await call('GET', '/health')).status).toBe(200);
    expect((await call('GET', '/articles/1')).body).toEqual(body);
  });
});

describe('a connection to PostgreSQL', () => {
  it.each([
    ['another transaction', 'lock_timeout'],
    ['a statement', 'statement_timeout'],
    ['a program that stopped in the middle of a transaction', 'idle_in_transaction_session_timeout'],
  ])('F13: does not wait for ever for %s', async (_what, setting) => {
    const { url } = await openSchema();
    const [row] = await run(await openPool(url), `select current_setting('${setting}') as limit`);

    expect(row?.limit).not.toBe('0');
  });
});
