import { memoryStore, type Authorize, type Store } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { as, lockOf, take } from './lockCalls.js';
import { openServer, told } from './openServer.js';

const minute = 60_000;
const enforced = { mode: 'enforced' };

/** A store with one article, on a clock that stands still. */
async function openArticle(): Promise<Store> {
  const store = memoryStore({ now: () => Date.UTC(2026, 10, 21) });
  await openServer(store).call('POST', '/articles', { id: '1' });
  return store;
}

describe('a request about locks', () => {
  it.each([
    [{}, { mode: 'advisory', remainingMs: 3 * minute }],
    [undefined, { mode: 'advisory', remainingMs: 3 * minute }],
    [
      { mode: 'enforced', ttlMs: 1 },
      { mode: 'enforced', remainingMs: 1000 },
    ],
    [{ ttlMs: -1 }, { remainingMs: 1000 }],
    [{ ttlMs: 90_000.7 }, { remainingMs: 90_000 }],
    [{ ttlMs: 1e12 }, { remainingMs: 30 * minute }],
  ])('L2: wants %j and gets it within bounds', async (wish, expected) => {
    const { call } = openServer(await openArticle());

    expect(lockOf(await call('PUT', '/articles/1/lock', wish, as('Ann')))).toMatchObject(expected);
  });

  it('L2: lasts as long as the server says where it says nothing', async () => {
    const { call } = openServer(await openArticle(), { locks: { ttlMs: 7000 } });

    expect(lockOf(await take(call, as('Ann'), enforced))).toMatchObject({ remainingMs: 7000 });
  });

  it.each([
    ['nonsense', 'nonsense', '400 malformed-body'],
    ['a list', [], '400 malformed-body'],
    ['an unknown mode', { mode: 'hard' }, '400 malformed-body'],
    ['no mode', { mode: null }, '400 malformed-body'],
    ['a time as text', { mode: 'enforced', ttlMs: '1000' }, '400 malformed-body'],
    ['a time that is no number', `{"ttlMs":1e999}`, '400 malformed-body'],
    ['too long', 'x'.repeat(20_000), '413 too-large'],
  ])('is refused where its body is %s', async (_case, body, expected) => {
    const { call } = openServer(await openArticle());
    const json = { ...as('Ann'), 'Content-Type': 'application/json' };

    expect(told(await call('PUT', '/articles/1/lock', body, json))).toBe(expected);
    expect((await call('GET', '/articles/1/lock')).body.lock).toBeNull();
  });

  it.each([
    ['none', ''],
    ['nothing after it', '?ids='],
    ['an empty one', '?ids=1,,2'],
    ['one that is not encoded', '?ids=%'],
    ['one that no record can have', '?ids=%00'],
    ['more than a thousand', `?ids=${'1,'.repeat(1000)}1`],
  ])('lists the ids of a page, so %s is refused', async (_case, query) => {
    const { call } = openServer(await openArticle());

    expect(told(await call('GET', `/articles/locks${query}`))).toBe('400 malformed-query');
  });

  it('takes a page of a thousand ids', async () => {
    const { call } = openServer(await openArticle());
    const ids = ['__proto__', ...Array.from({ length: 999 }, (_, n) => String(n))];

    const { body } = await call('GET', `/articles/locks?ids=${ids.join(',')}`);

    expect(Object.keys(body.locks ?? {}).toSorted()).toEqual(ids.toSorted());
  });

  it.each([
    ['GET', '/articles/1/lock', 'get'],
    ['PUT', '/articles/1/lock', 'lock'],
    ['DELETE', '/articles/1/lock', 'lock'],
    ['GET', '/articles/locks?ids=1', 'list'],
    ['POST', '/articles/1/lock/ask', 'ask'],
    ['DELETE', '/articles/1/lock/ask', 'lock'],
    ['GET', '/articles/1/editors', 'get'],
    ['PUT', '/articles/1/editors', 'editors'],
    ['DELETE', '/articles/1/editors', 'editors'],
  ])('L21: %s %s needs the permission to %s, and 401 is not 403', async (method, path, operation) => {
    const denying = (denied: 'unauthorized' | 'forbidden'): Authorize => {
      return (_, action) => (action.operation === operation ? { denied } : { id: 'ann', name: 'Ann' });
    };
    const store = await openArticle();
    const ask = (authorize: Authorize) => openServer(store, { authorize }).call(method, path);

    expect(told(await ask(denying('unauthorized')))).toBe('401 unauthorized');
    expect(told(await ask(denying('forbidden')))).toBe('403 forbidden');
  });

  it('L19, L21: takes a lock over with that permission only, but from a tab of the same person without it', async () => {
    const store = await openArticle();
    const mayNotTakeOver: Authorize = ({ headers }, { operation }) => {
      const id = headers.get('Noclobber-User') ?? '';
      return operation === 'takeover' && id !== 'Chief' ? { denied: 'forbidden' } : { id, name: id };
    };
    const { call } = openServer(store, { authorize: mayNotTakeOver });
    const takeOver = (who: Record<string, string>) => call('POST', '/articles/1/lock/takeover', {}, who);
    await take(call, as('Ann'));

    expect(told(await takeOver(as('Ben')))).toBe('403 forbidden');
    expect(lockOf(await takeOver(as('Ann', { tab: '2' }))).holder.tab).toBe('2');
    expect(lockOf(await takeOver(as('Chief')))).toMatchObject({ holder: { name: 'Chief' }, fence: '3' });
    expect(told(await takeOver(as('Ann')))).toBe('403 forbidden');
  });

  it('is about nothing where a resource has no locks', async () => {
    const { call } = openServer(await openArticle(), { resources: { articles: { locks: false } } });

    for (const [method, path] of [
      ['GET', '/articles/1/lock'],
      ['PUT', '/articles/1/lock'],
      ['DELETE', '/articles/1/lock'],
      ['GET', '/articles/locks?ids=1'],
      ['POST', '/articles/1/lock/takeover'],
      ['POST', '/articles/1/lock/ask'],
      ['DELETE', '/articles/1/lock/ask'],
    ] as const) {
      expect(told(await call(method, path, undefined, as('Ann'))), `${method} ${path}`).toBe('404 not-found');
    }
  });

  it.each([
    ['POST', '/articles/1/lock', 'GET, HEAD, PUT, DELETE'],
    ['PUT', '/articles/locks', 'GET, HEAD'],
    ['GET', '/articles/1/lock/takeover', 'POST'],
    ['GET', '/articles/1/lock/ask', 'POST, DELETE'],
    ['PATCH', '/articles/1/editors', 'GET, HEAD, PUT, DELETE'],
  ])('has its methods: not %s %s', async (method, path, allow) => {
    const answer = await openServer(await openArticle()).call(method, path);

    expect([told(answer), answer.headers.get('Allow')]).toEqual(['405 method-not-allowed', allow]);
  });
});

