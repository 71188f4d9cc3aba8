import type { WriteEvent } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, tail, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const errors = [{ pointer: '/price', message: 'must not be negative' }];
const validate = ({ price }: { readonly price?: unknown }) => (Number(price) < 0 ? errors : []);

describe.each(eachStore)('batches that save all or nothing ($name)', ({ openStore }) => {
  const policy = 'abort-all';

  it('C41, C43: saves nothing where one row is refused, and lists every row that is', async () => {
    const { call } = openServer(await openStore(), {
      resources: { articles: { validate } },
      authorize: (_, { operation, id }) =>
        operation === 'update' && id === '4' ? { denied: 'forbidden' } : { id: 'ann', name: 'Ann' },
    });
    const tokens = await seed(call, 6);
    await call('PUT', '/articles/2', { title: 'Theirs', _version: tokens['2'] });
    await call('DELETE', '/articles/5', undefined, { 'If-Match': `"${tokens['5']}"` });
    const patch = { title: 'Mine' };
    const rows = [
      { op: 'update', id: '1', _version: tokens['1'], patch },
      { op: 'create', value: { id: '7' } },
      { op: 'update', id: '2', _version: tokens['2'], patch },
      { op: 'update', id: '3', _version: tokens['3'], patch: { price: -1 } },
      { op: 'update', id: '4', _version: tokens['4'], patch },
      { op: 'remove', id: '5', _version: tokens['5'] },
      { op: 'update', id: '6', patch },
    ];

    const answer = await sendBatch(call, rows, { policy });

    expect(told(answer)).toBe('409 batch-aborted');
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.told).toEqual([
      '409 batch-aborted',
      '409 batch-aborted',
      '409 version-conflict',
      '422 invalid',
      '403 forbidden',
      '410 record-deleted',
      '428 token-required',
    ]);
    expect(answer.summary).toEqual({ saved: 0, unchanged: 0, deleted: 0, refused: 7 });
    expect(answer.rows[2]?.problem?.current).toMatchObject({ title: 'Theirs' });
    const { body } = await call('GET', '/articles?sort=id');
    expect(body.items?.map(({ title }) => title)).toEqual([
      'Article 1',
      'Theirs',
      'Article 3',
      'Article 4',
      'Article 6',
    ]);
  });

  it('C43: saves all where none is refused, once for its key', async () => {
    const { call } = openServer(await openStore());
    const tokens = await seed(call, 2);
    const rows = [
      { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } },
      { op: 'remove', id: '2', _version: tokens['2'] },
      { op: 'create', value: { id: '3' } },
    ];

    const first = await sendBatch(call, rows, { policy, key: 'a' });
    const again = await sendBatch(call, rows, { policy, key: 'a' });

    expect([first.status, first.told]).toEqual([200, ['200', '204', '201']]);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect([first, again].map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([null, 'true']);
  });

  it('forgets the key of an aborted batch, so that the settled one may use it', async () => {
    const { call } = openServer(await openStore());
    const tokens = await seed(call, 2);
    const { body: now } = await call('PATCH', '/articles/2', { title: 'Theirs', _version: tokens['2'] });
    const rows = (second: unknown) => [
      { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } },
      { op: 'update', id: '2', _version: second, patch: { title: 'Mine' } },
    ];

    const aborted = await sendBatch(call, rows(tokens['2']), { policy, key: 'a' });
    const settled = await sendBatch(call, rows(now._version), { policy, key: 'a' });

    expect(aborted.told).toEqual(['409 batch-aborted', '409 version-conflict']);
    expect(settled.told).toEqual(['200', '200']);
  });

  it('has one winner of two at once that overlap, and no half of the other', async () => {
    const { call } = openServer(await openStore(), {
      // All have read before the first one writes.
      resources: {
        articles: { validate: () => new Promise<[]>((resolve) => setTimeout(() => resolve([]), 20)) },
      },
    });
    const tokens = await seed(call, 6);
    const send = (by: string, ids: readonly string[]) =>
      sendBatch(
        call,
        ids.map((id) => ({ op: 'update', id, _version: tokens[id], patch: { by } })),
        { policy },
      );

    const answers = await Promise.all([send('ann', ['1', '2', '3', '4']), send('ben', ['6', '5', '4', '3'])]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser && tail(loser)).toBe('batch-aborted');
    expect(loser?.told.toSorted()).toEqual([
      '409 batch-aborted',
      '409 batch-aborted',
      '409 version-conflict',
      '409 version-conflict',
    ]);
    const { body } = await call('GET', '/articles?sort=id');
    expect(new Set(body.items?.flatMap(({ by }) => by ?? []))).toHaveLength(1);
  });

  it('tells a hook of the conflicts, and of no write', async () => {
    const written: WriteEvent[] = [];
    const conflicts: string[] = [];
    const { call } = openServer(await openStore(), {
      onWrite: (event) => void written.push(event),
      onConflict: ({ id, reason }) => void conflicts.push(`${id} ${reason}`),
    });
    const tokens = await seed(call, 2);
    await call('PATCH', '/articles/2', { title: 'Theirs', _version: tokens['2'] });
    const rows = ['1', '2'].map((id) => ({ op: 'remove', id, _version: tokens[id] }));

    await sendBatch(call, rows, { policy });

    expect(conflicts).toEqual(['2 version-conflict']);
    expect(written.map(({ kind }) => kind)).toEqual(['created', 'created', 'updated']);
  });
});
