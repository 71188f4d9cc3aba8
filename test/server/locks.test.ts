import { describe, expect, it } from 'vitest';
import { eachLeaseStore } from './eachLeaseStore.js';
import { as, lockOf, take } from './lockCalls.js';
import { openServer, told } from './openServer.js';

const minute = 60_000;
const enforced = { mode: 'enforced' };

describe.each(eachLeaseStore)('a lock ($name)', ({ open }) => {
  async function openArticle(options: Parameters<typeof openServer>[1] = {}) {
    const { store, pass } = await open();
    const server = openServer(store, options);
    const { body } = await server.call('POST', '/articles', { id: '1', title: 'Tea' });
    return { ...server, pass, token: body._version };
  }

  it('L1, L5: is one for a record, and taking it again renews it', async () => {
    const { call, pass } = await openArticle();

    const taken = await take(call, as('Ann'));
    await pass(minute);
    const renewed = await take(call, as('Ann'));

    expect(taken.status).toBe(200);
    expect(lockOf(taken)).toEqual({
      holder: { id: 'Ann', name: 'Ann', tab: '1' },
      mode: 'enforced',
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      remainingMs: 3 * minute,
      fence: '1',
    });
    expect(lockOf(renewed)).toMatchObject({ remainingMs: 3 * minute, fence: '1' });
    expect(Date.parse(lockOf(renewed).expiresAt) - Date.parse(lockOf(renewed).since)).toBeGreaterThanOrEqual(
      4 * minute,
    );
  });

  it('L22: changes nothing about its record, neither the version nor who changed it and when', async () => {
    const { call } = await openArticle();
    const before = (await call('GET', '/articles/1?meta=1')).body;

    await take(call, as('Ann'));
    await call('POST', '/articles/1/lock/takeover', {}, as('Ben'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ben'));

    expect((await call('GET', '/articles/1?meta=1')).body).toEqual(before);
  });

  it('L9: is refused to somebody else, with who has it and for how long', async () => {
    const { call } = await openArticle();
    const { body } = await take(call, as('Ann'), { ...enforced, ttlMs: 90_000 });

    const refused = await take(call, as('Ben'));

    expect(told(refused)).toBe('423 locked');
    expect(refused.headers.get('Retry-After')).toMatch(/^(90|89)$/);
    expect(lockOf(refused)).toMatchObject({ holder: { name: 'Ann' }, fence: '1' });
    expect(lockOf(refused).remainingMs).toBeGreaterThan(80_000);
    expect(body.lock).toMatchObject({ remainingMs: 90_000 });
  });

  it('L9: is 404 where there is no record, 410 where it was deleted, and of no record with an impossible id', async () => {
    const { call, token } = await openArticle();
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${token}"` });

    expect(told(await call('PUT', '/articles/2/lock', enforced, as('Ann')))).toBe('404 not-found');
    expect(told(await take(call, as('Ann')))).toBe('410 record-deleted');
    expect(told(await call('PUT', '/articles/%00/lock', enforced, as('Ann')))).toBe('422 invalid');
  });

  it('L11: is always told as JSON', async () => {
    const { call } = await openArticle();

    const free = await call('GET', '/articles/1/lock');
    await take(call, as('Ann'));
    const held = await call('GET', '/articles/1/lock');

    expect([free.status, free.body]).toEqual([200, { lock: null }]);
    expect([held.status, lockOf(held).holder.name]).toEqual([200, 'Ann']);
  });

  it('L3: runs out by itself, and then goes to whoever comes, with a higher fence', async () => {
    const { call, pass } = await openArticle();
    await take(call, as('Ann'), { ...enforced, ttlMs: 1000 });
    await pass(1000);

    expect((await call('GET', '/articles/1/lock')).body).toEqual({ lock: null });
    expect(lockOf(await take(call, as('Ben')))).toMatchObject({ holder: { name: 'Ben' }, fence: '2' });
    expect(told(await take(call, as('Ann')))).toBe('423 locked');
  });

  it.each([25 * 60 * minute, 31 * 24 * 60 * minute])(
    'L3: does not come to life again after %s ms',
    async (ms) => {
      const { call, pass } = await openArticle();
      await take(call, as('Ann'));
      await pass(ms);

      expect((await call('GET', '/articles/1/lock')).body).toEqual({ lock: null });
    },
  );

  it('L6, L10: is given up by its holder only, and giving up what is free is no mistake', async () => {
    const { call } = await openArticle();
    const release = (who: Record<string, string>) => call('DELETE', '/articles/1/lock', undefined, who);
    await take(call, as('Ann'));

    expect(told(await release(as('Ben')))).toBe('403 forbidden');
    expect(told(await release(as('Ann', { tab: '2' })))).toBe('403 forbidden');
    expect((await release(as('Ann'))).status).toBe(204);
    expect((await release(as('Ann'))).status).toBe(204);
    expect((await release(as('Ben'))).status).toBe(204);
    expect(lockOf(await take(call, as('Ben')))).toMatchObject({ fence: '2' });
  });

  it('F7: is refused to another tab of the same person, who may take it over', async () => {
    const { call } = await openArticle();
    const second = as('Ann', { tab: '2' });
    await take(call, as('Ann'));

    const refused = await take(call, second);
    const taken = await call('POST', '/articles/1/lock/takeover', undefined, second);

    expect([told(refused), lockOf(refused).holder]).toEqual([
      '423 locked',
      { id: 'Ann', name: 'Ann', tab: '1' },
    ]);
    expect(refused.body.detail).toContain('in another tab');
    expect(lockOf(taken)).toMatchObject({ holder: { tab: '2' }, mode: 'enforced', fence: '2' });
    expect(told(await take(call, as('Ann')))).toBe('423 locked');
  });

  it('L19: is taken over, and the one before does not get it back by renewing', async () => {
    const { call } = await openArticle();
    await take(call, as('Ann'));

    const taken = await call('POST', '/articles/1/lock/takeover', { mode: 'advisory' }, as('Ben'));

    expect(lockOf(taken)).toMatchObject({ holder: { name: 'Ben' }, mode: 'advisory', fence: '2' });
    expect(told(await take(call, as('Ann')))).toBe('423 locked');
    expect(told(await call('POST', '/articles/2/lock/takeover', {}, as('Ben')))).toBe('404 not-found');
  });

  it('F29: has an end however often it is renewed', async () => {
    const { call, pass } = await openArticle({ locks: { longestHoldMs: 5 * minute } });
    const remaining: number[] = [];
    for (let n = 0; n < 5; n++) {
      remaining.push(Math.ceil(lockOf(await take(call, as('Ann'))).remainingMs / minute));
      await pass(minute);
    }

    expect(remaining).toEqual([3, 3, 3, 2, 1]);
    expect((await call('GET', '/articles/1/lock')).body).toEqual({ lock: null });
  });

  it('F29: goes to those who waited before it goes back', async () => {
    const { call, pass } = await openArticle({ locks: { longestHoldMs: 3 * minute } });
    await take(call, as('Ann'));
    await take(call, as('Ben'));
    await pass(3 * minute);

    const resting = await take(call, as('Ann', { tab: '2' }));
    const next = await take(call, as('Ben'));

    expect([told(resting), resting.body.lock]).toEqual(['423 locked', null]);
    expect(Number(resting.headers.get('Retry-After'))).toBeLessThanOrEqual(10);
    expect(lockOf(next).holder.name).toBe('Ben');
  });

  it('F29: goes back where nobody came, or nobody wanted it', async () => {
    const { call, pass } = await openArticle({ locks: { longestHoldMs: 3 * minute } });
    await take(call, as('Ann'));
    await take(call, as('Ben'));
    await pass(3 * minute + 10_000);
    const nobodyCame = await take(call, as('Ann'));
    await pass(3 * minute);
    const nobodyWanted = await take(call, as('Ann'));

    expect([nobodyCame.status, nobodyWanted.status]).toEqual([200, 200]);
    expect(lockOf(nobodyWanted)).toMatchObject({ fence: '1', remainingMs: 3 * minute });
  });

  it('F29: is not kept longer by letting go and coming back', async () => {
    const { call, pass } = await openArticle({ locks: { longestHoldMs: 3 * minute } });
    await take(call, as('Ann'));
    await take(call, as('Ben'));
    await pass(2 * minute);
    await call('DELETE', '/articles/1/lock', undefined, as('Ann'));

    expect(lockOf(await take(call, as('Ann', { tab: '2' }))).remainingMs).toBeLessThanOrEqual(minute);
    await pass(minute);
    expect(told(await take(call, as('Ann')))).toBe('423 locked');
  });

  it('asks whoever holds it', async () => {
    const { call } = await openArticle();
    const ask = (user: string) => call('POST', '/articles/1/lock/ask', undefined, as(user));
    const askedFree = await ask('Ben');
    await take(call, as('Ann'));

    const asked = await ask('Ben');
    await ask('Ann');

    expect(askedFree.body).toEqual({ lock: null });
    expect(lockOf(asked)).toMatchObject({ holder: { name: 'Ann' }, askedBy: { id: 'Ben', name: 'Ben' } });
    expect(lockOf(await take(call, as('Ann')))).toHaveProperty('askedBy.name', 'Ben');
    await call('DELETE', '/articles/1/lock', undefined, as('Ann'));
    expect(lockOf(await take(call, as('Ben')))).not.toHaveProperty('askedBy');
  });

  it('L22: comes first to whoever asked for it, for a moment; others wait, and whoever had it may come back', async () => {
    const { call, pass } = await openArticle();
    await take(call, as('Ann'));
    await call('POST', '/articles/1/lock/ask', undefined, as('Ben'));
    const second = await call('POST', '/articles/1/lock/ask', undefined, as('Cem'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ann'));
    const early = await take(call, as('Cem'));

    expect(lockOf(second)).toHaveProperty('askedBy.name', 'Ben');
    expect([told(early), early.body.lock]).toEqual(['423 locked', null]);
    expect(early.headers.get('Retry-After')).toMatch(/^[45]$/);
    expect(lockOf(await take(call, as('Ben')))).toMatchObject({ holder: { name: 'Ben' } });

    await call('POST', '/articles/1/lock/ask', undefined, as('Cem'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ben'));
    expect(lockOf(await take(call, as('Ben')))).toMatchObject({ holder: { name: 'Ben' } });
    await call('POST', '/articles/1/lock/ask', undefined, as('Cem'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ben'));
    await pass(5_001);
    expect(lockOf(await take(call, as('Ann')))).toMatchObject({ holder: { name: 'Ann' } });
  });

  it('L22: is asked for until whoever asked takes that back, or the holder says "not now"', async () => {
    const { call } = await openArticle();
    const ask = (user: string) => call('POST', '/articles/1/lock/ask', undefined, as(user));
    const end = (user: string) => call('DELETE', '/articles/1/lock/ask', undefined, as(user));
    const free = await end('Ben');
    await take(call, as('Ann'));
    await ask('Ben');
    expect(lockOf(await end('Cem'))).toHaveProperty('askedBy.name', 'Ben');
    expect(lockOf(await end('Ben'))).not.toHaveProperty('askedBy');
    expect(lockOf(await ask('Cem'))).toHaveProperty('askedBy.name', 'Cem');
    expect(lockOf(await end('Ann'))).not.toHaveProperty('askedBy');

    expect(free.body).toEqual({ lock: null });
  });

  it('is read for a whole page in one request', async () => {
    const { call } = await openArticle();
    const strange = 'a,b/ü%';
    await call('POST', '/articles', { id: strange });
    await take(call, as('Ann'));
    await call('PUT', `/articles/${encodeURIComponent(strange)}/lock`, enforced, as('Ben'));

    const { body } = await call('GET', `/articles/locks?ids=1,2,${encodeURIComponent(strange)}`);

    expect(body.locks).toMatchObject({
      '1': { holder: { name: 'Ann' } },
      '2': null,
      [strange]: { holder: { name: 'Ben' } },
    });
  });

  it('is of one tenant and one resource', async () => {
    const { checker } = await openArticle();
    const [north, south] = ['north', 'south'].map((tenant) => ({ id: 'ann', name: 'Ann', tenant, tab: '1' }));
    for (const by of [north, south])
      if (by) await checker.create({ resource: 'articles', by, value: { id: '1' } });

    expect(
      await checker.lock({ resource: 'articles', id: '1', by: north ?? { id: '', name: '' } }),
    ).toMatchObject({
      kind: 'lock',
    });
    expect(await checker.locks({ resource: 'articles', ids: ['1'], ...(south && { by: south }) })).toEqual({
      kind: 'locks',
      locks: new Map([['1', null]]),
    });
  });
});
