import { sql } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachLeaseStore } from './eachLeaseStore.js';
import { openFile, openPool, openSchema, schemaUrl, temporaryFile } from './eachStore.js';
import { as, lockOf, take } from './lockCalls.js';
import { openServer, told } from './openServer.js';

const minute = 60_000;

/** Opens three servers over one schema, as three processes would, with one article. */
async function openServers() {
  const { schema, database } = await openSchema();
  const open = async () => openServer(sqlStore(await openPool(schemaUrl(schema)))).call;
  const calls = [await open(), await open(), await open()] as const;
  const { body } = await calls[0]('POST', '/articles', { id: '1', n: 0 });
  return { calls, database, token: body._version };
}

describe('many who want one lock', () => {
  it('have one holder at a time, over several servers', async () => {
    const { calls } = await openServers();
    const contenders = Array.from({ length: 21 }, (_, n) => ({
      call: calls[n % 3] ?? calls[0],
      who: as(`P${n}`),
    }));
    const fences: string[] = [];
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(contenders.map(({ call, who }) => take(call, who)));
      const winners = contenders.filter((_, n) => answers[n]?.status === 200);
      const losers = answers.filter((answer) => told(answer) === '423 locked');

      expect([winners.length, losers.length]).toEqual([1, 20]);
      fences.push(...answers.filter(({ status }) => status === 200).map((answer) => lockOf(answer).fence));
      for (const { call, who } of winners) await call('DELETE', '/articles/1/lock', undefined, who);
    }
    const rising = fences.map(Number).toSorted((a, b) => a - b);

    expect(fences.map(Number)).toEqual(rising);
  });

  it('have one holder at a time, over several connections to one file', async () => {
    const path = temporaryFile();
    const [a, b] = [
      openServer(sqlStore(await openFile(path))).call,
      openServer(sqlStore(await openFile(path))).call,
    ];
    await a('POST', '/articles', { id: '1' });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => take(n % 2 ? a : b, as(`P${n}`))));

    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  it('F29: each get it in the end, 50 that ask again and again', async () => {
    const { calls } = await openServers();
    const served = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const [call, who] = [calls[n % 3] ?? calls[0], as(`P${n}`)];
        for (let attempt = 0; attempt < 2000; attempt++) {
          if ((await take(call, who)).status === 200) {
            await call('DELETE', '/articles/1/lock', undefined, who);
            return true;
          }
          await pause();
        }
        return false;
      }),
    );

    expect(served.filter(Boolean)).toHaveLength(50);
  });

  it('F30: a save never lands after the take-over was answered that ended its lock', async () => {
    const { calls, database, token } = await openServers();
    const [ann, ben, eve] = calls;
    await dawdle(database);
    let newest = token;
    for (let round = 1; round <= 40; round++) {
      const { fence } = lockOf(
        await ann('POST', '/articles/1/lock/takeover', { mode: 'enforced' }, as('Ann')),
      );
      const saving = ann('PATCH', '/articles/1', { n: round, _version: newest }, as('Ann', { fence }));
      await pause();
      await ben('POST', '/articles/1/lock/takeover', {}, as('Ben'));
      const atTakeOver = await eve('GET', '/articles/1');
      expect(['200', '423 lock-lost']).toContain(told(await saving));
      newest = (await eve('GET', '/articles/1')).body._version;
      expect(newest, `round ${round}`).toBe(atTakeOver.body._version);
    }
  });

  it('have every save by others stored before the lock is theirs, or refused: the very first lock too', async () => {
    const { calls, database } = await openServers();
    const [ann, ben, eve] = calls;
    await dawdle(database);
    for (let round = 1; round <= 40; round++) {
      const path = `/articles/r${round}`;
      const { body } = await ann('POST', '/articles', { id: `r${round}` });
      const saving = ann('PATCH', path, { n: 1, _version: body._version }, as('Ann'));
      await pause();
      await ben('PUT', `${path}/lock`, { mode: 'enforced' }, as('Ben'));
      const atLock = await eve('GET', path);
      expect(['200', '423 locked']).toContain(told(await saving));
      expect((await eve('GET', path)).body._version, `round ${round}`).toBe(atLock.body._version);
    }
  });
});

describe.each(eachLeaseStore)('many who want one lock for as long as they can ($name)', ({ name, open }) => {
  it('F29: each get it once before anybody gets it twice, whoever is faster', async () => {
    const { store, pass } = await open();
    const { call } = openServer(store, { locks: { ttlMs: 3 * minute, longestHoldMs: 3 * minute } });
    await call('POST', '/articles', { id: '1' });
    const people = Array.from({ length: name === 'memory' ? 50 : 20 }, (_, n) => `P${n}`);
    const holders: string[] = [];
    for (let turn = 0; turn < people.length; turn++) {
      for (const person of people) {
        if ((await take(call, as(person))).status === 200) holders.push(person);
      }
      await pass(3 * minute);
    }

    expect(holders).toEqual(people);
  });
});

/** Makes every write take its time between its look at the lock and its commit. */
async function dawdle(database: Awaited<ReturnType<typeof openSchema>>['database']): Promise<void> {
  await sql`create function dawdle() returns trigger language plpgsql as
    'begin perform pg_sleep(0.01); return new; end'`.execute(database);
  await sql`create trigger dawdle before insert on noclobber_history for each row execute function dawdle()`.execute(
    database,
  );
}

/** Some of the time that a save takes. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
}
