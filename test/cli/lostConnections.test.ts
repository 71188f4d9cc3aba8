import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { faultyProxy } from '../chaos/faultyProxy.js';
import { openSchema, schemaUrl } from '../server/eachStore.js';
import { run } from '../server/mappedStore.js';
import { told, type Call } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

/** How its connections are broken: each of them once, and how many that were. */
interface Breaker {
  readonly name: string;
  readonly breakAll: (server: ServerOnPostgres) => Promise<number>;
}

type ServerOnPostgres = Awaited<ReturnType<typeof openServerOnPostgres>>;

const breakers: readonly Breaker[] = [
  {
    name: '57P01: PostgreSQL ends them',
    breakAll: async ({ database, schema }) => (await run(database, terminate(schema))).length,
  },
  { name: 'ECONNRESET: the network cuts them', breakAll: async ({ cut }) => cut() },
];

const terminate = (application: string) =>
  `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${application}'`;

/** A server in a process of its own, with a proxy between it and PostgreSQL. */
async function openServerOnPostgres() {
  const { schema, database } = await openSchema();
  let isCutting = false;
  const proxy = await faultyProxy(() => (isCutting ? { kind: 'cut', bytes: 3 } : { kind: 'none' }));
  onTestFinished(() => proxy.close());
  proxy.pointAt(inject('postgresUrl'));
  const db = new URL(schemaUrl(schema, [`application_name=${schema}`]));
  db.host = new URL(proxy.url).host;
  const server = await spawnServer('--db', db.href, '--resource', 'articles');
  const cut = async () => {
    isCutting = true;
    await pause(20);
    isCutting = false;
    return 1;
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

describe.each(breakers)(
  'connections to the database are lost ($name)',
  { timeout: 120_000 },
  ({ breakAll }) => {
    it('F11: every save is stored once, and whoever asks again is told so', async () => {
      const server = await openServerOnPostgres();
      let isOver = false;
      let broken = 0;
      const trouble = async () => {
        while (!isOver) {
          broken += await breakAll(server);
          await pause(100);
        }
      };
      const ids = ['a', 'b', 'c', 'd'];
      const counted = Promise.all(ids.map((id) => countUp(server.call, { id, to: 40 }))).finally(
        () => (isOver = true),
      );
      await Promise.all([trouble(), counted]);
      const refusals = (await counted).flat();

      expect(broken).toBeGreaterThan(5);
      expect(new Set([...refusals, '503 outcome-unknown', '503 unavailable']).size).toBe(2);
      for (const id of ids) {
        const { body } = await readWhenBack(server.call, id);
        expect(body).toMatchObject({ n: 40, _meta: { version: '40' } });
      }
    });

    it('F11: the process goes on where they were not in use', async () => {
      const server = await openServerOnPostgres();
      await server.call('POST', '/articles', { id: 'a' });
      for (let n = 0; n < 5; n++) {
        await Promise.all(Array.from({ length: 5 }, () => server.call('GET', '/articles/a')));
        await breakAll(server);
        await pause(50);
      }

      expect((await readWhenBack(server.call, 'a')).status).toBe(200);
      await expect.poll(async () => (await server.call('GET', '/health')).status).toBe(200);
    });
  },
);

/** A connection that was broken last is only found out by the next request. */
async function readWhenBack(call: Call, id: string) {
  await expect.poll(async () => (await call('GET', `/articles/${id}`)).status).toBe(200);
  return call('GET', `/articles/${id}?meta=1`);
}
