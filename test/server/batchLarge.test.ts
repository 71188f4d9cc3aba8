import { sql } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachStore, openPool, openSchema } from './eachStore.js';
import { openServer, told, type Call } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const count = 10_000;
/** To make that many records first takes a busy machine a while. */
const timeout = 120_000;
const databases = eachStore.filter(({ name }) => name !== 'memory');
const ids = Array.from({ length: count }, (_, at) => String(at + 1));

function rowsOf(tokens: Readonly<Record<string, string>>, by: string, order = ids) {
  return order.map((id) => ({ op: 'update', id, _version: tokens[id], patch: { by } }));
}

describe.each(databases)('a large batch ($name)', { timeout }, ({ openStore }) => {
  it('F18: of 10,000 rows with 100 conflicts inside saves 9,900 and names the conflicts', async () => {
    const { call } = openServer(await openStore());
    const tokens = await seed(call, count);
    const taken = ids.filter((id) => Number(id) % 100 === 0);
    await sendBatch(call, rowsOf(tokens, 'ben', taken));

    const startedAt = performance.now();
    const { summary, told: rows } = await sendBatch(call, rowsOf(tokens, 'ann'));
    const seconds = (performance.now() - startedAt) / 1000;

    expect(summary).toEqual({ saved: 9_900, unchanged: 0, deleted: 0, refused: 100 });
    expect(rows.filter((row) => row === '409 version-conflict')).toHaveLength(100);
    expect(rows[99]).toBe('409 version-conflict');
    expect(seconds).toBeLessThan(60);
  });

  it('is answered row by row even where every row is a conflict', async () => {
    const { call } = openServer(await openStore());
    const tokens = await seed(call, 2000);
    await sendBatch(call, rowsOf(tokens, 'ben', Object.keys(tokens)));

    const { status, summary } = await sendBatch(call, rowsOf(tokens, 'ann', Object.keys(tokens)));

    expect([status, summary.refused]).toEqual([200, 2000]);
  });
});

describe('large batches at once (PostgreSQL)', { timeout }, () => {
  const open = async () => {
    const { database, url } = await openSchema({ lockTimeoutMs: 60_000 });
    return { database, url, ...openServer(sqlStore(database), { log: () => undefined }) };
  };

  it('F12: of 10,000 rows do not deadlock in opposite order; each record has one winner', async () => {
    const { call } = await open();
    const tokens = await seed(call, count);

    const answers = await Promise.all([
      sendBatch(call, rowsOf(tokens, 'ann')),
      sendBatch(call, rowsOf(tokens, 'ben', ids.toReversed())),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.reduce((sum, { summary }) => sum + (summary.saved ?? 0), 0)).toBe(count);
    expect(answers.reduce((sum, { summary }) => sum + (summary.refused ?? 0), 0)).toBe(count);
  });

  it('F12: make the same new records in opposite order without a deadlock', async () => {
    const { call } = await open();
    const create = (order: readonly string[]) =>
      sendBatch(
        call,
        order.map((id) => ({ op: 'create', value: { id } })),
      );
    await call('GET', '/articles');

    const answers = await Promise.all([create(ids.slice(0, 2000)), create(ids.slice(0, 2000).toReversed())]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.reduce((sum, { summary }) => sum + (summary.saved ?? 0), 0)).toBe(2000);
  });

  it('F19: killed in the middle have saved nothing, and a retry with the key saves each row once', async () => {
    const { call, url } = await open();
    const tokens = await seed(call, 2000);
    const rows = rowsOf(tokens, 'ann', ids.slice(0, 2000));
    const killer = await openPool(url);
    await sql`create function wait_here() returns trigger language plpgsql as
      $$ begin if new.id = '1500' then perform pg_sleep(60); end if; return new; end $$`.execute(killer);
    await sql`create trigger slow before update on articles for each row execute function wait_here()`.execute(
      killer,
    );

    const sent = sendBatch(call, rows, { key: 'a', policy: 'silent' });
    const killed = await killSleeper(killer);
    const cut = await sent;
    await sql`drop trigger slow on articles`.execute(killer);
    const untouched = await call('GET', '/articles?where={"by":"ann"}');
    const retried = await sendBatch(call, rows, { key: 'a' });
    const again = await sendBatch(call, rows, { key: 'a' });

    expect(killed).toBe(1);
    expect(told(cut)).toBe('503 unavailable');
    expect(untouched.body.items).toEqual([]);
    expect(retried.summary.saved).toBe(2000);
    expect(again.body).toEqual(retried.body);
    expect(await versionOf(call, '1500')).toBe('2');
  });
});

/** Ends the connection whose statement waits in a trigger, as soon as there is one. */
async function killSleeper(database: Awaited<ReturnType<typeof openPool>>): Promise<number> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where wait_event = 'PgSleep' and query like '%articles%'`.execute(database);
    if (rows.length > 0) return rows.length;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return 0;
}

async function versionOf(call: Call, id: string): Promise<unknown> {
  const { body } = await call('GET', `/articles/${id}?meta=1`);
  return (body._meta as { readonly version: string }).version;
}