describe('the checked functions for locks', () => {
  it("take, ask for, take over and give up a lock without asking anybody's permission", async () => {
    const { checker } = openServer(await openArticle());
    const at = { resource: 'articles', id: '1' };
    const [ann, ben] = [
      { id: 'ann', name: 'Ann', tab: '1' },
      { id: 'ben', name: 'Ben' },
    ];

    const taken = await checker.lock({ ...at, by: ann, mode: 'enforced', ttlMs: 5000 });
    const refused = await checker.lock({ ...at, by: ben });
    const asked = await checker.askForLock({ ...at, by: ben });
    const foreign = await checker.unlock({ ...at, by: ben });
    const over = await checker.takeOverLock({ ...at, by: ben });
    const given = await checker.unlock({ ...at, by: ben });

    expect(taken).toMatchObject({ kind: 'lock', lock: { holder: ann, remainingMs: 5000 } });
    expect(refused).toMatchObject({ kind: 'refused', reason: 'locked', lock: { holder: ann } });
    expect(asked).toMatchObject({ lock: { askedBy: { id: 'ben' } } });
    expect(foreign).toMatchObject({ reason: 'forbidden' });
    expect(over).toMatchObject({ lock: { holder: { id: 'ben', tab: '' }, mode: 'enforced', fence: '2' } });
    expect(given).toEqual({ kind: 'released' });
    expect(await checker.locks({ resource: 'articles', ids: ['1'] })).toEqual({
      kind: 'locks',
      locks: new Map([['1', null]]),
    });
    expect(await checker.lock({ resource: 'nothing', id: '1', by: ann })).toMatchObject({
      reason: 'not-found',
    });
  });
});
