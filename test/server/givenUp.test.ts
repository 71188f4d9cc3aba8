import { sql, type Kysely } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { openPool, openSchema, schemaUrl } from './eachStore.js';
import { run } from './mappedStore.js';
import { openServer, told, type Call } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const quiet = { log: () => undefined };
const key = { 'Idempotency-Key': '"a"' };
const serializable = ['default_transaction_isolation=serializable'];

async function openShared(settings: readonly string[] = []) {
  const { schema, database } = await openSchema();
  const openOne = async () => openServer(sqlStore(await openPool(schemaUrl(schema, settings))), quiet);
  return { database, openOne, ...(await openOne()) };
}

/** Makes the first tries to change an article fail, as the database does when it gives one up for another. Its sequence counts, whatever is taken back. */
async function giveUp(database: Kysely<unknown>, code: string, times: number): Promise<void> {
  await run(database, 'create sequence tries');
  await run(
    database,
    `create function give_up() returns trigger language plpgsql as $$
      begin if nextval('tries') <= ${times} then raise exception 'given up' using errcode = '${code}'; end if; return new; end $$`,
  );
  await run(
    database,
    'create trigger give_up before insert or update on articles for each row execute function give_up()',
  );
}

async function triesOf(database: Kysely<unknown>): Promise<unknown> {
  return (await run(database, 'select last_value::integer as tries from tries'))[0]?.tries;
}

async function addOne(call: Call): Promise<void> {
  for (let attempt = 1; attempt <= 2000; attempt++) {
    const { body } = await call('GET', '/articles/1');
    const answer = await call('PATCH', '/articles/1', { n: Number(body.n) + 1, _version: body._version });
    if (answer.status === 200) return;
    expect(['409 version-conflict', '503 unavailable']).toContain(told(answer));
  }
  throw new Error('It was refused again and again.');
}

describe('a transaction that PostgreSQL gives up', () => {
  it.each(['40001', '40P01'])('F12: is done again as a whole, and makes one version (%s)', async (code) => {
    const { call, database } = await openShared();
    const { body } = await call('POST', '/articles', { id: '1' });
    await giveUp(database, code, 2);

    const saved = await call('PATCH', '/articles/1?meta=1', { n: 1, _version: body._version }, key);
    const again = await call('PATCH', '/articles/1?meta=1', { n: 1, _version: body._version }, key);

    expect([told(saved), saved.body._meta]).toEqual(['200', expect.objectContaining({ version: '2' })]);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await triesOf(database)).toBe(3);
  });

  it.each(['40001', '40P01'])('F12: is answered with 503 after three more tries (%s)', async (code) => {
    const { call, database } = await openShared();
    const { body } = await call('POST', '/articles', { id: '1' });
    await giveUp(database, code, 4);
    const send = () => call('PATCH', '/articles/1', { n: 1, _version: body._version }, key);

    const refused = await send();

    expect([told(refused), refused.body.applied]).toEqual(['503 unavailable', false]);
    expect(refused.headers.get('Retry-After')).toMatch(/^\d+$/);
    expect(await triesOf(database)).toBe(4);
    const saved = await send();
    expect([told(saved), saved.headers.get('Idempotency-Replayed')]).toEqual(['200', null]);
  });

  it('F12: is done again where it waited for a program that waited for it', async () => {
    // The kit's connections look for a deadlock first, so that it is the kit's transaction that is given up.
    const { call, database } = await openShared(['deadlock_timeout=2s']);
    const tokens = await seed(call, 2);
    const rows = ['1', '2'].map((id) => ({ op: 'update', id, _version: tokens[id], patch: { by: 'ann' } }));

    const { sent } = await database.transaction().execute(async (other) => {
      await sql`set local deadlock_timeout = '20s'`.execute(other);
      await sql`select 1 from articles where id = '2' for update`.execute(other);
      const batch = sendBatch(call, rows, { policy: 'abort-all' });
      await expect.poll(async () => (await run(database, waiting)).length).toBe(1);
      await sql`select 1 from articles where id = '1' for update`.execute(other);
      // In an object, since what is given is waited for.
      return { sent: batch };
    });

    expect((await sent).summary).toMatchObject({ saved: 2, refused: 0 });
  });
});

/** Who waits for a row in this schema. */
const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%articles%' and query not like '%pg_stat%'`;

describe('where PostgreSQL puts all transactions in a row', { timeout: 120_000 }, () => {
  it('F12: 25 people who add one 5 times each have added 125', async () => {
    const { call, openOne } = await openShared(serializable);
    const servers = [call, (await openOne()).call, (await openOne()).call];
    await call('POST', '/articles', { id: '1', n: 0 });

    await Promise.all(
      Array.from({ length: 25 }, async (_, person) => {
        for (let n = 0; n < 5; n++) await addOne(servers[person % 3] ?? call);
      }),
    );

    const { body } = await call('GET', '/articles/1?meta=1');
    expect(body).toMatchObject({ n: 125, _meta: { version: '126' } });
  });

  it('F12: of many batches in opposite order each is saved whole or not at all', async () => {
    const { call, openOne } = await openShared(serializable);
    const servers = [call, (await openOne()).call];
    const tokens = await seed(call, 50);
    const ids = Object.keys(tokens);

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => {
        const rows = (n % 2 ? ids.toReversed() : ids).map((id) => ({
          op: 'update',
          id,
          _version: tokens[id],
          patch: { by: `p${n}` },
        }));
        return sendBatch(servers[n % 2] ?? call, rows, { policy: 'abort-all' });
      }),
    );

    expect(answers.filter(({ summary }) => summary?.saved === 50)).toHaveLength(1);
    const { items = [] } = (await call('GET', '/articles?limit=100')).body;
    expect(new Set(items.map(({ by }) => by)).size).toBe(1);
  });
});
