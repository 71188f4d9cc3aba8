import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, tail, told } from './openServer.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe.each(eachStore)('tampered and outlived tokens ($name)', ({ openStore }) => {
  async function openTarget() {
    const server = openServer(await openStore());
    const { body } = await server.call('POST', '/articles', { id: '1', title: 'Tea' });
    const save = (_version: unknown) => server.call('PATCH', '/articles/1', { title: 'Forged', _version });
    return { ...server, token: body._version, save };
  }

  it('C32: refuses a token with any one character changed', async () => {
    const { call, token, save } = await openTarget();

    for (let at = 0; at < token.length; at++) {
      const other = alphabet[(alphabet.indexOf(token[at] ?? '') + 1) % alphabet.length];
      const { status, ...answer } = await save(token.slice(0, at) + other + token.slice(at + 1));
      expect([400, 409]).toContain(status);
      expect(tail({ status, ...answer })).toMatch(/^token-(malformed|unknown-key|bad-signature)$/);
    }
    expect((await call('GET', '/articles/1')).body.title).toBe('Tea');
  });

  it('refuses a newer version under an older MAC, and a MAC in another spelling', async () => {
    const { call, token, save } = await openTarget();
    const { body } = await call('PATCH', '/articles/1', { title: 'Coffee', _version: token });
    const mac = token.split('.').at(-1) ?? '';
    const raised = [...body._version.split('.').slice(0, -1), mac].join('.');
    // The last of 43 characters has two bits that mean nothing.
    const spelled = alphabet[alphabet.indexOf(body._version.at(-1) ?? '') + 1];

    expect(told(await save(raised))).toBe('409 token-bad-signature');
    expect(told(await save(body._version.slice(0, -1) + spelled))).toBe('409 token-bad-signature');
  });

  it('C30: refuses a token from before the record was deleted and made again', async () => {
    const { call, token, save } = await openTarget();
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${token}"` });
    const deleted = await save(token);
    await call('PUT', '/articles/1', { title: 'Tea' }, { 'If-None-Match': '*' });

    expect(told(deleted)).toBe('410 record-deleted');
    expect(told(await save(token))).toBe('409 version-conflict');
    expect(told(await save(deleted.body._version))).toBe('409 version-conflict');
  });

  it("takes no lock's fence and no version's number for a token", async () => {
    const { call, save } = await openTarget();
    const { body } = await call('PUT', '/articles/1/lock', { mode: 'advisory' });
    const { fence = '1' } = body as { fence?: string };

    expect(told(await save(fence))).toBe('400 token-malformed');
    expect(told(await save(`"${fence}"`))).toBe('400 token-malformed');
    expect(told(await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${fence}"` }))).toBe(
      '400 token-malformed',
    );
  });

  it('keeps ids apart that look the same: NFC and NFD', async () => {
    const { call } = await openTarget();
    const [nfc, nfd] = ['\u00e9', 'e\u0301'];
    const { body } = await call('POST', '/articles', { id: nfc, title: 'Composed' });
    await call('POST', '/articles', { id: nfd, title: 'Apart' });

    const swapped = await call('PATCH', `/articles/${encodeURIComponent(nfd)}`, {
      title: 'Forged',
      _version: body._version,
    });

    expect(told(swapped)).toBe('409 token-wrong-record');
    expect((await call('GET', `/articles/${encodeURIComponent(nfc)}`)).body.title).toBe('Composed');
    expect((await call('GET', `/articles/${encodeURIComponent(nfd)}`)).body.title).toBe('Apart');
  });

  it('answers 412 in If-Match and 409 in the body, with the same problem', async () => {
    const { call, token } = await openTarget();
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: token });
    const other = await call('POST', '/articles', { id: '2' });
    const kinds = [
      token,
      other.body._version,
      token.replace('k1', 'k9'),
      token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A'),
    ];

    for (const forged of kinds) {
      const inBody = await call('PATCH', '/articles/1', { title: 'Mine', _version: forged });
      const inHeader = await call('PATCH', '/articles/1', { title: 'Mine' }, { 'If-Match': `"${forged}"` });
      expect([inBody.status, inHeader.status]).toEqual([409, 412]);
      const { status: _s, instance: _i, ...problem } = inBody.body;
      expect(inHeader.body).toMatchObject(problem);
    }
  });
});
