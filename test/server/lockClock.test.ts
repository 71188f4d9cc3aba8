import { sql } from 'kysely';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openFile, openSchema, temporaryFile } from './eachStore.js';
import { as, lockOf, take } from './lockCalls.js';
import { openServer, told } from './openServer.js';

const hour = 3_600_000;
const databases = [
  { name: 'SQLite', openDatabase: () => openFile(temporaryFile()) },
  { name: 'PostgreSQL', openDatabase: async () => (await openSchema()).database },
];

/** Shifts the clock of this process, which is a server's. */
function shiftDate(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  onTestFinished(() => void vi.useRealTimers());
}

describe.each(databases)('the clock of locks ($name)', ({ openDatabase }) => {
  async function openArticle() {
    const database = await openDatabase();
    const server = openServer(sqlStore(database), { now: () => Date.now() });
    await server.call('POST', '/articles', { id: '1' });
    return { ...server, database };
  }

  it.each([-hour, hour])("F6: is the database's: a server that is %i ms off changes nothing", async (ms) => {
    const { call } = await openArticle();
    const before = lockOf(await take(call, as('Ann')));
    shiftDate(ms);

    const refused = await take(call, as('Ben'));
    const renewed = lockOf(await take(call, as('Ann')));
    const { body } = await call('GET', '/articles/1');
    const saved = await call('PATCH', '/articles/1', { n: 1, _version: body._version }, as('Ben'));

    expect([told(refused), told(saved)]).toEqual(['423 locked', '423 locked']);
    expect(lockOf(refused).remainingMs).toBeGreaterThan(170_000);
    expect(lockOf(refused).remainingMs).toBeLessThanOrEqual(180_000);
    expect(renewed).toMatchObject({ since: before.since, remainingMs: 180_000 });
    expect(Math.abs(Date.parse(renewed.expiresAt) - Date.parse(before.expiresAt))).toBeLessThan(10_000);
  });

  it('F6: ends a lock whose time the database says is over', async () => {
    const { call, database } = await openArticle();
    await take(call, as('Ann'));
    await sql`update noclobber_locks set expires_at = expires_at - 180001`.execute(database);

    const { body } = await call('GET', '/articles/1');
    const saved = await call('PATCH', '/articles/1', { n: 1, _version: body._version }, as('Ben'));

    expect((await call('GET', '/articles/1/lock')).body).toEqual({ lock: null });
    expect(saved.status).toBe(200);
    expect(lockOf(await take(call, as('Ben')))).toMatchObject({ fence: '2' });
  });

  it.each([-hour, hour])('F6: is that of presence too, of a server %i ms off', async (ms) => {
    const { call } = await openArticle();
    const come = (user: string) => call('PUT', '/articles/1/editors', { state: 'viewing' }, as(user));
    await come('Ann');
    shiftDate(ms);

    expect((await come('Ben')).body.editors).toMatchObject([{ name: 'Ann' }, { name: 'Ben' }]);
  });
});
