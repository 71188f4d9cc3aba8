import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';
import { seed, sendBatch } from './sendBatch.js';

const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`);

/** One row as it is written, and what it is answered with beside a good one. */
const rows: readonly (readonly [what: string, row: string, told: string, pointer?: string])[] = [
  ['F22 NUL', String.raw`{"op":"create","value":{"a":"\u0000"}}`, '422 invalid', '/a'],
  ['F22 half a surrogate pair', String.raw`{"op":"create","value":{"a":["\ud800"]}}`, '422 invalid', '/a/0'],
  [
    'a NUL behind a key with a line break',
    String.raw`{"op":"create","value":{"a\nb":"\u0000"}}`,
    '422 invalid',
    '/a\nb',
  ],
  ['F26 1e400', '{"op":"create","value":{"a":1e400}}', '422 invalid', '/a'],
  ['2^53', '{"op":"create","value":{"a":9007199254740992}}', '422 invalid', '/a'],
  ['NUL in its id', String.raw`{"op":"remove","id":"\u0000","_version":"x"}`, '422 invalid', '/id'],
  [
    'an id of 257 characters',
    JSON.stringify({ op: 'create', value: { id: 'x'.repeat(257) } }),
    '422 invalid',
    '/id',
  ],
  ['the id batch', '{"op":"create","id":"batch","value":{}}', '422 invalid', '/id'],
  ['two ids', '{"op":"create","id":"8","value":{"id":"9"}}', '422 invalid', '/id'],
  ['an id that is a number', '{"op":"create","id":8,"value":{}}', '422 invalid', '/id'],
  ['no id', '{"op":"update","patch":{},"_version":"x"}', '400 malformed-body'],
  ['no value', '{"op":"create"}', '422 invalid', ''],
  ['no patch', '{"op":"update","id":"9","_version":"x"}', '422 invalid', ''],
  ['no op', '{"id":"9"}', '400 malformed-body'],
  ['the op toString', '{"op":"toString","id":"9"}', '400 malformed-body'],
  [
    'an unknown action',
    '{"op":"action","id":"9","action":"constructor","_version":"x"}',
    '400 malformed-body',
  ],
  ['a number', '7', '400 malformed-body'],
  ['null', 'null', '400 malformed-body'],
  ['a list', '[]', '400 malformed-body'],
  ['100 levels', JSON.stringify({ op: 'create', value: nested(100) }), '201'],
];

describe.each(eachStore)('bad input in a batch ($name)', ({ openStore }) => {
  it.each(rows)('refuses only the row with %s', async (_, row, expected, pointer) => {
    const { call } = openServer(await openStore());
    const good = '{"op":"create","value":{"id":"good"}}';

    const { body } = await call(
      'POST',
      '/articles/batch',
      `{"policy":"silent","operations":[${row},${good}]}`,
    );

    const [first, second] = body.results as {
      status: number;
      problem?: { type: string; errors?: [{ pointer: string }] };
    }[];
    expect([first?.status, first?.problem?.type.split('/').at(-1)].filter(Boolean).join(' ')).toBe(expected);
    expect(first?.problem?.errors?.[0].pointer).toBe(pointer);
    expect(second?.status).toBe(201);
  });

  it('finds a bad value in the last of many bad rows', async () => {
    const { call } = openServer(await openStore());

    const { told: ended } = await sendBatch(
      call,
      Array.from({ length: 200 }, (_, n) => ({ op: 'create', value: { id: `${n}`, a: '\0' } })),
    );

    expect(new Set(ended)).toEqual(new Set(['422 invalid']));
    expect((await call('GET', '/articles')).body.items).toEqual([]);
  });

  it.each([
    [
      'F24 __proto__',
      '{"policy":"silent","operations":[{"op":"create","value":{"__proto__":{"polluted":1}}}]}',
      '400 malformed-body',
    ],
    ['a key twice', '{"policy":"silent","operations":[{"op":"create","op":"create"}]}', '400 malformed-body'],
    ['half a batch', '{"policy":"silent","operations":[', '400 malformed-body'],
    ['no operations', '{"policy":"silent"}', '400 malformed-body'],
    ['a list', '[]', '400 malformed-body'],
    ['null', 'null', '400 malformed-body'],
    [
      'F25 200,000 levels',
      `{"policy":"silent","operations":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      '400 malformed-body',
    ],
    ['10,001 rows', `{"policy":"silent","operations":[${'0,'.repeat(10_000)}0]}`, '413 too-large'],
    [
      '10,001 bad values',
      `{"policy":"silent","operations":[[${'1e400,'.repeat(10_000)}1e400]]}`,
      '422 invalid',
    ],
    [
      'a bad condition',
      '{"policy":"silent","operations":{"action":"a","where":{"a":{"like":1}}}}',
      '400 malformed-body',
    ],
    [
      'NUL in a condition',
      String.raw`{"policy":"silent","operations":{"action":"a","where":{"a":"\u0000"}}}`,
      '422 invalid',
    ],
    [
      'half a surrogate pair in a condition',
      String.raw`{"policy":"silent","operations":{"action":"a","where":{"a":"\ud800"}}}`,
      '422 invalid',
    ],
    [
      'no condition',
      '{"policy":"silent","operations":{"action":"a","unchecked":true}}',
      '400 malformed-body',
    ],
  ])('refuses a whole batch for %s', async (_, body, expected) => {
    const { call } = openServer(await openStore());

    expect(told(await call('POST', '/articles/batch', body))).toBe(expected);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('takes 16 MiB, or as much as is set, and a record of the usual size', async () => {
    const { call } = openServer(await openStore(), { limits: { batchBytes: 3000, bodyBytes: 500 } });
    const tokens = await seed(call, 2);
    const large = (n: number) => ({ op: 'create', value: { a: 'x'.repeat(n) } });

    const full = await sendBatch(call, [large(3000)]);
    const { told: ended } = await sendBatch(call, [
      large(600),
      { op: 'update', id: '1', _version: tokens['1'], patch: { a: 'x'.repeat(490) } },
      large(300),
    ]);

    expect(told(full)).toBe('413 too-large');
    expect(ended).toEqual(['413 too-large', '413 too-large', '201']);
    const standard = openServer(await openStore());
    expect(
      (await sendBatch(standard.call, [large(1_000_000), large(1_000_000), large(900_000)])).told,
    ).toEqual(['201', '201', '201']);
    expect(told(await sendBatch(standard.call, [large(17_000_000)]))).toBe('413 too-large');
  });

  it.each([
    ['GET', '405 method-not-allowed'],
    ['HEAD', '405'],
    ['OPTIONS', '405 method-not-allowed'],
    ['PUT', '405 method-not-allowed'],
    ['PATCH', '405 method-not-allowed'],
    ['DELETE', '405 method-not-allowed'],
  ])('answers %s with %s', async (method, expected) => {
    const { call } = openServer(await openStore());

    const answer = await call(method, '/articles/batch');

    expect(method === 'HEAD' ? String(answer.status) : told(answer)).toBe(expected);
    expect(answer.headers.get('Allow')).toBe('POST');
  });

  it.each(['text/plain', 'application/merge-patch+json', 'multipart/form-data', ''])(
    'answers 415 to the media type %j',
    async (type) => {
      const { call } = openServer(await openStore());

      const answer = await call('POST', '/articles/batch', '{}', { 'Content-Type': type });

      expect(told(answer)).toBe('415 unsupported-media-type');
    },
  );

  it('takes no batch from another web site', async () => {
    const { call } = openServer(await openStore(), { origins: ['https://app.example'] });

    const from = (origin: string) => sendBatch(call, [], { headers: { Origin: origin } });

    expect([told(await from('https://evil.example')), told(await from('null'))]).toEqual([
      '403 forbidden',
      '403 forbidden',
    ]);
    expect(told(await from('https://app.example'))).toBe('200');
    expect(
      (await call('OPTIONS', '/articles/batch', undefined, { Origin: 'https://app.example' })).status,
    ).toBe(204);
  });

  it.each(['bare', '""', '"a b"'])('refuses the malformed key %j', async (key) => {
    const { call } = openServer(await openStore());

    expect(told(await sendBatch(call, [], { headers: { 'Idempotency-Key': key } }))).toBe(
      '400 malformed-key',
    );
  });
});
