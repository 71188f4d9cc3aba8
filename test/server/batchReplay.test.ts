import { StoreUnavailableError, OutcomeUnknownError } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, signer, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const log = () => undefined;

describe.each(eachStore)('repeated batches ($name)', ({ openStore }) => {
  async function openRows(options = {}) {
    const store = await openStore();
    const server = openServer(store, options);
    const tokens = await seed(server.call, 3);
    const rows = [
      { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } },
      { op: 'update', id: '2', _version: tokens['2'], patch: { title: 'Article 2' } },
      { op: 'remove', id: '3', _version: tokens['3'] },
      { op: 'create', value: { title: 'New' } },
    ];
    return { ...server, store, rows, tokens };
  }

  it('replays every row as it was, whatever others have saved since', async () => {
    const { call, rows } = await openRows();

    const first = await sendBatch(call, rows, { key: 'a' });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: first.rows[0]?.record?._version });
    const again = await sendBatch(call, rows, { key: 'a' });

    expect(first.told).toEqual(['200', '200', '204', '201']);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect((await call('GET', '/articles?sort=id')).body.items).toHaveLength(3);
    expect((await call('GET', '/articles/1')).body.title).toBe('Theirs');
  });

  it('replays the rows that were saved, and tries those again that were refused', async () => {
    const { call, rows, tokens } = await openRows();
    const { body: now } = await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });

    const first = await sendBatch(call, rows, { key: 'a' });
    const again = await sendBatch(call, [{ ...rows[0], _version: now._version }, ...rows.slice(1)], {
      key: 'a',
    });

    expect(first.told).toEqual(['409 version-conflict', '200', '204', '201']);
    expect(again.told).toEqual(['200', '200', '204', '201']);
    expect(again.rows.slice(1)).toEqual(first.rows.slice(1));
    expect(again.headers.get('Idempotency-Replayed')).toBeNull();
  });

  it('refuses the rows that are others under the same key', async () => {
    const { call, rows } = await openRows();
    await sendBatch(call, rows, { key: 'a' });

    const other = await sendBatch(
      call,
      [
        { ...rows[0], patch: { title: 'Other' } },
        rows[2],
        rows[1],
        { op: 'create', value: { title: 'Newer' } },
        { op: 'create', value: { id: '5' } },
      ],
      { key: 'a' },
    );

    const reused = '422 idempotency-key-reused';
    expect(other.told).toEqual([reused, reused, reused, reused, '201']);
    expect((await call('GET', '/articles/1')).body.title).toBe('Mine');
  });

  it("keeps callers' keys apart, and those of batches from those of single saves", async () => {
    const { call } = openServer(await openStore());
    const rows = [{ op: 'create', value: {} }];
    const ben = { headers: { 'Noclobber-User': 'Ben' } };

    const answers = [
      await sendBatch(call, rows, { key: 'a' }),
      await sendBatch(call, rows, { key: 'a', ...ben }),
      await call('POST', '/articles', {}, { 'Idempotency-Key': '"a"' }),
    ];

    expect(answers.map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([null, null, null]);
    expect((await call('GET', '/articles')).body.items).toHaveLength(3);
  });

  it('does the same batch sent many times at once only once; the others are told to come back', async () => {
    const { call, rows } = await openRows();

    const answers = await Promise.all(Array.from({ length: 5 }, () => sendBatch(call, rows, { key: 'a' })));

    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(told)).toEqual(refused.map(() => '409 in-progress'));
    expect(refused.every(({ headers }) => headers.get('Retry-After') === '1')).toBe(true);
    expect((await call('GET', '/articles?where={"title":"New"}')).body.items).toHaveLength(1);
  });

  it.each(['silent', 'abort-all'])(
    'F3: is no conflict with itself when another process was faster (%s)',
    async (policy) => {
      const { call, rows, store } = await openRows();
      let isFast = false;
      const slow = openServer(store, {
        signer: {
          ...signer,
          // The slow process has looked the keys up; before it writes, the fast one has saved.
          async verify(token, subject) {
            if (!isFast) {
              isFast = true;
              await sendBatch(call, rows, { key: 'a', policy });
            }
            return signer.verify(token, subject);
          },
        },
      });

      const echo = await sendBatch(slow.call, rows, { key: 'a', policy });

      expect(echo.told).toEqual(['200', '200', '204', '201']);
      expect((await call('GET', '/articles?where={"title":"New"}')).body.items).toHaveLength(1);
    },
  );

  it('F19: saves nothing or all, and tells which on a retry', async () => {
    const { rows, store, call } = await openRows();
    let fault: Error | undefined = new StoreUnavailableError({ cause: 'cut in the middle' });
    let isStored = false;
    const { call: shaky } = openServer(
      {
        ...store,
        async writeMany(batch) {
          if (!fault) return store.writeMany(batch);
          if (isStored) await store.writeMany(batch);
          throw fault;
        },
      },
      { log },
    );

    const cut = await sendBatch(shaky, rows, { key: 'a' });
    const untouched = await call('GET', '/articles/1');
    fault = new OutcomeUnknownError({ cause: 'cut at the commit' });
    isStored = true;
    const unknown = await sendBatch(shaky, rows, { key: 'a' });
    fault = undefined;
    const known = await sendBatch(shaky, rows, { key: 'a' });

    expect([told(cut), cut.body.applied, untouched.body.title]).toEqual([
      '503 unavailable',
      false,
      'Article 1',
    ]);
    expect(told(unknown)).toBe('503 outcome-unknown');
    expect(known.told).toEqual(['200', '200', '204', '201']);
    expect(known.headers.get('Idempotency-Replayed')).toBe('true');
    expect((await call('GET', '/articles?where={"title":"New"}')).body.items).toHaveLength(1);
  });

  it('F19: says what was saved even where the refused rows can not be looked at any more', async () => {
    const { rows, store, tokens } = await openRows();
    const { call } = openServer(store);
    let isAway = false;
    const { call: shaky } = openServer(
      {
        ...store,
        async writeMany(batch) {
          await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
          const result = await store.writeMany(batch);
          isAway = true;
          return result;
        },
        async read(ref) {
          if (isAway) throw new StoreUnavailableError({ cause: 'gone' });
          return store.read(ref);
        },
      },
      { log },
    );

    const answer = await sendBatch(shaky, rows);

    expect([answer.status, answer.told]).toEqual([200, ['503 unavailable', '200', '204', '201']]);
    expect(answer.rows[0]).toMatchObject({ id: '1', problem: { applied: false } });
  });

  it('shows a replayed row to nobody who may not write it any more', async () => {
    let mayWrite = true;
    const { call, rows } = await openRows({
      authorize: (_: Request, { operation, id }: { operation: string; id?: string }) =>
        mayWrite || operation !== 'update' || id !== '1'
          ? { id: 'ann', name: 'Ann' }
          : { denied: 'forbidden' },
    });
    await sendBatch(call, rows, { key: 'a' });
    mayWrite = false;

    expect((await sendBatch(call, rows, { key: 'a' })).told).toEqual(['403 forbidden', '200', '204', '201']);
  });
});
