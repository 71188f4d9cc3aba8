import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
const nestedLists = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
const bytes = (...codes: number[]) => Uint8Array.from(codes);
const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const wrongUtf8 = bytes(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d);

/** A body, what it is answered with when created from, and the pointer that the answer names. */
const bodies: readonly (readonly [
  what: string,
  body: string | Uint8Array,
  told: string,
  pointer?: string,
])[] = [
  ['nothing', '', '400 malformed-body'],
  ['half an object', '{"a":', '400 malformed-body'],
  ['a list', '[]', '422 invalid', ''],
  ['null', 'null', '422 invalid', ''],
  ['a text', '"x"', '422 invalid', ''],
  ['a number', '7', '422 invalid', ''],
  ['bad UTF-8', wrongUtf8, '400 malformed-body'],
  ['F22 a NUL', String.raw`{"a":{"b/c":["x","\u0000"]}}`, '422 invalid', '/a/b~1c/1'],
  ['a NUL in a key', String.raw`{"a\u0000":1}`, '422 invalid', '/a\0'],
  ['F22 half a surrogate pair', String.raw`{"a":"\ud800"}`, '422 invalid', '/a'],
  ['halves in the wrong order', String.raw`{"a":"\udc00\ud800"}`, '422 invalid', '/a'],
  ['a whole surrogate pair', String.raw`{"a":"\ud83d\ude00"}`, '201'],
  ['F24 __proto__', '{"__proto__":{"polluted":true}}', '400 malformed-body'],
  ['__proto__ in disguise, deep inside', String.raw`{"a":[{"\u005f_proto__":1}]}`, '400 malformed-body'],
  ['constructor and prototype, which are ordinary', '{"constructor":{"prototype":1}}', '201'],
  ['a key twice', '{"a":1,"b":{"c":1},"a":2}', '400 malformed-body'],
  ['a key twice in disguise', String.raw`{"a":1,"\u0061":2}`, '400 malformed-body'],
  ['the same key in two objects', '{"a":{"x":1},"b":[{"x":1},{"x":2}]}', '201'],
  ['99 levels', nested(99), '201'],
  ['F25 100 levels', nested(100), '201'],
  ['F25 101 levels', nested(101), '400 malformed-body'],
  ['101 levels of lists', nestedLists(101), '400 malformed-body'],
  ['F25 200,000 levels', nestedLists(200_000), '400 malformed-body'],
  ['100,000 levels of objects', nested(100_000), '400 malformed-body'],
  ['brackets in a text', JSON.stringify({ a: '['.repeat(200), b: '\\"{' }), '201'],
  ['2^53 - 1', '{"a":9007199254740991,"b":-9007199254740991}', '201'],
  ['F26 2^53', '{"a":[1,9007199254740992]}', '422 invalid', '/a/1'],
  ['-2^53', '{"a":-9007199254740992}', '422 invalid', '/a'],
  ['F26 1e400', '{"a":1e400}', '422 invalid', '/a'],
  ['1e20', '{"a":1e20}', '422 invalid', '/a'],
  ['F26 -0 and fractions', '{"a":-0,"b":0.1,"c":1e-7}', '201'],
  [
    '1 MiB',
    `{"a":"${'x'.repeat(1024 * 1024 - 8 - '"id":"12345678901234567890123456789012345",'.length)}"}`,
    '201',
  ],
  ['1 MiB and a byte', `{"a":"${'x'.repeat(1024 * 1024 - 7)}"}`, '413 too-large'],
  ['200,000 levels and too large', nested(200_000), '413 too-large'],
  ['an id that is a number', '{"id":1}', '422 invalid', '/id'],
  ['an id that is null', '{"id":null}', '422 invalid', '/id'],
  ['an empty id', '{"id":""}', '422 invalid', '/id'],
  ['the id batch', '{"id":"batch"}', '422 invalid', '/id'],
  ['the id locks', '{"id":"locks"}', '422 invalid', '/id'],
  ['the id ..', '{"id":".."}', '422 invalid', '/id'],
  ['an id with NUL', String.raw`{"id":"\u0000"}`, '422 invalid', '/id'],
  ['an id with half a surrogate pair', String.raw`{"id":"\ud800"}`, '422 invalid', '/id'],
  ['an id of 256 characters', JSON.stringify({ id: 'x'.repeat(256) }), '201'],
  ['an id of 257 characters', JSON.stringify({ id: 'x'.repeat(257) }), '422 invalid', '/id'],
  ['an id of SQL', JSON.stringify({ id: "'; drop table articles; --" }), '201'],
];

