import { hmacSigner } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, signer, told } from './openServer.js';

const quote = (token: string) => `"${token}"`;

describe.each(eachStore)('forged and misplaced tokens ($name)', ({ openStore }) => {
  /** Opens a server with one record, and tries to save it with whatever stands for its token. */
  async function openTarget() {
    const server = openServer(await openStore());
    const { body } = await server.call('POST', '/articles', { id: '1', title: 'Tea' });
    return {
      ...server,
      token: body._version,
      tryBody: (_version: unknown) => server.call('PATCH', '/articles/1', { title: 'Forged', _version }),
      tryHeader: (ifMatch: string) =>
        server.call('PATCH', '/articles/1', { title: 'Forged' }, { 'If-Match': ifMatch }),
    };
  }

  it('C33: refuses every write without a token', async () => {
    const { call } = await openTarget();

    expect(told(await call('PATCH', '/articles/1', { title: 'Forged' }))).toBe('428 token-required');
    expect(told(await call('PUT', '/articles/1', { title: 'Forged' }))).toBe('428 token-required');
    expect(told(await call('DELETE', '/articles/1'))).toBe('428 token-required');
    expect((await call('GET', '/articles/1')).body.title).toBe('Tea');
  });

  it.each([[''], [null]])('takes %j for no token', async (nothing) => {
    const { tryBody } = await openTarget();

    expect(told(await tryBody(nothing))).toBe('428 token-required');
  });

  it.each([[7], [['vt1']], [{ vt1: 1 }], [true], [false]])('refuses %j as a token', async (value) => {
    const { tryBody } = await openTarget();

    expect(told(await tryBody(value))).toBe('400 token-malformed');
  });

  it.each(['*', ' * ', '""'])('takes If-Match %j for no token', async (ifMatch) => {
    const { tryHeader } = await openTarget();

    expect(told(await tryHeader(ifMatch))).toBe('428 token-required');
  });

  it.each([
    ['unquoted', (token: string) => token],
    ['half quoted', (token: string) => `"${token}`],
    ['with a space inside', (token: string) => `"${token} "`],
    ['a star among tags', (token: string) => `*, "${token}"`],
    ['of 1 MB', () => quote('A'.repeat(1_000_000))],
    ['nine tags', (token: string) => Array.from({ length: 9 }, () => quote(token)).join(', ')],
    ['an unknown format', () => '"vt0.k1.AAAA.AAAA"'],
    ['the number of the version', () => '"1"'],
  ])('refuses an If-Match that is malformed: %s', async (_, forge) => {
    const { tryHeader, token } = await openTarget();

    expect(told(await tryHeader(forge(token)))).toBe('400 token-malformed');
  });

  it.each([
    ['quoted', (token: string) => quote(token)],
    ['padded', (token: string) => `${token}=`],
    ['with a line break', (token: string) => `${token}\n`],
    ['with NUL', (token: string) => `${token}\0`],
    ['with half a surrogate pair', (token: string) => `${token}\ud800`],
    ['truncated', (token: string) => token.slice(0, 16)],
    ['glued', (token: string) => token + token],
    ['a JWT', () => 'eyJhbGciOiJub25lIn0.eyJ2IjoxfQ.'],
  ])('refuses a token in the body that is malformed: %s', async (_, forge) => {
    const { tryBody, token } = await openTarget();

    expect(told(await tryBody(forge(token)))).toBe('400 token-malformed');
  });

  it('never matches a weak tag', async () => {
    const { tryHeader, token } = await openTarget();

    expect(told(await tryHeader(`W/"${token}"`))).toBe('412 token-weak');
  });

  it.each([
    ['token-bad-signature', (token: string) => token.slice(0, -2) + (token.endsWith('AA') ? 'BA' : 'AA')],
    ['token-unknown-key', (token: string) => token.replace('k1', 'k9')],
    ['token-unknown-key', (token: string) => token.replace('k1', '__proto__')],
  ])('answers 409 or 412 by carrier, with the current record: %s', async (type, forge) => {
    const { tryBody, tryHeader, token } = await openTarget();

    const inBody = await tryBody(forge(token));

    expect(told(inBody)).toBe(`409 ${type}`);
    expect(inBody.body.current).toMatchObject({ title: 'Tea', _version: token });
    expect(told(await tryHeader(quote(forge(token))))).toBe(`412 ${type}`);
  });

  it("C30: refuses another record's, another resource's and another deployment's token", async () => {
    const { call, tryBody } = await openTarget();
    const record = await call('POST', '/articles', { id: '2' });
    const product = await call('POST', '/products', { id: '1' });
    const staging = await signer.sign({
      audience: 'staging',
      tenant: '',
      resource: 'articles',
      id: '1',
      version: '1',
    });

    for (const token of [record.body._version, product.body._version, staging]) {
      expect(told(await tryBody(token))).toBe('409 token-wrong-record');
    }
  });

  it("C30: refuses another tenant's token, and shows nothing of the other tenant", async () => {
    const { call } = openServer(await openStore(), {
      authorize: ({ headers }) => ({ id: 'ann', name: 'Ann', tenant: headers.get('Tenant') ?? '' }),
    });
    const { body: north } = await call('POST', '/articles', { id: '1', title: 'North' }, { Tenant: 'north' });
    const { body: south } = await call('POST', '/articles', { id: '1', title: 'South' }, { Tenant: 'south' });

    const stolen = await call('PATCH', '/articles/1', { _version: north._version }, { Tenant: 'south' });

    expect(told(stolen)).toBe('409 token-wrong-record');
    expect(stolen.body.current).toMatchObject({ title: 'South', _version: south._version });
    expect((await call('GET', '/articles', undefined, { Tenant: 'north' })).body.items).toMatchObject([
      { title: 'North' },
    ]);
    expect(told(await call('GET', '/articles/1', undefined, { Tenant: 'west' }))).toBe('404 not-found');
  });

  it('refuses two different tokens in one request', async () => {
    const { call, token } = await openTarget();
    const { body: other } = await call('POST', '/articles', { id: '2' });

    const both = (inBody: string) =>
      call('PATCH', '/articles/1', { title: 'Both', _version: inBody }, { 'If-Match': quote(token) });

    expect(told(await both(other._version))).toBe('400 token-ambiguous');
    expect((await both(token)).status).toBe(200);
  });

  it('refuses a token together with If-None-Match: *, and any other If-None-Match on a write', async () => {
    const { call, token } = await openTarget();

    const both = await call('PUT', '/articles/1', { _version: token }, { 'If-None-Match': '*' });
    const tag = await call('PUT', '/articles/1', {}, { 'If-None-Match': '"x"' });

    expect([told(both), told(tag)]).toEqual(['400 token-ambiguous', '400 token-malformed']);
  });

  it('counts two If-Match headers as one list', async () => {
    const { checker, token } = await openTarget();
    const headers = new Headers({ 'Content-Type': 'application/json', 'If-Match': '"vt1.k1.' });
    headers.set('If-Match', quote(token));
    headers.append('If-Match', `W/${quote(token)}`);

    const request = new Request('http://localhost/articles/1', {
      method: 'PATCH',
      headers,
      body: '{"title":"B"}',
    });

    expect((await checker.fetch(request)).status).toBe(200);
  });

  it('C30, F9: takes tokens of an older key while it is kept', async () => {
    const store = await openStore();
    const { body } = await openServer(store).call('POST', '/articles', { id: '1', title: 'Tea' });
    const [k1, k2] = [
      { id: 'k1', secret: 'a secret of thirty-two bytes, ok' },
      { id: 'k2', secret: new Uint8Array(32).fill(2) },
    ];
    const rotated = openServer(store, { signer: hmacSigner({ keys: [k2, k1] }) });
    const retired = openServer(store, { signer: hmacSigner({ keys: [k2] }) });

    const unknown = await retired.call('PATCH', '/articles/1', { title: 'B', _version: body._version });
    const saved = await rotated.call('PATCH', '/articles/1', { title: 'B', _version: body._version });

    expect(told(unknown)).toBe('409 token-unknown-key');
    expect([saved.status, saved.body._version]).toEqual([200, expect.stringMatching(/^vt1\.k2\./)]);
  });

  it('C30: refuses an expired token', async () => {
    let time = 0;
    const expiring = hmacSigner({
      keys: [{ id: 'k1', secret: 'x'.repeat(32) }],
      ttlMs: 1000,
      now: () => time,
    });
    const { call } = openServer(await openStore(), { signer: expiring });
    const { body } = await call('POST', '/articles', { id: '1' });
    time = 5000;

    expect(told(await call('PATCH', '/articles/1', { a: 1, _version: body._version }))).toBe(
      '409 token-expired',
    );
  });
});
