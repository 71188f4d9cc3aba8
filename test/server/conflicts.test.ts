import type { LogEntry } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, signer, told } from './openServer.js';

describe.each(eachStore)('conflicts ($name)', ({ openStore }) => {
  it('C38: shows the current record, what was read, and who changed what since', async () => {
    const { call } = openServer(await openStore());
    const { body: read } = await call('POST', '/articles', { id: '1', title: 'Tea', tags: ['a'] });
    const other = { tags: ['a', 'b'], place: { 'a/b': 1 }, _version: read._version };
    await call('PATCH', '/articles/1', other, { 'Noclobber-User': 'Ben' });

    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: read._version });

    expect(told(conflict)).toBe('409 version-conflict');
    expect(conflict.headers.get('Content-Type')).toBe('application/problem+json');
    expect(conflict.body).toMatchObject({
      status: 409,
      record: { type: 'articles', id: '1' },
      current: { id: '1', tags: ['a', 'b'], _meta: { version: '2', changedBy: { name: 'Ben' } } },
      base: { id: '1', title: 'Tea', tags: ['a'] },
      changes: [
        { version: '2', at: expect.any(String), by: { id: 'Ben', name: 'Ben' }, paths: ['/tags', '/place'] },
      ],
    });
    const { body: now } = await call('GET', '/articles/1');
    expect(conflict.body.current).toMatchObject(now);
  });

  it('answers 412 when the token came in If-Match', async () => {
    const { call } = openServer(await openStore());
    const { body: read } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: read._version });

    const conflict = await call(
      'PATCH',
      '/articles/1',
      { title: 'Mine' },
      { 'If-Match': `"${read._version}"` },
    );

    expect(told(conflict)).toBe('412 version-conflict');
  });

  it('saves again with the current token, and logs what was overwritten knowingly', async () => {
    const entries: LogEntry[] = [];
    const { call } = openServer(await openStore(), { log: (entry) => entries.push(entry) });
    const { body: read } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: read._version });
    const { body: conflict } = await call('PATCH', '/articles/1', { title: 'Mine', _version: read._version });

    const forced = { title: 'Mine', _version: conflict.current?._version };
    const saved = await call('PATCH', '/articles/1', forced, { 'Noclobber-Force': '2' });
    const lateForce = await call(
      'PATCH',
      '/articles/1',
      { ...forced, title: 'Late' },
      { 'Noclobber-Force': '2' },
    );

    expect(saved.body.title).toBe('Mine');
    expect(told(lateForce)).toBe('409 version-conflict');
    expect(entries).toEqual([
      { event: 'overwritten', resource: 'articles', id: '1', by: 'Someone', versions: ['2'] },
    ]);
  });

  it('refuses the first token after A, B and A again', async () => {
    const { call } = openServer(await openStore());
    const { body: a } = await call('POST', '/articles', { id: '1', title: 'A' });
    const { body: b } = await call('PATCH', '/articles/1', { title: 'B', _version: a._version });
    await call('PATCH', '/articles/1', { title: 'A', _version: b._version });

    expect(told(await call('PATCH', '/articles/1', { title: 'C', _version: a._version }))).toBe(
      '409 version-conflict',
    );
  });

  it('gives the address instead of a current record that is too large', async () => {
    const { call } = openServer(await openStore(), { limits: { conflictBytes: 400 } });
    const { body: read } = await call('POST', '/articles', { id: 'a/1', title: 'Tea' });
    await call('PATCH', '/articles/a%2F1', { text: 'x'.repeat(500), _version: read._version });

    const { body } = await call('PATCH', '/articles/a%2F1', { title: 'Mine', _version: read._version });

    expect(body).toMatchObject({
      current: null,
      currentHref: '/articles/a%2F1',
      base: { id: 'a/1', title: 'Tea' },
    });
  });

  it('C14, C15: answers 410 to a change and a deletion of what was deleted meanwhile', async () => {
    const { call } = openServer(await openStore());
    const { body: read } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const ifMatch = { 'If-Match': `"${read._version}"` };
    await call('DELETE', '/articles/1', undefined, ifMatch);

    const change = await call('PATCH', '/articles/1', { title: 'Mine' }, ifMatch);

    expect(told(change)).toBe('410 record-deleted');
    expect(change.body).toMatchObject({ deletedBy: { name: 'Someone' }, last: { title: 'Tea' } });
    expect(told(await call('DELETE', '/articles/1', undefined, ifMatch))).toBe('410 record-deleted');
  });

  it('answers 404 to a genuine token of a record that was never stored', async () => {
    const { call, sign } = await withSign(openStore);

    expect(told(await call('PATCH', '/articles/9', { _version: await sign('9', '1') }))).toBe(
      '404 not-found',
    );
  });

  it.each(['0', '5', String(2n ** 63n), String(2n ** 64n - 1n)])(
    'C11: calls a genuine token of version %s a plain conflict when the record is at 1',
    async (version) => {
      const { call, sign, entries } = await withSign(openStore);
      await call('POST', '/articles', { id: '1', title: 'Tea' });

      const conflict = await call('PATCH', '/articles/1', {
        title: 'Mine',
        _version: await sign('1', version),
      });

      expect(told(conflict)).toBe('409 version-conflict');
      expect(conflict.body.base).toBeUndefined();
      expect(entries.map(({ event }) => event)).toEqual(version === '0' ? [] : ['token-ahead']);
    },
  );

  it('takes the one of several tags that is current', async () => {
    const { call } = openServer(await openStore());
    const { body: first } = await call('POST', '/articles', { id: '1', title: 'A' });
    const { body: second } = await call('PATCH', '/articles/1', { title: 'B', _version: first._version });
    const unknown = first._version.replace('k1', 'k9');
    const tags = `"${unknown}", "${first._version}", W/"weak" , "${second._version}"`;

    const saved = await call('PATCH', '/articles/1', { title: 'C' }, { 'If-Match': tags });
    const stale = await call('PATCH', '/articles/1', { title: 'D' }, { 'If-Match': tags });

    expect([saved.status, told(stale)]).toEqual([200, '412 version-conflict']);
  });

  it.each([
    ['PATCH', { title: 'B' }],
    ['PUT', { title: 'B' }],
    ['DELETE', undefined],
  ] as const)('C1: has one winner of 20 parallel %s with one token', async (method, change) => {
    // Validation takes a moment, so that all have read before the first one writes.
    const validate = () => new Promise<[]>((resolve) => setTimeout(() => resolve([]), 20));
    const { call } = openServer(await openStore(), { resources: { articles: { validate } } });
    const { body } = await call('POST', '/articles', { id: '1', title: 'A' });
    const ifMatch = { 'If-Match': `"${body._version}"` };
    const attempts = Array.from({ length: 20 }, (_, n) =>
      call(method, '/articles/1', change && { ...change, n }, ifMatch),
    );

    const answers = await Promise.all(attempts);

    const winners = answers.filter(({ status }) => status < 300);
    const losers = answers.filter(({ status }) => status >= 300);
    expect(winners).toHaveLength(1);
    expect(new Set(losers.map(told))).toEqual(
      new Set([method === 'DELETE' ? '410 record-deleted' : '412 version-conflict']),
    );
    expect(new Set(losers.map(({ body: { current } }) => current?.n))).toEqual(new Set([winners[0]?.body.n]));
  });

  it('has one winner of 20 parallel creations of one id', async () => {
    const { call } = openServer(await openStore());
    const attempts = Array.from({ length: 20 }, (_, n) => call('POST', '/articles', { id: '1', n }));

    const statuses = (await Promise.all(attempts)).map(({ status }) => status);

    expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });
});

async function withSign(openStore: (typeof eachStore)[number]['openStore']) {
  const entries: LogEntry[] = [];
  const server = openServer(await openStore(), { log: (entry) => entries.push(entry) });
  const subject = { audience: 'noclobber', tenant: '', resource: 'articles' };
  const sign = (id: string, version: string) => signer.sign({ ...subject, id, version });
  return { ...server, sign, entries };
}
