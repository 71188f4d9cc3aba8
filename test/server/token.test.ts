import fc from 'fast-check';
import { hmacSigner, plainSigner, type TokenSubject } from 'noclobber/server';
import { afterEach, describe, expect, it, vi } from 'vitest';

const secret = 'a secret of thirty-two bytes, ok';
const subject: TokenSubject = { audience: 'test', tenant: '', resource: 'articles', id: '1' };
const signer = hmacSigner({ keys: [{ id: 'k1', secret }] });
const twice = <Value>(value: Value) => [value, value];
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

afterEach(() => vi.unstubAllEnvs());

describe('hmacSigner', () => {
  it('signs the same claims with the same token', async () => {
    const token = await signer.sign({ ...subject, version: '7' });

    expect(token).toMatch(/^vt1\.k1\.[\w-]{40}\.[\w-]{43}$/);
    expect(await signer.sign({ ...subject, version: '7' })).toBe(token);
    expect(await signer.verify(token, subject)).toEqual({ kind: 'ok', version: '7' });
  });

  it('stays within 128 characters for the longest key id', async () => {
    const long = hmacSigner({ keys: [{ id: 'k'.repeat(32), secret }] });

    expect((await long.sign({ ...subject, version: String(2n ** 64n - 1n) })).length).toBeLessThanOrEqual(
      128,
    );
  });

  it.each(['0', '1', String(2n ** 53n + 1n), String(2n ** 63n), String(2n ** 64n - 1n)])(
    'keeps version %s to the last digit',
    async (version) => {
      const token = await signer.sign({ ...subject, version });

      expect(await signer.verify(token, subject)).toEqual({ kind: 'ok', version });
    },
  );

  it('signs no version beyond 64 bits', async () => {
    await expect(signer.sign({ ...subject, version: String(2n ** 64n) })).rejects.toThrow('64-bit');
  });

  it('refuses a token with any character of its payload or MAC changed', async () => {
    const token = await signer.sign({ ...subject, version: '7' });
    const start = 'vt1.k1.'.length;

    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start, max: token.length - 1 }),
        fc.constantFrom(...alphabet, '.', '=', '+', '/', '\n', '\0', 'é'),
        async (at, character) => {
          fc.pre(token[at] !== character);
          const forged = token.slice(0, at) + character + token.slice(at + 1);
          expect((await signer.verify(forged, subject)).kind).toMatch(/^(bad-signature|malformed)$/);
        },
      ),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it('refuses a raised version under the old MAC', async () => {
    const [seven, eight] = await Promise.all(
      ['7', '8'].map((version) => signer.sign({ ...subject, version })),
    );
    const forged = [...(eight?.split('.').slice(0, 3) ?? []), seven?.split('.')[3]].join('.');

    expect(await signer.verify(forged, subject)).toEqual({ kind: 'bad-signature' });
  });

  it('refuses the other spellings of a MAC', async () => {
    const token = await signer.sign({ ...subject, version: '7' });
    const last = alphabet.indexOf(token.at(-1) ?? '');
    const spellings = [1, 2, 3].map(
      (bits) => token.slice(0, -1) + alphabet[(last & ~3) | ((last + bits) & 3)],
    );

    for (const spelling of spellings) {
      expect(await signer.verify(spelling, subject)).toEqual({ kind: 'bad-signature' });
    }
  });

  it.each([
    ['empty', () => ''],
    ['padded', (token: string) => `${token}=`],
    ['followed by a line break', (token: string) => `${token}\n`],
    ['followed by NUL', (token: string) => `${token}\0`],
    ['truncated to 16 characters', (token: string) => token.slice(0, 16)],
    ['extended', (token: string) => `${token}A`],
    ['glued to itself', (token: string) => token + token],
    ['1 MB long', (token: string) => token.padEnd(1_000_000, 'A')],
    ['of an older format', (token: string) => token.replace('vt1', 'vt0')],
    ['a JWT', () => 'eyJhbGciOiJub25lIn0.eyJ2IjoxfQ.'],
    ['signed with a key that is a path', (token: string) => token.replace('k1', '../../etc/passwd')],
  ])('C32: calls a token malformed that is %s', async (_, forge) => {
    const token = await signer.sign({ ...subject, version: '7' });

    expect(await signer.verify(forge(token), subject)).toEqual({ kind: 'malformed' });
  });

  it.each(['k2', '__proto__', 'constructor', 'toString'])('does not know the key %s', async (id) => {
    const token = await signer.sign({ ...subject, version: '7' });

    expect(await signer.verify(token.replace('k1', id), subject)).toEqual({ kind: 'unknown-key' });
  });

  it.each([
    ['record', { id: '2' }],
    ['resource', { resource: 'products' }],
    ['tenant', { tenant: 'other' }],
    ['audience', { audience: 'production' }],
  ])("C30: refuses another %s's token", async (_, other) => {
    const token = await signer.sign({ ...subject, ...other, version: '7' });

    expect(await signer.verify(token, subject)).toEqual({ kind: 'wrong-record' });
  });

  it.each([
    ['ab', 'c', 'a', 'bc'],
    ['a\0\0\0\0b', 'c', 'a', 'b\0\0\0\0c'],
  ])('tells (%j, %j) from (%j, %j)', async (resource, id, otherResource, otherId) => {
    const token = await signer.sign({ ...subject, resource, id, version: '7' });

    expect(await signer.verify(token, { ...subject, resource: otherResource, id: otherId })).toEqual({
      kind: 'wrong-record',
    });
  });

  it('tells an id in NFC from the same in NFD', async () => {
    const token = await signer.sign({ ...subject, id: 'é', version: '7' });

    expect(await signer.verify(token, { ...subject, id: 'e\u0301' })).toEqual({ kind: 'wrong-record' });
  });

  it('signs no id with half a surrogate pair, which would be the token of any other such id', async () => {
    await expect(signer.sign({ ...subject, id: '\ud800', version: '7' })).rejects.toThrow('surrogate');
  });

  it('C30, F9: takes old tokens while their key is kept, and refuses them once it is gone', async () => {
    const [k1, k2] = [
      { id: 'k1', secret },
      { id: 'k2', secret: new Uint8Array(32).fill(2) },
    ];
    const token = await signer.sign({ ...subject, version: '7' });
    const rotated = hmacSigner({ keys: [k2, k1] });

    expect(await rotated.verify(token, subject)).toEqual({ kind: 'ok', version: '7' });
    expect(await rotated.sign({ ...subject, version: '7' })).toMatch(/^vt1\.k2\./);
    expect(await hmacSigner({ keys: [k2] }).verify(token, subject)).toEqual({ kind: 'unknown-key' });
  });

  it('C30: lets tokens expire after one to two periods, here and in another process, and only where a period is set', async () => {
    let time = 500_000;
    const [here, there] = [0, 0].map(() =>
      hmacSigner({ keys: [{ id: 'k1', secret }], ttlMs: 60_000, now: () => time }),
    );
    const token = (await here?.sign({ ...subject, version: '7' })) ?? '';
    const verified = () => Promise.all([here?.verify(token, subject), there?.verify(token, subject)]);

    expect(await here?.sign({ ...subject, version: '7' })).toBe(token);
    time += 60_000;
    expect(await verified()).toEqual(twice({ kind: 'ok', version: '7' }));
    time += 60_000;
    expect(await verified()).toEqual(twice({ kind: 'expired' }));
  });

  it('says the same of a token that was signed here and in another process', async () => {
    const elsewhere = hmacSigner({ keys: [{ id: 'k1', secret }] });
    const token = await signer.sign({ ...subject, version: '007' });
    const verified = (of: Partial<TokenSubject>) =>
      Promise.all([signer, elsewhere].map(({ verify }) => verify(token, { ...subject, ...of })));

    expect(await verified({})).toEqual(twice({ kind: 'ok', version: '7' }));
    for (const other of [{ audience: 'x' }, { tenant: 'x' }, { resource: 'x' }, { id: 'x' }])
      expect(await verified(other)).toEqual(twice({ kind: 'wrong-record' }));
  });

  it.each([
    ['without a key', []],
    ['with a short secret', [{ id: 'k1', secret: 'x'.repeat(31) }]],
    ['with a key id that is none', [{ id: 'k.1', secret }]],
    [
      'with two keys of one id',
      [
        { id: 'k1', secret },
        { id: 'k1', secret },
      ],
    ],
  ])('is not made %s', (_, keys) => {
    expect(() => hmacSigner({ keys })).toThrow(TypeError);
  });
});

describe('plainSigner', () => {
  it('C31: warns once, binds a token to its record, and refuses production', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    plainSigner();
    const plain = plainSigner();
    const token = await plain.sign({ ...subject, version: '7' });

    expect(warn).toHaveBeenCalledOnce();
    expect(await plain.verify(token, subject)).toEqual({ kind: 'ok', version: '7' });
    expect(await plain.verify(token, { ...subject, id: '2' })).toEqual({ kind: 'wrong-record' });
    expect(await plain.verify('plain1.x', subject)).toEqual({ kind: 'malformed' });
    vi.stubEnv('NODE_ENV', 'production');
    expect(() => plainSigner()).toThrow('production');
  });
});
