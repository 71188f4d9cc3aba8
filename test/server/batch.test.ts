import type { LogEntry } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

describe.each(eachStore)('batches ($name)', ({ openStore }) => {
  async function openThree(options = {}) {
    const server = openServer(await openStore(), options);
    return { ...server, tokens: await seed(server.call, 3) };
  }

  it('C42: answers a status a row, saves the others and counts what came of each', async () => {
    const { call, tokens } = await openThree();
    await call('PATCH', '/articles/2', { title: 'Theirs', _version: tokens['2'] });

    const {
      status,
      told: rows,
      summary,
    } = await sendBatch(call, [
      { op: 'create', value: { id: '4', title: 'New' } },
      { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } },
      { op: 'update', id: '2', _version: tokens['2'], value: { title: 'Mine' } },
      { op: 'remove', id: '3', _version: tokens['3'] },
    ]);

    expect([status, rows]).toEqual([200, ['201', '200', '409 version-conflict', '204']]);
    expect(summary).toEqual({ saved: 2, unchanged: 0, deleted: 1, refused: 1 });
    expect((await call('GET', '/articles?sort=id')).body.items).toMatchObject([
      { id: '1', title: 'Mine' },
      { id: '2', title: 'Theirs' },
      { id: '4', title: 'New' },
    ]);
  });

  it('C42: shows with a conflict what is needed to merge, and takes the merged row with its token', async () => {
    const { call, tokens } = await openThree();
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: tokens['1'] });
    const mine = { op: 'update', id: '1', _version: tokens['1'], patch: { body: 'Mine' } };

    const { rows } = await sendBatch(call, [mine]);
    const { body } = await call('GET', '/articles/1?meta=1');
    const merged = await sendBatch(call, [{ ...mine, _version: body._version }]);

    expect(rows[0]?.problem).toMatchObject({
      record: { type: 'articles', id: '1' },
      current: body,
      base: { title: 'Article 1' },
      changes: [{ paths: ['/title'] }],
    });
    expect(merged.rows[0]?.record).toMatchObject({ title: 'Theirs', body: 'Mine' });
  });

  it('C41: asks for a token of every row, and takes no damaged, foreign or swapped one', async () => {
    const { call, tokens } = await openThree();
    const row = { op: 'update', patch: { title: 'Forged' } };

    const { told: rows } = await sendBatch(call, [
      { ...row, id: '1' },
      { ...row, id: '2', _version: tokens['3'] },
      { ...row, id: '3', _version: 'damaged' },
    ]);
    const empty = await sendBatch(call, [
      { ...row, id: '1', _version: '' },
      { op: 'remove', id: '2', _version: null },
      { op: 'remove', id: '3', _version: 7 },
    ]);

    expect(rows).toEqual(['428 token-required', '409 token-wrong-record', '400 token-malformed']);
    expect(empty.told).toEqual(['428 token-required', '428 token-required', '400 token-malformed']);
    const { body } = await call('GET', '/articles?where={"title":"Forged"}');
    expect(body.items).toEqual([]);
  });

  it('C44: answers 410 and 404 for rows that are gone, and lets the others proceed', async () => {
    const { call, tokens } = await openThree();
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${tokens['1']}"` });
    const patch = { title: 'Mine' };

    const { told: rows, rows: ended } = await sendBatch(
      call,
      [
        { op: 'update', id: '1', _version: tokens['1'], patch },
        { op: 'update', id: '9', _version: tokens['1'], patch },
        { op: 'update', id: '2', _version: tokens['2'], patch },
        { op: 'create', value: { id: '1' } },
      ].slice(0, 3),
    );

    expect(rows).toEqual(['410 record-deleted', '409 token-wrong-record', '200']);
    expect(ended[0]).toMatchObject({ id: '1', problem: { last: { title: 'Article 1' } } });
    expect((await sendBatch(call, [{ op: 'create', value: { id: '1' } }])).told).toEqual([
      '409 already-exists',
    ]);
  });

  it('C45: refuses a batch with the same record twice, however it is named', async () => {
    const { call, tokens } = await openThree();
    const update = { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } };

    const twice = await sendBatch(call, [update, { op: 'remove', id: '1', _version: tokens['1'] }]);
    const created = await sendBatch(call, [
      { op: 'create', value: { id: '7' } },
      { op: 'create', id: '7', value: {} },
    ]);

    expect([told(twice), told(created)]).toEqual(['400 malformed-body', '400 malformed-body']);
    expect((await call('GET', '/articles/1')).body.title).toBe('Article 1');
  });

  it.each(['merge', 'ask', '', undefined, 7, ['silent']])(
    'refuses the policy %j with a word why',
    async (policy) => {
      const { call } = openServer(await openStore());

      const answer = await call('POST', '/articles/batch', { policy, operations: [] });

      expect(told(answer)).toBe('400 malformed-body');
      expect(answer.body.detail).toContain("the client's part");
    },
  );

  it('tells a save that changed nothing, and a row that the server named', async () => {
    const { call, tokens } = await openThree({ newId: () => 'made' });

    const { rows, summary } = await sendBatch(call, [
      { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Article 1' } },
      { op: 'create', value: { title: 'New' } },
      { op: 'create', value: [] },
    ]);

    expect(rows[0]).toMatchObject({ status: 200, unchanged: true, record: { _version: tokens['1'] } });
    expect(rows[1]).toMatchObject({ status: 201, id: 'made', record: { id: 'made', title: 'New' } });
    expect(rows[2]).toMatchObject({ status: 422, problem: { errors: [{ pointer: '' }] } });
    expect(rows[2]).not.toHaveProperty('id');
    expect(summary).toEqual({ saved: 1, unchanged: 1, deleted: 0, refused: 1 });
  });

  it('notes the rows that were overwritten knowingly, with the versions', async () => {
    const entries: LogEntry[] = [];
    const { call, tokens } = await openThree({ log: (entry: LogEntry) => entries.push(entry) });
    const row = { op: 'update', id: '1', _version: tokens['1'], patch: { title: 'Mine' } };

    const { told: rows } = await sendBatch(call, [
      { ...row, force: ['1'] },
      { ...row, id: '2', force: '1' },
    ]);

    expect(rows).toEqual(['200', '400 malformed-body']);
    expect(entries).toEqual([
      { event: 'overwritten', resource: 'articles', id: '1', by: 'Someone', versions: ['1'] },
    ]);
  });

  it('does nothing with no rows', async () => {
    const { call } = openServer(await openStore());

    expect(await sendBatch(call, [])).toMatchObject({
      status: 200,
      body: { results: [], summary: { saved: 0, unchanged: 0, deleted: 0, refused: 0 } },
    });
  });
});