/** A method, an address, and what it is answered with. */
const addresses: readonly (readonly [method: string, path: string, told: string])[] = [
  ['GET', '/articles/%00', '422 invalid'],
  ['GET', `/articles/${'x'.repeat(5000)}`, '422 invalid'],
  ['GET', '/articles/%ED%A0%80', '400 malformed-query'],
  ['GET', '/articles/%', '400 malformed-query'],
  ['GET', '/articles/..', '404 not-found'],
  ['GET', '/articles/%2e%2e', '404 not-found'],
  ['GET', '/articles/a%2Fb', '404 not-found'],
  ['GET', '/articles/', '404 not-found'],
  ['GET', '/', '404 not-found'],
  ['GET', '/__proto__', '404 not-found'],
  ['GET', '/constructor/1', '404 not-found'],
  ['GET', '/articles/batch', '405 method-not-allowed'],
  ['GET', '/articles/locks', '400 malformed-query'],
  ['GET', '/articles/1/lock', '200'],
  ['GET', '/articles/%00/lock', '422 invalid'],
  ['POST', '/events', '405 method-not-allowed'],
  ['DELETE', '/articles', '405 method-not-allowed'],
  ['POST', '/articles/1', '405 method-not-allowed'],
  ['OPTIONS', '/articles/1', '405 method-not-allowed'],
  ['DELETE', '/articles/%00', '422 invalid'],
  ...[
    'x',
    '[]',
    'null',
    '"x"',
    '{',
    '{}x',
    '{"a":{}}',
    '{"a":{"like":1}}',
    '{"a":[1]}',
    '{"a":{"in":1}}',
  ].map(badWhere),
  ...['{"a":{"lt":true}}', '{"a":{"lt":null}}', '{"a":{"in":[{}]}}', '{"a":1,"a":2}', '{"__proto__":1}'].map(
    badWhere,
  ),
  ...['{"":1}', '{"a\\"b":1}', '{"a\\\\b":1}', '{"a\\u0000":1}', '{"a":"\\ud800"}', '{"a":1e400}'].map(
    badWhere,
  ),
  [
    'GET',
    `/articles?where=${json(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [n, 1])))}`,
    '400 malformed-query',
  ],
  ['GET', `/articles?where=${nested(200)}`, '400 malformed-query'],
  ...['', ',', '-', 'a,,b', 'a%00', 'a"b', 'a,b,c,d,e,f'].map((sort) => bad(`sort=${sort}`)),
  ...['', '0', '-1', '1.5', 'ten', '1001', '99999999999', '1e2'].map((limit) => bad(`limit=${limit}`)),
  ...['', 'x', '!', 'W10', 'WyIxIiwiMSJd', 'eyJhIjoxfQ', 'WyJcdTAwMDAiLCIxIl0'].map((after) =>
    bad(`after=${after}`),
  ),
];

function bad(query: string) {
  return ['GET', `/articles?${query}`, '400 malformed-query'] as const;
}

function badWhere(where: string) {
  return bad(`where=${encodeURIComponent(where)}`);
}

describe.each(eachStore)('F22, F24, F25, F26: bad input is never a 500 ($name)', ({ openStore }) => {
  it.each(bodies)('answers a new record of %s', async (_, body, expected, pointer) => {
    const { call } = openServer(await openStore(), { newId: () => '12345678901234567890123456789012345' });

    const answer = await call('POST', '/articles', body);

    expect(told(answer)).toBe(expected);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each(bodies.filter(([, , expected]) => expected.startsWith('4')))(
    'answers a patch and a whole record of %s',
    async (_, body, expected) => {
      const { call } = openServer(await openStore());
      const { body: read } = await call('POST', '/articles', { id: '1' });
      const ifMatch = { 'If-Match': `"${read._version}"` };

      expect(told(await call('PATCH', '/articles/1', body, ifMatch))).toBe(expected);
      expect(told(await call('PUT', '/articles/1', body, ifMatch))).toBe(expected);
      expect((await call('GET', '/articles/1')).body).toEqual(read);
    },
  );

  it.each(addresses)('answers %s %s with %s', async (method, path, expected) => {
    const { call } = openServer(await openStore());

    expect(told(await call(method, path))).toBe(expected);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json-patch+json',
    'application/json; charset=latin1',
    '',
  ])('answers 415 to the media type %j', async (type) => {
    const { call } = openServer(await openStore());

    const patch = await call('PATCH', '/articles/1', '{}', { 'Content-Type': type });

    expect(told(patch)).toBe('415 unsupported-media-type');
    expect(patch.headers.get('Accept-Patch')).toBe('application/merge-patch+json, application/json');
    expect(told(await call('POST', '/articles', '{}', { 'Content-Type': type }))).toBe(
      '415 unsupported-media-type',
    );
  });

  it('refuses a patch that would move the record to another id', async () => {
    const { call } = openServer(await openStore());
    const { body } = await call('POST', '/articles', { id: '1' });

    const moved = await call('PATCH', '/articles/1', { id: '2', _version: body._version });

    expect(told(moved)).toBe('422 invalid');
    expect((await call('PATCH', '/articles/1', { id: '1', a: 1, _version: body._version })).status).toBe(200);
  });

  it('refuses a patch that would make the record too large', async () => {
    const { call } = openServer(await openStore(), { limits: { bodyBytes: 1000 } });
    const { body } = await call('POST', '/articles', { id: '1', a: 'x'.repeat(600) });

    expect(told(await call('PATCH', '/articles/1', { b: 'x'.repeat(600), _version: body._version }))).toBe(
      '413 too-large',
    );
  });

  it.each(['%', '%00', '%ED%A0%80', 'x'.repeat(201), ''])('refuses the malformed name %j', async (name) => {
    const { call } = openServer(await openStore());

    expect(told(await call('GET', '/articles', undefined, { 'Noclobber-User': name }))).toBe(
      '400 malformed-query',
    );
  });

  it('refuses a malformed tab and a malformed force', async () => {
    const { call } = openServer(await openStore());

    expect(told(await call('GET', '/articles', undefined, { 'Noclobber-Tab': '%' }))).toBe(
      '400 malformed-query',
    );
    expect(told(await call('DELETE', '/articles/1', undefined, { 'Noclobber-Force': '*' }))).toBe(
      '400 malformed-query',
    );
  });

  it('stops reading a body that is too large, whatever its length says', async () => {
    const { checker } = openServer(await openStore());
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });

    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: endless, duplex: 'half' };
    const response = await checker.fetch(new Request('http://localhost/articles', init));

    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(2 * 1024 * 1024);
  });
});
