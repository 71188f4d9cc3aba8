import type { Action, AuthorizeFields, RecordAction } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const raise: RecordAction = (value) => ({ ...value, price: 9 });
const discard: RecordAction = () => null;

describe.each(eachStore)('rights ($name)', ({ openStore }) => {
  /** Opens a server on which nobody may change a price, or delete. */
  async function openGuarded() {
    const asked: string[] = [];
    const store = await openStore();
    const tokens = await seed(openServer(store).call, 3, () => ({
      title: 'Tea',
      price: 1,
      place: { city: 'Rome' },
    }));
    const authorizeFields: AuthorizeFields = async ({ name }, { resource, id, paths }) => {
      asked.push(`${name} ${resource}/${id} ${paths.join(' ')}`);
      return paths.filter((path) => path === '' || path === '/price' || path === '/place/city');
    };
    const server = openServer(store, {
      authorizeFields,
      resources: { articles: { actions: { raise, discard } } },
    });
    return { ...server, tokens, asked };
  }

  it('for fields: names those that may not be changed, whichever way they are', async () => {
    const { call, tokens, asked } = await openGuarded();
    const token = tokens['1'];
    const ifMatch = { 'If-Match': `"${token}"` };

    const answers = [
      await call('PATCH', '/articles/1', { price: 2, place: { city: 'Bern' }, title: 'Mine' }, ifMatch),
      await call('PUT', '/articles/1', { title: 'Mine' }, ifMatch),
      await call('POST', '/articles', { id: '9', price: 2 }),
      await call('DELETE', '/articles/1', undefined, ifMatch),
    ];

    expect(answers.map(told)).toEqual(answers.map(() => '403 forbidden'));
    expect(answers.map(({ body }) => body.errors?.map(({ pointer }) => pointer))).toEqual([
      ['/price', '/place/city'],
      ['/price'],
      ['/price'],
      [''],
    ]);
    expect(asked[0]).toBe('Someone articles/1 /title /price /place/city');
    expect((await call('GET', '/articles/1')).body).toMatchObject({ title: 'Tea', price: 1 });
  });

  it('for fields: let everything else through', async () => {
    const { call, tokens } = await openGuarded();

    const saved = await call('PATCH', '/articles/1', { title: 'Mine', price: 1, _version: tokens['1'] });

    expect(told(saved)).toBe('200');
  });

  it('for fields: count for every row of a batch, and for what an action does', async () => {
    const { call, tokens } = await openGuarded();
    const row = (id: string) => ({ id, _version: tokens[id] });

    const { told: rows, rows: ended } = await sendBatch(call, [
      { op: 'update', ...row('1'), patch: { price: 2 } },
      { op: 'action', action: 'raise', ...row('2') },
      { op: 'action', action: 'discard', ...row('3') },
      { op: 'create', value: { title: 'New' } },
    ]);
    const { told: removed } = await sendBatch(call, [{ op: 'remove', ...row('1') }]);

    expect(rows).toEqual(['403 forbidden', '403 forbidden', '403 forbidden', '201']);
    expect(ended.map(({ problem }) => problem?.errors?.[0]?.pointer)).toEqual([
      '/price',
      '/price',
      '',
      undefined,
    ]);
    expect(removed).toEqual(['403 forbidden']);
  });

  it('are asked for a batch, and for each of its rows with what it is about to do', async () => {
    const asked: Action[] = [];
    const { call } = openServer(await openStore(), {
      resources: { articles: { actions: { raise } } },
      authorize(_, action) {
        asked.push(action);
        return action.id === '3' ? { denied: 'not-found' } : { id: 'ann', name: 'Ann' };
      },
    });

    const { told: rows } = await sendBatch(call, [
      { op: 'create', value: { id: '1' } },
      { op: 'create', value: {} },
      { op: 'update', id: '2', force: ['4', '5'], patch: {} },
      { op: 'remove', id: '3' },
      { op: 'action', id: '4', action: 'raise' },
      { op: 'action', id: '5', action: 'raise', unchecked: true },
    ]);

    const resource = 'articles';
    expect(asked).toEqual([
      { operation: 'batch', resource },
      { operation: 'create', resource, id: '1' },
      { operation: 'create', resource },
      { operation: 'update', resource, id: '2', force: ['4', '5'] },
      { operation: 'remove', resource, id: '3' },
      { operation: 'action', resource, id: '4', action: 'raise' },
      { operation: 'action', resource, id: '5', action: 'raise', unchecked: true },
    ]);
    expect(rows).toEqual([
      '201',
      '201',
      '428 token-required',
      '404 not-found',
      '428 token-required',
      '404 not-found',
    ]);
  });

  it('refuse a whole batch, or hide the current record of a row from whoever may not read it', async () => {
    const store = await openStore();
    const { call: owner } = openServer(store);
    const tokens = await seed(owner, 1);
    await owner('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
    const row = { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } };
    const without = (denied: string) =>
      openServer(store, {
        authorize: (_, { operation }) =>
          operation === denied ? { denied: 'forbidden' } : { id: 'ann', name: 'Ann' },
      }).call;

    expect(told(await sendBatch(without('batch'), [row]))).toBe('403 forbidden');
    const { rows, told: ended } = await sendBatch(without('get'), [row]);
    expect([ended, rows[0]?.problem?.current]).toEqual([['409 version-conflict'], null]);
    expect(rows[0]?.problem).not.toHaveProperty('base');
  });
});
