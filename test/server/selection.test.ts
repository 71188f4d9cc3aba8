import type { Action, LogEntry, RecordAction } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, signer, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const publish: RecordAction = (value) => ({ ...value, status: 'published' });
const touch: RecordAction = (value) => ({ ...value, touched: true });
const where = { status: 'draft' };

describe.each(eachStore)('an action on all that match ($name)', ({ openStore }) => {
  /** Opens a server with three drafts and one that is published. */
  async function openDrafts(options = {}) {
    const store = await openStore();
    const resources = { articles: { actions: { publish, touch } }, products: { actions: { publish } } };
    const server = openServer(store, { resources, ...options });
    const tokens = await seed(server.call, 4, (n) => ({ status: n < 4 ? 'draft' : 'published' }));
    const list = async (condition: object = where, path = '/articles', headers = {}) =>
      (
        await server.call(
          'GET',
          `${path}?limit=1&listToken=1&where=${encodeURIComponent(JSON.stringify(condition))}`,
          undefined,
          headers,
        )
      ).body.listToken;
    return { ...server, store, tokens, list };
  }

  const published = [{ id: '1' }, { id: '2' }, { id: '3' }].map(({ id }) => ({ id, status: 200 }));

  it('C46: runs on all of them, those of other pages too, and on no other', async () => {
    const { call, list } = await openDrafts();

    const { rows, summary } = await sendBatch(call, { action: 'publish', where, listToken: await list() });

    expect(rows.toSorted((a, b) => String(a.id).localeCompare(String(b.id)))).toMatchObject(published);
    expect(summary).toMatchObject({ saved: 3, refused: 0 });
    expect((await call('GET', '/articles/4?meta=1')).body).toMatchObject({ _meta: { version: '1' } });
  });

  it('C46, C48: `remove` deletes all of them, if nothing has moved and the caller may delete', async () => {
    const asked: Action[] = [];
    const { call, list, tokens } = await openDrafts({
      authorize: (_: Request, action: Action) => {
        asked.push(action);
        const isDenied = action.operation === 'remove' && action.id === '3';
        return isDenied ? { denied: 'forbidden' } : { id: 'ann', name: 'Ann' };
      },
    });
    const stale = await list();
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
    expect(told(await sendBatch(call, { action: 'remove', where, listToken: stale }))).toBe(
      '409 version-conflict',
    );
    const listToken = await list();
    asked.length = 0;

    const { told: rows, summary } = await sendBatch(call, { action: 'remove', where, listToken });

    expect(rows.toSorted()).toEqual(['204', '204', '403 forbidden']);
    expect(summary).toMatchObject({ deleted: 2, refused: 1 });
    expect(asked[1]).toEqual({ operation: 'remove', resource: 'articles' });
    expect(told(await call('GET', '/articles/1'))).toBe('410 record-deleted');
    expect((await call('GET', '/articles?sort=id')).body.items).toMatchObject([{ id: '3' }, { id: '4' }]);
    const { summary: unchecked } = await sendBatch(call, { action: 'remove', where: {}, unchecked: true });
    expect(unchecked).toMatchObject({ deleted: 1, refused: 1 });
  });

  it('is listed with a token only where that is asked for', async () => {
    const { call } = await openDrafts();

    expect((await call('GET', '/articles')).body.listToken).toBeNull();
  });

  it.each([
    ['was changed', { op: 'update', id: '1', patch: { title: 'Theirs' } }],
    ['does not match any more', { op: 'update', id: '1', patch: { status: 'published' } }],
    ['was deleted', { op: 'remove', id: '1' }],
    ['matches now as well', { op: 'update', id: '4', patch: { status: 'draft' } }],
    ['was made', { op: 'create', value: { id: '5', status: 'draft' } }],
  ])('C46: does nothing where a record %s since', async (_, change) => {
    const { call, list, tokens } = await openDrafts();
    const listToken = await list();
    await sendBatch(call, [{ ...change, ...('id' in change && { _version: tokens[String(change.id)] }) }]);

    const answer = await sendBatch(call, { action: 'touch', where, listToken });

    expect(told(answer)).toBe('409 version-conflict');
    expect((await call('GET', '/articles?where={"touched":true}')).body.items).toEqual([]);
  });

  it('stays good while only others change', async () => {
    const { call, list, tokens } = await openDrafts();
    const listToken = await list();
    await call('PATCH', '/articles/4', { title: 'Theirs', _version: tokens['4'] });

    expect((await sendBatch(call, { action: 'publish', where, listToken })).summary.saved).toBe(3);
  });

  it("refuses another query's, resource's, tenant's or record's token, and one that was tampered with", async () => {
    const { call, list, tokens } = await openDrafts();
    const listToken = String(await list());
    const flipped = listToken.slice(0, -1) + (listToken.endsWith('A') ? 'Q' : 'A');
    const elsewhere = {
      audience: 'noclobber',
      tenant: 'west',
      resource: 'articles?',
      id: JSON.stringify([{ field: 'status', operator: 'eq', value: 'draft' }]),
    };
    const send = async (token: unknown) =>
      told(await sendBatch(call, { action: 'touch', where, listToken: token }));

    expect(await send(await list({}))).toBe('409 token-wrong-record');
    expect(await send(await list(where, '/products'))).toBe('409 token-wrong-record');
    expect(await send(await signer.sign({ ...elsewhere, version: '1' }))).toBe('409 token-wrong-record');
    expect(await send(tokens['1'])).toBe('409 token-wrong-record');
    expect(await send(flipped)).toBe('409 token-bad-signature');
    expect(await send('nonsense')).toBe('400 token-malformed');
    expect(await send(7)).toBe('400 token-malformed');
    expect((await call('GET', '/articles?where={"touched":true}')).body.items).toEqual([]);
  });

  it('gives no token that a single record takes', async () => {
    const { call, list } = await openDrafts();

    const answer = await call('PATCH', '/articles/1', { title: 'Forged', _version: await list() });

    expect(told(answer)).toBe('409 token-wrong-record');
  });

  it('C46: needs the list token or the explicit word', async () => {
    const { call } = await openDrafts();

    for (const word of [{}, { listToken: '' }, { listToken: null }, { unchecked: 'true' }, { unchecked: 1 }])
      expect(told(await sendBatch(call, { action: 'publish', where, ...word }))).toBe('428 token-required');
  });

  it('C46, C47: without a check it asks for permission to do so, honours the condition, and is noted', async () => {
    const asked: Action[] = [];
    const entries: LogEntry[] = [];
    const { call } = await openDrafts({
      authorize: (_: Request, action: Action) => {
        asked.push(action);
        return { id: 'ann', name: 'Ann' };
      },
      log: (entry: LogEntry) => entries.push(entry),
    });
    asked.length = 0;

    const { summary } = await sendBatch(call, { action: 'publish', where, unchecked: true });

    const wanted = { operation: 'action', resource: 'articles', action: 'publish', unchecked: true };
    expect(summary).toMatchObject({ saved: 3, refused: 0 });
    expect(asked.slice(0, 2)).toEqual([{ operation: 'batch', resource: 'articles' }, wanted]);
    expect(asked.slice(2).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(
      ['1', '2', '3'].map((id) => ({ ...wanted, id })),
    );
    expect(entries.map((entry) => entry.event === 'unchecked' && entry.id).toSorted()).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('C47: without a check it still leaves alone what stops matching before it gets there', async () => {
    const { call, store, tokens } = await openDrafts();
    let isFirst = true;
    const slow = openServer(
      {
        ...store,
        async readMany(collection, ids) {
          if (isFirst) await call('PATCH', '/articles/1', { status: 'rejected', _version: tokens['1'] });
          isFirst = false;
          return store.readMany(collection, ids);
        },
      },
      { resources: { articles: { actions: { publish } } } },
    );

    const { told: rows } = await sendBatch(slow.call, { action: 'publish', where, unchecked: true });

    expect(rows.toSorted()).toEqual(['200', '200', '409 version-conflict']);
    expect((await call('GET', '/articles/1')).body.status).toBe('rejected');
  });

  it('C46: without a check it overwrites what is changed while it runs', async () => {
    const { call, store, tokens } = await openDrafts();
    let isFirst = true;
    const slow = openServer(
      {
        ...store,
        async writeMany(batch) {
          if (isFirst) await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
          isFirst = false;
          return store.writeMany(batch);
        },
      },
      { resources: { articles: { actions: { publish } } } },
    );

    const { summary } = await sendBatch(
      slow.call,
      { action: 'publish', where, unchecked: true },
      { policy: 'abort-all' },
    );

    expect(summary).toMatchObject({ saved: 3, refused: 0 });
    expect((await call('GET', '/articles/1')).body).toMatchObject({ title: 'Theirs', status: 'published' });
  });

  it.each(['silent', 'abort-all'])(
    'is replayed by its key although nothing matches any more (%s)',
    async (policy) => {
      const { call, list } = await openDrafts();
      const operation = { action: 'publish', where, listToken: await list() };

      const first = await sendBatch(call, operation, { key: 'a', policy });
      const again = await sendBatch(call, operation, { key: 'a', policy });
      const other = await sendBatch(call, { ...operation, action: 'touch' }, { key: 'a' });

      expect(first.summary.saved).toBe(3);
      expect([again.status, again.rows.toSorted(byId)]).toEqual([200, first.rows.toSorted(byId)]);
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      expect(new Set(other.told)).toEqual(new Set(['422 idempotency-key-reused']));
    },
  );
});

function byId(a: { readonly id?: string }, b: { readonly id?: string }): number {
  return String(a.id).localeCompare(String(b.id));
}
