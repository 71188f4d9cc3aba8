import type { VersionToken } from 'noclobber';
import { createVersionChecker, memoryStore } from 'noclobber/server';
import { assert, describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, signer } from './openServer.js';

const by = { id: 'import', name: 'The nightly import' };

describe.each(eachStore)('the checked functions without HTTP ($name)', ({ openStore }) => {
  it('C16: give a conflict as a result', async () => {
    const { checker } = openServer(await openStore());
    const created = await checker.create({ resource: 'articles', value: { id: '1', title: 'Tea' }, by });
    assert(created.kind === 'saved');
    const { token } = created.record;
    const change = { resource: 'articles', id: '1', token, by };

    const saved = await checker.update({ ...change, patch: { title: 'Coffee' } });
    const stale = await checker.update({ ...change, value: { title: 'Water' } });

    expect(saved).toMatchObject({
      kind: 'saved',
      record: { value: { id: '1', title: 'Coffee' }, change: { by, version: '2' } },
    });
    expect(stale).toMatchObject({
      kind: 'refused',
      reason: 'version-conflict',
      current: { value: { title: 'Coffee' } },
      base: { title: 'Tea' },
    });
  });

  it('read, list, delete and recreate', async () => {
    const { checker } = openServer(await openStore());
    for (const n of [1, 2, 3]) await checker.create({ resource: 'articles', value: { id: `${n}`, n }, by });

    const page = await checker.list({
      resource: 'articles',
      where: { n: { gt: 1 } },
      sort: ['-n'],
      limit: 1,
    });
    assert(page.kind === 'page' && page.items[0] !== undefined && page.next !== null);
    const rest = await checker.list({
      resource: 'articles',
      where: { n: { gt: 1 } },
      sort: ['-n'],
      after: page.next,
    });
    const removed = await checker.remove({ resource: 'articles', id: '3', token: page.items[0].token, by });
    const gone = await checker.get({ resource: 'articles', id: '3' });
    const back = await checker.create({ resource: 'articles', value: { id: '3' }, by, overTombstone: true });

    expect(page.items[0].value).toEqual({ id: '3', n: 3 });
    expect(rest).toMatchObject({ items: [{ value: { id: '2' } }], next: null });
    expect(removed).toEqual({ kind: 'removed', id: '3', version: '2', isReplay: false });
    expect(gone).toMatchObject({ reason: 'record-deleted', tombstone: { change: { by }, last: { n: 3 } } });
    expect(back).toMatchObject({ kind: 'saved', isNew: true, record: { change: { version: '3' } } });
  });

  it('repeat a call with the same key without doing it twice', async () => {
    const { checker } = openServer(await openStore());
    const input = { resource: 'articles', value: { title: 'Tea' }, by, key: 'night-1' };

    const first = await checker.create(input);
    const again = await checker.create(input);

    expect(again).toEqual({ ...first, isReplay: true });
    expect(await checker.create({ ...input, value: {} })).toMatchObject({ reason: 'idempotency-key-reused' });
  });

  it('refuse what HTTP would refuse', async () => {
    const { checker } = openServer(await openStore());
    const resource = 'articles';
    // What a careless caller may pass.
    const token = 'nonsense' as VersionToken;

    expect(await checker.create({ resource: 'nothing', value: {}, by })).toMatchObject({
      reason: 'not-found',
    });
    expect(await checker.create({ resource, value: { a: '\0' }, by })).toMatchObject({ reason: 'invalid' });
    expect(await checker.create({ resource, value: [], by })).toMatchObject({ reason: 'invalid' });
    expect(await checker.create({ resource, value: {}, by, key: '' })).toMatchObject({
      reason: 'malformed-key',
    });
    expect(await checker.get({ resource, id: '\ud800' })).toMatchObject({ reason: 'invalid' });
    expect(await checker.list({ resource, limit: 0 })).toMatchObject({ reason: 'malformed-query' });
    expect(await checker.update({ resource, id: '1', token, patch: {}, by })).toMatchObject({
      reason: 'token-malformed',
    });
    expect(await checker.remove({ resource, id: '1', token, by })).toMatchObject({
      reason: 'token-malformed',
    });
  });
});

describe('createVersionChecker', () => {
  it.each(['', 'a/b', 'a"b', '1a', 'events', 'health', 'noclobber_history', 'sqlite_x', 'x'.repeat(49)])(
    'takes no resource named %j',
    (name) => {
      const create = () => createVersionChecker({ store: memoryStore(), signer, resources: { [name]: {} } });

      expect(create).toThrow("can't be a resource");
    },
  );

  it('takes no two resources that a database may keep in one table', () => {
    const create = () =>
      createVersionChecker({ store: memoryStore(), signer, resources: { articles: {}, Articles: {} } });

    expect(create).toThrow('more than one resource "Articles"');
  });
});
