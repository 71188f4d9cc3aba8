import { describe, expect, it } from 'vitest';
import { eachLeaseStore } from './eachLeaseStore.js';
import { as } from './lockCalls.js';
import { openServer, told } from './openServer.js';

describe.each(eachLeaseStore)('lists by lock ($name)', ({ open }) => {
  async function openLocked() {
    const { call } = openServer((await open()).store);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await call('POST', '/articles', { id, price: 1 });
    await call('PUT', '/articles/b/lock', {}, as('Ann'));
    await call('PUT', '/articles/c/lock', {}, as('Ben'));
    await call('PUT', '/articles/d/lock', {}, as('Ann', { tab: '2' }));
    await call('PUT', '/articles/e/lock', {}, as('Ben'));
    await call('DELETE', '/articles/e/lock', undefined, as('Ben'));
    const list = async (query: string, user = 'Ann') => {
      const { body } = await call('GET', `/articles?${query}`, undefined, as(user));
      return { ids: body.items?.map(({ id }) => id), next: body.next };
    };
    return { call, list };
  }

  it('L20: gives what is locked by the caller, by others, or by nobody', async () => {
    const { list } = await openLocked();

    expect((await list('locked=me')).ids).toEqual(['b', 'd']);
    expect((await list('locked=others')).ids).toEqual(['c']);
    expect((await list('locked=free')).ids).toEqual(['a', 'e']);
    expect((await list('locked=me', 'Cat')).ids).toEqual([]);
  });

  it('L20: page by page, and together with other conditions', async () => {
    const { list } = await openLocked();
    const first = await list('locked=free&limit=1&sort=-price');
    const second = await list(`locked=free&limit=1&sort=-price&after=${String(first.next)}`);

    expect([first.ids, second.ids, second.next]).toEqual([['a'], ['e'], null]);
    expect((await list('locked=me&where={"price":{"gt":1}}')).ids).toEqual([]);
  });

  it('refuses what it does not know, and to sign what changes by itself', async () => {
    const { call } = await openLocked();

    expect(told(await call('GET', '/articles?locked=mine'))).toBe('400 malformed-query');
    expect(told(await call('GET', '/articles?locked=free&listToken=1'))).toBe('400 malformed-query');
  });
});
