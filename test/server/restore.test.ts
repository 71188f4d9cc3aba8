import type { VersionToken } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

describe.each(eachStore)('bringing back a deleted record ($name)', ({ openStore }) => {
  /** An article that was deleted, and the token of its tombstone. */
  const open = async () => {
    const server = openServer(await openStore(), { log: () => undefined });
    const { call } = server;
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    const gone = await call('GET', '/articles/1');
    const restore = (_version: string, headers = {}) =>
      call('POST', '/articles/1/restore', { _version }, headers);
    return { ...server, restore, old: body._version, tombstone: gone.body._version };
  };

  it('gives it back as it was last, as a new version', async () => {
    const { call, restore, tombstone } = await open();
    const restored = await restore(tombstone);

    expect(restored.status).toBe(200);
    expect(restored.body).toEqual({
      id: '1',
      title: 'Tea',
      _version: expect.not.stringContaining(tombstone),
    });
    expect((await call('GET', '/articles/1?meta=1')).body._meta).toMatchObject({ version: '3' });
    expect((await call('GET', '/articles/1/history')).body.items).toMatchObject([
      {},
      {},
      { version: '3', paths: [''] },
    ]);
  });

  it('takes the token in If-Match, without a body', async () => {
    const { call, tombstone } = await open();
    const restored = await call('POST', '/articles/1/restore', undefined, { 'If-Match': `"${tombstone}"` });

    expect(restored.status).toBe(200);
  });

  it.each([
    ['without a token', undefined, '428 token-required'],
    ['with a damaged one', 'nonsense', '400 token-malformed'],
  ])('refuses %s', async (_case, token, answer) => {
    const { call } = await open();

    expect(told(await call('POST', '/articles/1/restore', { _version: token }))).toBe(answer);
  });

  it('refuses the token of what was read before the deletion', async () => {
    const { call, restore, old, tombstone } = await open();
    const refused = await restore(old);

    expect(told(refused)).toBe('410 record-deleted');
    expect(refused.body).toMatchObject({ _version: tombstone, last: { title: 'Tea' } });
    expect((await call('GET', '/articles/1')).status).toBe(410);
  });

  it('refuses where somebody brought it back already, and shows it', async () => {
    const { restore, tombstone } = await open();
    await restore(tombstone);
    const refused = await restore(tombstone);

    expect(told(refused)).toBe('409 not-deleted');
    expect(refused.body.current).toMatchObject({ title: 'Tea' });
  });

  it('refuses where it was brought back and deleted again', async () => {
    const { call, restore, tombstone } = await open();
    const { body } = await restore(tombstone);
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });

    expect(told(await restore(tombstone))).toBe('410 record-deleted');
  });

  it('has one winner of many', async () => {
    const { restore, tombstone } = await open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => restore(tombstone)));

    expect(answers.map(told).toSorted()).toEqual(['200', ...Array(7).fill('409 not-deleted')]);
  });

  it('is done once for an idempotency key', async () => {
    const { call, restore, tombstone } = await open();
    const key = { 'Idempotency-Key': '"a"' };
    const [first, again] = [await restore(tombstone, key), await restore(tombstone, key)];

    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(first.body);
    expect((await call('GET', '/articles/1/history')).body.items).toHaveLength(3);
  });

  it('is one record at its address only', async () => {
    const { call } = await open();

    expect(told(await call('GET', '/articles/1/restore'))).toBe('405 method-not-allowed');
    expect(told(await call('POST', '/articles/2/restore', { _version: 'x' }))).toBe('400 token-malformed');
    expect(told(await call('POST', '/articles/1/restore/2', {}))).toBe('404 not-found');
  });

  it('asks the permission to `restore`, and validates what comes back', async () => {
    const store = await openStore();
    const asked: string[] = [];
    const { call } = openServer(store, {
      authorize: (_request, { operation }) => {
        asked.push(operation);
        return { id: 'ann', name: 'ann' };
      },
      resources: {
        articles: {
          validate: (value) => (value.title === 'Tea' ? [{ pointer: '/title', message: 'no tea' }] : []),
        },
      },
    });
    const plain = openServer(store, { authorize: () => ({ id: 'ann', name: 'ann' }) });
    const { body } = await plain.call('POST', '/articles', { id: '1', title: 'Tea' });
    await plain.call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    const gone = await plain.call('GET', '/articles/1');

    expect(told(await call('POST', '/articles/1/restore', { _version: gone.body._version }))).toBe(
      '422 invalid',
    );
    expect(asked).toEqual(['restore']);
  });

  it("is there for the server's own code", async () => {
    const { checker, tombstone } = await open();
    const input = {
      resource: 'articles',
      id: '1',
      by: { id: 'ann', name: 'Ann' },
      token: tombstone as VersionToken,
    };

    expect(await checker.restore(input)).toMatchObject({
      kind: 'saved',
      record: { value: { title: 'Tea' } },
    });
    expect(await checker.restore(input)).toMatchObject({ kind: 'refused', reason: 'not-deleted' });
  });
});
