import { describe, expect, it } from 'vitest';
import { eachLeaseStore } from './eachLeaseStore.js';
import { as, take } from './lockCalls.js';
import { openEvents } from './openEvents.js';
import { openServer } from './openServer.js';

describe.each(eachLeaseStore)('events of locks and presence ($name)', ({ open }) => {
  it('L19: tell whoever follows what others do, and not what changes nothing for them', async () => {
    const { store } = await open();
    const { call, checker } = openServer(store);
    await call('POST', '/articles', { id: '1' });
    const follower = await openEvents((request) => checker.fetch(request), { query: '?resources=articles' });
    await follower.next();
    const come = (body: object) => call('PUT', '/articles/1/editors', body, as('Ben'));

    await take(call, as('Ann'));
    await take(call, as('Ann'));
    await take(call, as('Ben'));
    await call('POST', '/articles/1/lock/ask', undefined, as('Cem'));
    await call('POST', '/articles/1/lock/takeover', {}, as('Ben'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ann'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ben'));
    await call('DELETE', '/articles/1/lock', undefined, as('Ben'));
    await come({ state: 'viewing' });
    await come({ state: 'viewing' });
    await come({ state: 'editing', field: '/title' });
    await call('DELETE', '/articles/1/editors', undefined, as('Ben'));
    await call('DELETE', '/articles/1/editors', undefined, as('Ben'));
    await call('POST', '/articles', { id: 'end' });
    const told: unknown[] = [];
    for (let next = await follower.next(); next.event !== 'changed'; next = await follower.next())
      told.push([next.event, next.data]);

    const dataOf = (name: string) => ({
      resource: 'articles',
      id: '1',
      version: null,
      by: { id: name, name },
    });
    expect(told).toEqual([
      ['locked', dataOf('Ann')],
      ['locked', dataOf('Cem')],
      ['locked', dataOf('Ben')],
      ['unlocked', dataOf('Ben')],
      ['editors', dataOf('Ben')],
      ['editors', dataOf('Ben')],
      ['editors', dataOf('Ben')],
    ]);
  });
});
