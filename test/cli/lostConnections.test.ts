import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { faultyProxy } from '../chaos/faultyProxy.js';
import { openSchema, schemaUrl } from '../server/eachStore.js';
import { run } from '../server/mappedStore.js';
import { told, type Call } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

type ServerOnPostgres = Awaited<ReturnType<typeof openServerOnPostgres>>;

/** Ends its connections on the side of PostgreSQL, and tells how many there were. */
async function terminateAll({ database, schema }: ServerOnPostgres): Promise<number> {
  const all = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${schema}'`;
  return (await run(database, all)).length;
}

/** A server in a process of its own, with a proxy between it and PostgreSQL. */
async function openServerOnPostgres() {
  const { schema, database } = await openSchema();
  let isCutting = false;
  let cuts = 0;
  const proxy = await faultyProxy(() => {
    if (!isCutting) return { kind: 'none' };
    cuts++;
    return { kind: 'cut', bytes: 3 };
  });
  onTestFinished(() => proxy.close());
  proxy.pointAt(inject('postgresUrl'));
  const db = new URL(schemaUrl(schema, [`application_name=${schema}`]));
  db.host = new URL(proxy.url).host;
  const server = await spawnServer('--db', db.href, '--resource', 'articles');
  /** Resets for a moment the connections on which something is sent, and tells how many those were. */
  const cut = async () => {
    cuts = 0;
    isCutting = true;
    await pause(20);
    isCutting = false;
    return cuts;
  };
  return { ...server, schema, database: database as Kysely<unknown>, cut };
}

/** Counts a record up; asks again with the same key wherever there is no answer. */
async function countUp(
  call: Call,
  { id, to }: { readonly id: string; readonly to: number },
): Promise<string[]> {
  const refusals: string[] = [];
  let token = '';
  for (let n = 1; n <= to;) {
    const key = { 'Idempotency-Key': `"${id}-${n}"` };
    const answer = await (n === 1
      ? call('POST', '/articles', { id, n }, key)
      : call('PATCH', `/articles/${id}`, { n, _version: token }, key));
    if (answer.status < 300) {
      token = answer.body._version;
      n++;
    } else {
      refusals.push(told(answer));
      await pause(20);
    }
  }
  return refusals;
}

const waysToBreak = [
  ['57P01: PostgreSQL ends them', terminateAll],
  ['ECONNRESET: the network cuts them', ({ cut }: ServerOnPostgres) => cut()],
] as const;

describe('a server that loses its connections to the database', { timeout: 120_000 }, () => {
  it.each(waysToBreak)(
    'F11: stores every save once, and tells whoever asks again (%s)',
    async (_, breakAll) => {
      const server = await openServerOnPostgres();
      const ids = ['a', 'b', 'c', 'd'];
      let isOver = false;
      const counted = Promise.all(ids.map((id) => countUp(server.call, { id, to: 40 }))).finally(
        () => (isOver = true),
      );
      let broken = 0;
      while (!isOver) {
        broken += await breakAll(server);
        await pause(100);
      }
      const refusals = (await counted).flat();

      expect(broken).toBeGreaterThan(5);
      expect(refusals.filter((refusal) => !/^503 (unavailable|outcome-unknown)$/.test(refusal))).toEqual([]);
      for (const id of ids)
        expect((await readWhenBack(server.call, id)).body).toMatchObject({ n: 40, _meta: { version: '40' } });
    },
  );

  it('F11: goes on where they were not in use', async () => {
    const server = await openServerOnPostgres();
    await server.call('POST', '/articles', { id: 'a' });
    let broken = 0;
    for (let n = 0; n < 5; n++) {
      await Promise.all(Array.from({ length: 5 }, () => server.call('GET', '/articles/a')));
      broken += await terminateAll(server);
      await pause(50);
    }

    expect(broken).toBeGreaterThan(5);
    expect((await readWhenBack(server.call, 'a')).status).toBe(200);
    expect((await server.call('GET', '/health')).status).toBe(200);
  });
});

/** A connection that was broken last is only found out by the next request. */
async function readWhenBack(call: Call, id: string) {
  await expect.poll(async () => (await call('GET', `/articles/${id}`)).status).toBe(200);
  return call('GET', `/articles/${id}?meta=1`);
}
