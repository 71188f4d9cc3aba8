import { describe, expect, it } from 'vitest';
import { eachLeaseStore } from './eachLeaseStore.js';
import { as } from './lockCalls.js';
import { openServer, told, type Answer } from './openServer.js';

describe.each(eachLeaseStore)('presence ($name)', ({ open }) => {
  async function openArticle() {
    const { store, pass } = await open();
    const { call, checker } = openServer(store);
    await call('POST', '/articles', { id: '1' });
    const come = (who: Record<string, string>, body: object) => call('PUT', '/articles/1/editors', body, who);
    const look = async () => editorsOf(await call('GET', '/articles/1/editors'));
    return { call, checker, pass, come, look };
  }

  it('tells who is here, those first who came first', async () => {
    const { come, look, pass } = await openArticle();
    await come(as('Ben'), { state: 'viewing' });
    await pass(1000);

    const { body } = await come(as('Ann'), { state: 'editing', field: '/title' });

    expect(await look()).toEqual([
      { id: 'Ben', name: 'Ben', state: 'viewing', field: null, since: expect.stringMatching(/Z$/) },
      { id: 'Ann', name: 'Ann', state: 'editing', field: '/title', since: expect.stringMatching(/Z$/) },
    ]);
    expect(body).toMatchObject({ editors: await look(), remainingMs: 75_000 });
  });

  it('says which of them is whoever asks, whatever tab it is', async () => {
    const { call, come, pass } = await openArticle();
    await come(as('Ben'), { state: 'viewing' });
    await pass(1000);
    const { body } = await come(as('Ann'), { state: 'viewing' });
    const inAnotherTab = await call('GET', '/articles/1/editors', undefined, as('Ann', { tab: '2' }));

    expect(body.editors).toMatchObject([{ name: 'Ben' }, { name: 'Ann', isYou: true }]);
    expect(inAnotherTab.body.editors).toEqual(body.editors);
    expect(JSON.stringify(body.editors).match(/isYou/g)).toHaveLength(1);
  });

  it('F7: merges the tabs of one person: editing before viewing, since the first of them', async () => {
    const { come, look, pass } = await openArticle();
    const [first] = editorsOf(await come(as('Ann'), { state: 'viewing' }));
    await pass(1000);
    await come(as('Ann', { tab: '2' }), { state: 'editing', field: '/title' });
    await pass(1000);
    await come(as('Ann', { tab: '3' }), { state: 'viewing', field: '/body' });

    const [only, ...others] = await look();

    expect(others).toEqual([]);
    expect(only).toMatchObject({ state: 'editing', field: '/title' });
    expect(Date.parse(String(first?.since)) - Date.parse(String(only?.since))).toBeLessThanOrEqual(2000);
  });

  it('F32: ends by itself, and lasts as long as it is renewed', async () => {
    const { come, look, pass } = await openArticle();
    await come(as('Ann'), { state: 'viewing' });
    await come(as('Ben'), { state: 'viewing' });
    await pass(60_000);
    await come(as('Ann'), { state: 'editing' });
    await pass(60_000);

    expect((await look()).map(({ name }) => name)).toEqual(['Ann']);
    await pass(60_000);
    expect(await look()).toEqual([]);
  });

  it('ends when a tab says so, and another tab of the same person stays', async () => {
    const { call, come, look } = await openArticle();
    await come(as('Ann'), { state: 'editing' });
    await come(as('Ann', { tab: '2' }), { state: 'viewing' });
    const leave = (who: Record<string, string>) => call('DELETE', '/articles/1/editors', undefined, who);

    expect((await leave(as('Ann'))).status).toBe(204);
    expect(await look()).toMatchObject([{ name: 'Ann', state: 'viewing' }]);
    expect((await leave(as('Ann', { tab: '2' }))).status).toBe(204);
    expect((await leave(as('Ann', { tab: '2' }))).status).toBe(204);
    expect(await look()).toEqual([]);
  });

  it('needs a record that is there', async () => {
    const { call } = await openArticle();
    const { body } = await call('GET', '/articles/1');
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    const come = (id: string) => call('PUT', `/articles/${id}/editors`, { state: 'viewing' }, as('Ann'));

    expect([told(await come('1')), told(await come('2'))]).toEqual(['410 record-deleted', '404 not-found']);
    expect((await call('GET', '/articles/2/editors')).body).toEqual({ editors: [] });
  });

  it.each([
    {},
    { state: 'typing' },
    { state: 'editing', field: 1 },
    { state: 'editing', field: 'title' },
    { state: 'editing', field: '/~2' },
    { state: 'editing', field: '/\0' },
    { state: 'editing', field: `/${'x'.repeat(1000)}` },
  ])('takes no %j', async (body) => {
    const { come, look } = await openArticle();

    expect(told(await come(as('Ann'), body))).toBe('400 malformed-body');
    expect(await look()).toEqual([]);
  });

  it("is told by the server's own code too", async () => {
    const { checker } = await openArticle();
    const at = { resource: 'articles', id: '1' };
    const by = { id: 'robot', name: 'Robot' };

    await checker.setEditor({ ...at, by, state: 'editing', field: '/title' });
    const here = await checker.editors(at);
    await checker.removeEditor({ ...at, by });

    expect(here).toMatchObject({ kind: 'editors', editors: [{ id: 'robot', field: '/title' }] });
    expect(await checker.editors(at)).toEqual({ kind: 'editors', editors: [] });
  });
});

function editorsOf({ body }: Answer) {
  return body.editors as readonly { readonly name: string; readonly since: string }[];
}
