import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

describe.each(eachStore)('records ($name)', ({ openStore }) => {
  const open = async () => openServer(await openStore());

  it('creates a record and gives it an id, a token and an address', async () => {
    const { call } = openServer(await openStore(), { newId: () => 'a b' });

    const created = await call('POST', '/articles', { title: 'Tea' });

    expect(created.status).toBe(201);
    expect(created.body).toEqual({ id: 'a b', title: 'Tea', _version: expect.stringMatching(/^vt1\.k1\./) });
    expect(created.headers.get('Location')).toBe('/articles/a%20b');
    expect(created.headers.get('ETag')).toBe(`"${created.body._version}"`);
  });

  it("takes the client's id once: 409, and 412 with If-None-Match", async () => {
    const { call } = await open();
    await call('POST', '/articles', { id: '1' });

    const again = await call('POST', '/articles', { id: '1', title: 'Again' });
    const withHeader = await call('POST', '/articles', { id: '1' }, { 'If-None-Match': '*' });

    expect(told(again)).toBe('409 already-exists');
    expect(told(withHeader)).toBe('412 already-exists');
    expect(again.body.current).toMatchObject({ id: '1' });
  });

  it('C26: gives a record and its head, and 304 to whoever has it already', async () => {
    const { call } = await open();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const tag = `"${body._version}"`;

    const found = await call('GET', '/articles/1');
    const head = await call('HEAD', '/articles/1');
    const known = await call('GET', '/articles/1', undefined, { 'If-None-Match': `"other", W/${tag}` });
    const changed = await call('GET', '/articles/1', undefined, { 'If-None-Match': '"other"' });

    expect(found.body).toEqual({ id: '1', title: 'Tea', _version: body._version });
    expect([head.status, head.body, head.headers.get('ETag')]).toEqual([200, {}, tag]);
    expect([known.status, known.body, known.headers.get('ETag')]).toEqual([304, {}, tag]);
    expect(changed.status).toBe(200);
  });

  it('C4: gives a new record version 1, and tells who made it when asked', async () => {
    const { call } = await open();
    const ann = { 'Noclobber-User': 'Ann%20%C3%96', 'Idempotency-Key': '"key-1"' };

    await call('POST', '/articles', { id: '1' }, ann);

    expect((await call('GET', '/articles/1?meta=1')).body._meta).toEqual({
      version: '1',
      changedBy: { id: 'Ann Ö', name: 'Ann Ö' },
      changedAt: '2026-11-21T00:00:00.000Z',
      key: 'key-1',
    });
    expect((await call('GET', '/articles/1')).body._meta).toBeUndefined();
  });

  it.each(['application/json', 'application/merge-patch+json; charset=UTF-8'])(
    'patches as RFC 7396 says, sent as %s',
    async (type) => {
      const { call } = await open();
      const { body } = await call('POST', '/articles', {
        id: '1',
        title: 'Tea',
        price: 5,
        place: { city: 'Ulm', zip: 1 },
      });

      const patch = { price: null, place: { zip: 2 }, _version: body._version };
      const saved = await call('PATCH', '/articles/1', patch, { 'Content-Type': type });

      expect(saved.status).toBe(200);
      expect(saved.body).toEqual({
        id: '1',
        title: 'Tea',
        place: { city: 'Ulm', zip: 2 },
        _version: expect.any(String),
      });
      expect(saved.body._version).not.toBe(body._version);
      expect((await call('GET', '/articles/1')).body).toEqual(saved.body);
    },
  );

  it('replaces the whole record, and a null stays', async () => {
    const { call } = await open();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea', price: 5 });

    const saved = await call(
      'PUT',
      '/articles/1',
      { id: '1', title: null },
      { 'If-Match': `"${body._version}"` },
    );

    expect(saved.status).toBe(200);
    expect(saved.body).toEqual({ id: '1', title: null, _version: expect.any(String) });
  });

  it('creates by PUT with If-None-Match: *, and only once', async () => {
    const { call } = await open();

    const created = await call('PUT', '/articles/1', { title: 'Tea' }, { 'If-None-Match': '*' });
    const again = await call('PUT', '/articles/1', { title: 'Tea' }, { 'If-None-Match': '*' });

    expect([created.status, created.body.id]).toEqual([201, '1']);
    expect(told(again)).toBe('412 already-exists');
  });

  it('C13: checks a save that changes nothing, and keeps its token', async () => {
    const { call } = await open();
    const first = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const same = { title: 'Tea', _version: first.body._version };

    const kept = await call('PATCH', '/articles/1', same);
    await call('PATCH', '/articles/1', { ...same, title: 'Coffee' });
    const stale = await call('PATCH', '/articles/1', same);

    expect(kept.status).toBe(200);
    expect(kept.body).toMatchObject({
      _version: first.body._version,
      _meta: { unchanged: true, version: '1' },
    });
    expect(told(stale)).toBe('409 version-conflict');
  });

  it('deletes, tells who deleted it, and shows what it was', async () => {
    const { call } = await open();
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const ifMatch = { 'If-Match': `"${body._version}"`, 'Noclobber-User': 'Ben' };

    const removed = await call('DELETE', '/articles/1', undefined, ifMatch);
    const gone = await call('GET', '/articles/1');

    expect([removed.status, removed.body]).toEqual([204, {}]);
    expect(told(gone)).toBe('410 record-deleted');
    expect(gone.body).toMatchObject({
      _version: expect.stringMatching(/^vt1\./),
      deletedBy: { id: 'Ben', name: 'Ben' },
      deletedAt: '2026-11-21T00:00:00.000Z',
      last: { id: '1', title: 'Tea' },
    });
    expect((await call('GET', '/articles')).body.items).toEqual([]);
  });

  it('never uses a version twice: delete and recreate go on from it', async () => {
    const { call } = await open();
    const first = await call('PUT', '/articles/1?meta=1', { title: 'Tea' }, { 'If-None-Match': '*' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${first.body._version}"` });

    const plain = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const recreated = await call('PUT', '/articles/1?meta=1', { title: 'Tea' }, { 'If-None-Match': '*' });
    const stale = await call('PATCH', '/articles/1', { title: 'Old', _version: first.body._version });

    expect(told(plain)).toBe('409 already-exists');
    expect(recreated.body._meta).toMatchObject({ version: '3' });
    expect(told(stale)).toBe('409 version-conflict');
  });
});
