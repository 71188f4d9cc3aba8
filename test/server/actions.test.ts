import type { LogEntry, RecordAction } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const publish: RecordAction = (value, { by, input }) => ({ ...value, status: 'published', by: by.id, input });
const discard: RecordAction = () => null;

describe.each(eachStore)('actions ($name)', ({ openStore }) => {
  /** Opens a server with three records and what may be done to them. */
  async function openActions(actions: Readonly<Record<string, RecordAction>>, options = {}) {
    const server = openServer(await openStore(), { ...options, resources: { articles: { actions } } });
    return { ...server, tokens: await seed(server.call, 3) };
  }

  const rowsOf = (tokens: Readonly<Record<string, string>>, action: string, ids = Object.keys(tokens)) =>
    ids.map((id) => ({ op: 'action', action, id, _version: tokens[id] }));

  it('C47: run on the chosen rows only, and know who asks and for what', async () => {
    const { call, tokens } = await openActions({ publish });
    const rows = rowsOf(tokens, 'publish', ['1', '3']).map((row) => ({ ...row, input: { at: 'noon' } }));

    const { told: ended } = await sendBatch(call, rows, { headers: { 'Noclobber-User': 'Ann' } });

    expect(ended).toEqual(['200', '200']);
    const { body } = await call('GET', '/articles?sort=id');
    expect(body.items?.map(({ status }) => status)).toEqual(['published', undefined, 'published']);
    expect(body.items?.[0]).toMatchObject({ by: 'Ann', input: { at: 'noon' }, title: 'Article 1' });
  });

  it('C45: name the rows that are stale or gone, and go on with the rest', async () => {
    const { call, tokens } = await openActions({ publish });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
    await call('DELETE', '/articles/2', undefined, { 'If-Match': `"${tokens['2']}"` });

    const { rows, told: ended } = await sendBatch(call, rowsOf(tokens, 'publish'));

    expect(ended).toEqual(['409 version-conflict', '410 record-deleted', '200']);
    expect(rows.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect((await call('GET', '/articles?where={"status":"published"}')).body.items).toHaveLength(1);
  });

  it('C45: run on nothing where one row is stale and all are wanted', async () => {
    const { call, tokens } = await openActions({ publish });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });

    const { status, told: ended } = await sendBatch(call, rowsOf(tokens, 'publish'), { policy: 'abort-all' });

    expect([status, ended]).toEqual([
      409,
      ['409 version-conflict', '409 batch-aborted', '409 batch-aborted'],
    ]);
    expect((await call('GET', '/articles?where={"status":"published"}')).body.items).toEqual([]);
  });

  it('C45: overwrite nobody who saves while they run', async () => {
    const server = await openActions({
      async publish(value) {
        await server.call('PATCH', '/articles/1', { title: 'Theirs', _version: server.tokens['1'] });
        return { ...value, title: 'Mine' };
      },
    });

    const { told: ended } = await sendBatch(server.call, rowsOf(server.tokens, 'publish', ['1', '2']));

    expect(ended).toEqual(['409 version-conflict', '200']);
    expect((await server.call('GET', '/articles/1')).body.title).toBe('Theirs');
  });

  it('C48: delete by giving null, once for a key', async () => {
    const { call, tokens } = await openActions({ discard });
    const rows = rowsOf(tokens, 'discard', ['1', '2']);

    const first = await sendBatch(call, rows, { key: 'a' });
    const again = await sendBatch(call, rows, { key: 'a' });

    expect([first.told, again.told]).toEqual([
      ['204', '204'],
      ['204', '204'],
    ]);
    expect(first.summary).toEqual({ saved: 0, unchanged: 0, deleted: 2, refused: 0 });
    expect(told(await call('GET', '/articles/1'))).toBe('410 record-deleted');
  });

  it('store what they changed in place, and never another id', async () => {
    const { call, tokens } = await openActions({
      async rename(value) {
        Object.assign(value, { id: '3', title: 'Changed in place', _version: 'x', _meta: {} });
        return value;
      },
    });

    const { rows } = await sendBatch(call, rowsOf(tokens, 'rename', ['1']));

    expect(rows[0]).toMatchObject({ id: '1', status: 200, record: { id: '1', title: 'Changed in place' } });
    expect((await call('GET', '/articles/1?meta=1')).body).toMatchObject({ _meta: { version: '2' } });
    expect((await call('GET', '/articles/3')).body.title).toBe('Article 3');
  });

  const circular: Record<string, unknown> = {};
  circular.self = circular;
  it.each<[string, unknown, string]>([
    ['nothing', undefined, ''],
    ['a text', 'x', ''],
    ['a list', [1], ''],
    ['a map', new Map(), ''],
    ['a date inside', { at: new Map() }, ''],
    ['a function inside', { f: () => 1 }, ''],
    ['NaN', { n: NaN }, ''],
    ['a bigint', { n: 1n }, ''],
    ['itself inside', circular, ''],
    ['nothing in a list', { l: [undefined] }, ''],
    ['NUL', { a: { b: '\0' } }, '/a/b'],
    ['half a surrogate pair', { a: '\ud800' }, '/a'],
    ['2^53', { n: 2 ** 53 }, '/n'],
    ['too much', { a: 'x'.repeat(1024 * 1024) }, ''],
    ['101 levels', JSON.parse('{"a":'.repeat(101) + '1' + '}'.repeat(101)), ''],
    ['what is not valid', { price: -1 }, '/price'],
  ])('are refused for the row where they give %s', async (_, made, pointer) => {
    const act = (value: object, { input }: { input: unknown }) =>
      input === 'bad' ? made : { ...value, ok: true };
    const { call } = openServer(await openStore(), {
      resources: {
        articles: {
          // What an action in JavaScript may give.
          actions: { act: act as RecordAction },
          validate: ({ price }) => (Number(price) < 0 ? [{ pointer: '/price', message: 'no' }] : []),
        },
      },
    });
    const tokens = await seed(call, 2);
    const [bad, good] = rowsOf(tokens, 'act');

    const { rows, told: ended } = await sendBatch(call, [{ ...bad, input: 'bad' }, good]);

    expect(ended).toEqual(['422 invalid', '200']);
    expect(rows[0]?.problem?.errors?.[0]?.pointer).toBe(pointer);
  });

  it('that throw refuse the whole batch; nothing is stored and nothing is told', async () => {
    const entries: LogEntry[] = [];
    const { call, tokens } = await openActions(
      {
        fail({ id }) {
          if (id === '2') throw new Error('password is hunter2');
          return { failed: true };
        },
      },
      { log: (entry: LogEntry) => entries.push(entry) },
    );

    const answer = await sendBatch(call, rowsOf(tokens, 'fail'));

    expect(told(answer)).toBe('500 internal');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    expect(entries).toMatchObject([{ event: 'failed' }]);
    expect((await call('GET', '/articles?where={"failed":true}')).body.items).toEqual([]);
  });

  it('without a token ask for the explicit word, which is noted', async () => {
    const entries: LogEntry[] = [];
    const { call, tokens } = await openActions(
      { publish },
      { log: (entry: LogEntry) => entries.push(entry) },
    );
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
    const row = { op: 'action', action: 'publish', id: '1' };

    const { told: without } = await sendBatch(call, [row]);
    const { told: unchecked } = await sendBatch(call, [{ ...row, unchecked: true }]);
    const { told: update } = await sendBatch(call, [{ op: 'update', id: '2', patch: {}, unchecked: true }]);

    expect([without, unchecked, update]).toEqual([['428 token-required'], ['200'], ['428 token-required']]);
    expect(entries).toEqual([
      { event: 'unchecked', resource: 'articles', id: '1', by: 'Someone', version: '3' },
    ]);
  });
});
