import { createVersionGuard, hmacSigner } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { answerOf, guard, patchWith, record, toldByCarrier } from './guardedTable.js';
import { signer, told } from './openServer.js';

const quote = (token: string) => `"${token}"`;
const highest = String(2n ** 64n - 1n);

describe('the version guard', () => {
  it('C30: gives the version that a token was made for, for the app’s own UPDATE', async () => {
    const token = await guard.token({ ...record, version: 7 });

    const inBody = await guard.expectedVersion(patchWith(), { ...record, body: { _version: token } });
    const inHeader = await guard.expectedVersion(patchWith({ 'If-Match': quote(token) }), record);

    expect(inBody).toEqual({ version: '7', versions: ['7'] });
    expect(inHeader).toEqual(inBody);
  });

  it.each([[{ 'if-match': 'TOKEN' }], [{ 'if-match': ['TOKEN', 'W/"x"'] }]])(
    'reads headers as Node gives them: %j',
    async (headers) => {
      const tag = quote(await guard.token({ ...record, version: 7 }));
      const filled = JSON.parse(JSON.stringify(headers).replace('TOKEN', JSON.stringify(tag).slice(1, -1)));

      expect(await guard.expectedVersion({ headers: filled }, record)).toMatchObject({ version: '7' });
    },
  );

  it('gives all versions when If-Match names several', async () => {
    const tags = await Promise.all([7, 8].map((version) => guard.token({ ...record, version })));
    const ifMatch = tags.map(quote).join(', ');

    expect(await guard.expectedVersion(patchWith({ 'If-Match': ifMatch }), record)).toEqual({
      version: '7',
      versions: ['7', '8'],
    });
  });

  it.each([['0'], [7], ['007'], [7n], [Number.MAX_SAFE_INTEGER], [highest], [2n ** 64n - 1n]])(
    'signs version %s, whatever type the driver gives it',
    async (version) => {
      const token = await guard.token({ ...record, version });

      const expected = await guard.expectedVersion(patchWith({ 'If-Match': quote(token) }), record);

      expect(expected).toMatchObject({ version: String(BigInt(version)) });
    },
  );

  it.each([
    [-1],
    [1.5],
    [Number.NaN],
    [2 ** 53],
    [-1n],
    [2n ** 64n],
    [''],
    ['1e3'],
    ['0x7'],
    ['18446744073709551616'],
  ])('signs no version %s', async (version) => {
    await expect(guard.token({ ...record, version })).rejects.toThrow('no whole number');
  });

  it.each([
    ['record', { ...record, id: '2' }],
    ['resource', { ...record, resource: 'products' }],
    ['tenant', { ...record, tenant: 'north' }],
  ])('C30: refuses a token with the same number of another %s', async (_, other) => {
    const token = await guard.token({ ...other, version: 7 });

    expect(await toldByCarrier(token)).toEqual(['409 token-wrong-record', '412 token-wrong-record']);
  });

  it("C30: refuses another deployment's token, one of an unknown key and an expired one", async () => {
    const version = 7;
    const [k1, k2] = [
      { id: 'k1', secret: 'a secret of thirty-two bytes, ok' },
      { id: 'k2', secret: 'x'.repeat(32) },
    ];
    const staging = createVersionGuard({ signer, audience: 'staging' });
    const foreign = createVersionGuard({ signer: hmacSigner({ keys: [k2] }) });
    const early = hmacSigner({ keys: [k1], ttlMs: 1000, now: () => 0 });
    const old = createVersionGuard({ signer: early });

    const tokens = await Promise.all([staging, foreign, old].map((by) => by.token({ ...record, version })));

    expect(await Promise.all(tokens.map((token) => toldByCarrier(token)))).toEqual([
      ['409 token-wrong-record', '412 token-wrong-record'],
      ['409 token-unknown-key', '412 token-unknown-key'],
      ['409 token-expired', '412 token-expired'],
    ]);
  });

  it('C32: refuses a token with any one character changed, and never throws', async () => {
    const token = await guard.token({ ...record, version: 7 });
    const forged = [...token].flatMap((character, at) =>
      ['A', 'B', '.', '~', '\0', 'é', '\ud800']
        .filter((other) => other !== character)
        .map((other) => token.slice(0, at) + other + token.slice(at + 1)),
    );

    const answers = await Promise.all(
      forged.map((_version) =>
        guard.expectedVersion(patchWith(), { ...record, body: { _version } }).then(answerOf),
      ),
    );

    expect(new Set(answers.map(told))).toEqual(
      new Set(['400 token-malformed', '409 token-bad-signature', '409 token-unknown-key']),
    );
  });

  it.each([[7], [-1], ['7'], ['-1'], [1.5], ['7:AAAA'], ['None'], [true], [false], [['vt1']], [{ vt1: 1 }]])(
    'C32: calls %j in the body malformed',
    async (_version) => {
      const answer = await answerOf(
        await guard.expectedVersion(patchWith(), { ...record, body: { _version } }),
      );

      expect(told(answer)).toBe('400 token-malformed');
    },
  );

  it.each([
    ['400 token-malformed', (token: string) => token],
    ['400 token-malformed', (token: string) => Array.from({ length: 9 }, () => quote(token)).join()],
    ['400 token-malformed', () => '"7"'],
    ['400 token-malformed', () => quote('A'.repeat(1_000_000))],
    ['412 token-weak', (token: string) => `W/${quote(token)}`],
  ])('C32: answers %s to a damaged If-Match', async (expected, forge) => {
    const ifMatch = forge(await guard.token({ ...record, version: 7 }));

    expect(
      told(await answerOf(await guard.expectedVersion(patchWith({ 'If-Match': ifMatch }), record))),
    ).toBe(expected);
  });

  it.each([[undefined], [null], ['text'], [7], [[]], [{}], [{ _version: '' }], [{ _version: null }]])(
    'C33: refuses a write without a token, with the body %j',
    async (body) => {
      const requests = [
        { headers: {} },
        patchWith(),
        patchWith({ 'If-Match': '*' }),
        patchWith({ 'If-Match': '""' }),
      ];

      for (const request of requests) {
        const answer = await answerOf(await guard.expectedVersion(request, { ...record, body }));
        expect(told(answer)).toBe('428 token-required');
      }
    },
  );

  it('refuses two different tokens in one request', async () => {
    const [first, second] = [
      await guard.token({ ...record, version: 7 }),
      await guard.token({ ...record, version: 8 }),
    ];

    const both = (_version: string) =>
      guard.expectedVersion(patchWith({ 'If-Match': quote(first) }), { ...record, body: { _version } });

    expect(told(await answerOf(await both(second)))).toBe('400 token-ambiguous');
    expect(await both(first)).toMatchObject({ version: '7' });
  });

  it('knows no record whose id is half a character', async () => {
    const broken = { ...record, id: '\ud800' };

    const expected = await guard.expectedVersion(patchWith(), { ...broken, body: { _version: 'x' } });

    expect(told(await answerOf(expected))).toBe('404 not-found');
    await expect(guard.token({ ...broken, version: 7 })).rejects.toThrow('surrogate');
  });
});
