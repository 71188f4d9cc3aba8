import { memoryStore, type Action, type Authorize } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { openServer, told } from './openServer.js';

const ann = { id: 'ann', name: 'Ann' };

describe('authorize', () => {
  it('is told what is wanted before anything else is looked at', async () => {
    const actions: Action[] = [];
    const { call } = openServer(memoryStore(), {
      authorize: (_, action) => {
        actions.push(action);
        return { denied: 'forbidden' };
      },
    });

    const force = { 'Noclobber-Force': '2, 3', 'If-Match': 'nonsense' };
    const answers = [
      await call('GET', '/articles'),
      await call('HEAD', '/articles/1'),
      await call('POST', '/articles', 'nonsense'),
      await call('PATCH', '/articles/1', 'nonsense', force),
      await call('PUT', '/articles/1', 'nonsense'),
      await call('PUT', '/articles/1', 'nonsense', { 'If-None-Match': '*' }),
      await call('DELETE', '/articles/1'),
    ];

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect(actions).toEqual([
      { operation: 'list', resource: 'articles' },
      { operation: 'get', resource: 'articles', id: '1' },
      { operation: 'create', resource: 'articles' },
      { operation: 'update', resource: 'articles', id: '1', force: ['2', '3'] },
      { operation: 'update', resource: 'articles', id: '1' },
      { operation: 'create', resource: 'articles', id: '1' },
      { operation: 'remove', resource: 'articles', id: '1' },
    ]);
  });

  it.each([
    ['unauthorized', '401 unauthorized'],
    ['forbidden', '403 forbidden'],
    ['not-found', '404 not-found'],
  ] as const)('refuses a genuine token without rights: %s', async (denied, expected) => {
    const store = memoryStore();
    const { body } = await openServer(store).call('POST', '/articles', { id: '1' });
    const { call } = openServer(store, { authorize: () => ({ denied }) });

    const stolen = await call('PATCH', '/articles/1', { a: 1, _version: body._version });

    expect(told(stolen)).toBe(expected);
    expect(stolen.body).not.toHaveProperty('current');
    expect(stolen.headers.get('WWW-Authenticate')).toBe(denied === 'unauthorized' ? 'Bearer' : null);
  });

  it('hides the current record from whoever may write but not read', async () => {
    const mayOnlyWrite: Authorize = (_, { operation }) =>
      operation === 'get' ? { denied: 'forbidden' } : ann;
    const store = memoryStore();
    const owner = openServer(store);
    const { body: read } = await owner.call('POST', '/articles', { id: '1', secret: 'x' });
    const { body: now } = await owner.call('PATCH', '/articles/1', { secret: 'y', _version: read._version });
    const { call } = openServer(store, { authorize: mayOnlyWrite });

    const conflict = await call('PATCH', '/articles/1', { a: 1, _version: read._version });
    const taken = await call('POST', '/articles', { id: '1' });
    await owner.call('DELETE', '/articles/1', undefined, { 'If-Match': `"${now._version}"` });
    const gone = await call('PATCH', '/articles/1', { a: 1, _version: now._version });

    expect([conflict.body.current, taken.body.current]).toEqual([null, null]);
    expect(conflict.body).not.toHaveProperty('base');
    expect(conflict.body).not.toHaveProperty('changes');
    expect([told(gone), gone.body.last]).toEqual(['410 record-deleted', undefined]);
  });

  it('names who changed a record', async () => {
    const { call } = openServer(memoryStore(), { authorize: async () => ann });

    const { body } = await call('POST', '/articles?meta=1', {}, { 'Noclobber-User': 'Mallory' });

    expect(body._meta).toMatchObject({ changedBy: ann });
  });
});
