import { OutcomeUnknownError } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, signer, told } from './openServer.js';

const key = (text: string) => ({ 'Idempotency-Key': `"${text}"` });

describe.each(eachStore)('idempotency keys ($name)', ({ openStore }) => {
  async function openRecord(options = {}) {
    const server = openServer(await openStore(), options);
    const { body } = await server.call('POST', '/articles', { id: '1', title: 'Tea' });
    return { ...server, token: body._version };
  }

  it('F2: replays a save: same status, same body, one version', async () => {
    const { call, token } = await openRecord();
    const change = { title: 'Coffee', _version: token };

    const first = await call('PATCH', '/articles/1?meta=1', change, key('a'));
    const again = await call('PATCH', '/articles/1?meta=1', change, key('a'));

    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get('ETag')).toBe(first.headers.get('ETag'));
    expect(again.body._meta).toMatchObject({ version: '2', key: 'a' });
  });

  it('replays what was made then, even after others have saved since', async () => {
    const { call, token } = await openRecord();
    const change = { title: 'Coffee', _version: token };
    const first = await call('PATCH', '/articles/1', change, key('a'));
    await call('PATCH', '/articles/1', { title: 'Water', _version: first.body._version });

    expect((await call('PATCH', '/articles/1', change, key('a'))).body).toEqual(first.body);
    expect((await call('GET', '/articles/1')).body.title).toBe('Water');
  });

  it('replays a creation as 201 with the id that was made', async () => {
    const { call } = await openRecord();

    const first = await call('POST', '/articles', { title: 'New' }, key('a'));
    const again = await call('POST', '/articles', { title: 'New' }, key('a'));

    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    expect((await call('GET', '/articles')).body.items).toHaveLength(2);
  });

  it('replays a deletion as 204, not 410', async () => {
    const { call, token } = await openRecord();
    const headers = { 'If-Match': `"${token}"`, ...key('a') };
    await call('DELETE', '/articles/1', undefined, headers);

    const again = await call('DELETE', '/articles/1', undefined, headers);

    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([204, 'true']);
  });

  it('replays a save that changed nothing', async () => {
    const { call, token } = await openRecord();
    const change = { title: 'Tea', _version: token };

    const first = await call('PATCH', '/articles/1', change, key('a'));
    const again = await call('PATCH', '/articles/1', change, key('a'));

    expect(again.body).toEqual(first.body);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  });

  it('forgets the key of a refused write, so that the corrected one may use it', async () => {
    const { call, token } = await openRecord();
    const { body: now } = await call('PATCH', '/articles/1', { title: 'Theirs', _version: token });
    const change = { title: 'Mine' };

    const refused = await call('PATCH', '/articles/1', change, { 'If-Match': `"${token}"`, ...key('a') });
    const saved = await call('PATCH', '/articles/1', change, {
      'If-Match': `"${now._version}"`,
      ...key('a'),
    });

    expect(told(refused)).toBe('412 version-conflict');
    expect([saved.status, saved.headers.get('Idempotency-Replayed')]).toEqual([200, null]);
  });

  it('replays whatever token the retry carries in If-Match', async () => {
    const { call, token } = await openRecord();
    const send = (ifMatch: string) =>
      call('PATCH', '/articles/1', { title: 'Mine' }, { 'If-Match': ifMatch, ...key('a') });
    await send(`"${token}"`);

    expect((await send('"damaged"')).headers.get('Idempotency-Replayed')).toBe('true');
  });

  it('refuses a key with another body, record or method', async () => {
    const { call, token } = await openRecord();
    const ifMatch = { 'If-Match': `"${token}"`, ...key('a') };
    await call('PATCH', '/articles/1', { title: 'Coffee' }, ifMatch);

    expect(told(await call('PATCH', '/articles/1', { title: 'Water' }, ifMatch))).toBe(
      '422 idempotency-key-reused',
    );
    expect(told(await call('PATCH', '/articles/2', { title: 'Coffee' }, ifMatch))).toBe(
      '422 idempotency-key-reused',
    );
    expect(told(await call('PUT', '/articles/1', { title: 'Coffee' }, ifMatch))).toBe(
      '422 idempotency-key-reused',
    );
    expect(told(await call('DELETE', '/articles/1', undefined, ifMatch))).toBe('422 idempotency-key-reused');
  });

  it("keeps every caller's keys apart", async () => {
    const { call } = await openRecord();

    const ann = await call('POST', '/articles', { title: 'Ann' }, { ...key('a'), 'Noclobber-User': 'Ann' });
    const ben = await call('POST', '/articles', { title: 'Ben' }, { ...key('a'), 'Noclobber-User': 'Ben' });

    expect([ann.status, ben.status, ben.body.title]).toEqual([201, 201, 'Ben']);
  });

  it.each(['', 'bare', '""', '"a', '"a b"', '"ä"', '"a"b"', `"${'x'.repeat(129)}"`])(
    'refuses the malformed key %j',
    async (malformed) => {
      const { call } = await openRecord();

      const answer = await call('POST', '/articles', {}, { 'Idempotency-Key': malformed });

      expect(told(answer)).toBe('400 malformed-key');
    },
  );

  it('F3: makes one version of the same request sent many times at once; the others are told to come back', async () => {
    const { call, token } = await openRecord();
    const change = { title: 'Coffee', _version: token };
    const send = () => call('PATCH', '/articles/1?meta=1', change, key('a'));

    const answers = await Promise.all(Array.from({ length: 10 }, send));

    const refused = answers.filter(({ status }) => status !== 200);
    expect(
      answers.filter(({ headers, status }) => status === 200 && !headers.has('Idempotency-Replayed')),
    ).toHaveLength(1);
    expect(refused.map(told)).toEqual(refused.map(() => '409 in-progress'));
    expect(refused.every(({ headers }) => headers.get('Retry-After') === '1')).toBe(true);
    expect(await send()).toMatchObject({ status: 200, body: { _meta: { version: '2' } } });
  });

  it('F3: is no conflict with itself when another process was faster', async () => {
    const store = await openStore();
    const fast = openServer(store);
    const { body } = await fast.call('POST', '/articles', { id: '1', title: 'Tea' });
    const change = ['PATCH', '/articles/1', { title: 'Coffee', _version: body._version }, key('a')] as const;
    // The slow process has looked the key up; before it reads the record, the fast one has saved.
    const slow = openServer(store, {
      signer: {
        ...signer,
        async verify(token, subject) {
          await fast.call(...change);
          return signer.verify(token, subject);
        },
      },
    });

    const echo = await slow.call(...change);

    expect([echo.status, echo.body.title]).toEqual([200, 'Coffee']);
    expect(echo.headers.get('Idempotency-Replayed')).toBe('true');
  });

  it('F2, F11: finds a save that was stored though the connection broke, and says so only where it was', async () => {
    const store = await openStore();
    let isBroken = false;
    const { call } = openServer(
      {
        ...store,
        async write(wanted) {
          const result = await store.write(wanted);
          if (isBroken) throw new OutcomeUnknownError({ cause: 'cut after the commit' });
          return result;
        },
      },
      { log: () => undefined },
    );
    const { body } = await call('POST', '/articles', { id: '1' });
    isBroken = true;
    const found = await call('PATCH', '/articles/1', { title: 'Tea', _version: body._version }, key('a'));
    const lost = await call('PATCH', '/articles/1', { title: 'Milk', _version: found.body._version });

    expect([found.status, found.body.title]).toEqual([200, 'Tea']);
    expect([told(lost), lost.headers.get('Retry-After')]).toEqual(['503 outcome-unknown', '1']);
  });

  it('forgets keys after seven days', async () => {
    let time = Date.UTC(2026, 10, 1);
    const { call } = await openRecord({ now: () => time });
    const day = 24 * 60 * 60 * 1000;
    await call('POST', '/articles', { id: '2' }, key('a'));

    time += 6 * day;
    expect((await call('POST', '/articles', { id: '2' }, key('a'))).status).toBe(201);
    time += 2 * day;
    await call('POST', '/articles', { id: '3' }, key('b'));
    await expect
      .poll(async () => told(await call('POST', '/articles', { id: '2' }, key('a'))))
      .toBe('409 already-exists');
  });

  it("shows a version's key only to the one who sent it", async () => {
    const { call } = openServer(await openStore(), {
      authorize: ({ headers }) => ({ id: headers.get('Who') ?? '', name: '' }),
    });
    await call('POST', '/articles', { id: '1' }, { ...key('a'), Who: 'ann' });

    expect((await call('GET', '/articles/1?meta=1', undefined, { Who: 'ann' })).body._meta).toMatchObject({
      key: 'a',
    });
    expect(
      (await call('GET', '/articles/1?meta=1', undefined, { Who: 'ben' })).body._meta,
    ).not.toHaveProperty('key');
  });
});
