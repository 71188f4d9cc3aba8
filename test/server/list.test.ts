import fc from 'fast-check';
import { memoryStore } from 'noclobber/server';
import { sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachStore, openFile, openSchema, temporaryFile } from './eachStore.js';
import { openServer, type Call } from './openServer.js';

const records = [
  { id: 'a', title: 'Tea', price: 5, tags: ['hot', 1], status: 'draft' },
  { id: 'b', title: 'Coffee', price: 10, tags: ['hot'], status: 'draft' },
  { id: 'c', title: 'ﬁzz', price: '10', tags: 'hot water', status: null },
  { id: 'd', title: '😀', price: true, tags: [null, '1'], 'a.b': 7 },
  { id: 'e', title: 'coffee', price: -0.5, tags: { hot: true }, status: 'sent', größe: 1 },
];

async function fill(call: Call, values: readonly object[] = records) {
  for (const value of values) await call('POST', '/articles', value);
}

async function ids(call: Call, query: Record<string, string>): Promise<unknown[]> {
  const { body } = await call('GET', `/articles?${new URLSearchParams(query)}`);
  return body.items?.map(({ id }) => id) ?? [];
}

describe.each(eachStore)('lists ($name)', ({ openStore }) => {
  it('gives every record with its own token, deleted ones apart', async () => {
    const { call } = openServer(await openStore());
    await fill(call);
    const { body: gone } = await call('GET', '/articles/b');
    await call('DELETE', '/articles/b', undefined, { 'If-Match': `"${gone._version}"` });

    const { status, body } = await call('GET', '/articles?meta=1');

    expect(status).toBe(200);
    expect(body).toMatchObject({ next: null, listToken: null });
    expect(body.items?.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'e']);
    expect(body.items?.[0]).toEqual({
      ...records[0],
      _version: expect.stringMatching(/^vt1\./),
      _meta: expect.anything(),
    });
    expect(
      (await call('PATCH', '/articles/a', { title: 'B', _version: body.items?.[0]?._version })).status,
    ).toBe(200);
  });

  it.each([
    [{ status: 'draft' }, 'ab'],
    [{ status: 'draft', price: { gt: 5 } }, 'b'],
    [{ status: null }, 'cd'],
    [{ price: 10 }, 'b'],
    [{ price: '10' }, 'c'],
    [{ price: 1 }, ''],
    [{ price: true }, 'd'],
    [{ price: { gt: -1, lte: 5 } }, 'ae'],
    [{ price: { lt: 5 } }, 'e'],
    [{ price: { gte: '1' } }, 'c'],
    [{ price: { in: [5, '10', true, null] } }, 'acd'],
    [{ price: { in: [] } }, ''],
    [{ price: { eq: 5 } }, 'a'],
    [{ title: { contains: 'offee' } }, 'be'],
    [{ title: { contains: '' } }, 'abcde'],
    [{ title: { contains: 'COFF' } }, 'be'],
    [{ tags: { contains: 'hot' } }, 'abc'],
    [{ tags: { contains: 'HOT' } }, 'c'],
    [{ tags: { contains: 1 } }, 'a'],
    [{ tags: { contains: '1' } }, 'd'],
    [{ tags: { contains: null } }, 'd'],
    [{ tags: null }, ''],
    [{ 'a.b': 7 }, 'd'],
    [{ größe: 1 }, 'e'],
    [{ missing: null }, 'abcde'],
    [{ constructor: null, toString: { lt: 1 } }, ''],
    [{ "'; drop table articles; --": 1 }, ''],
  ])('finds where %j', async (where, expected) => {
    const { call } = openServer(await openStore());
    await fill(call);

    expect(await ids(call, { where: JSON.stringify(where) })).toEqual([...expected]);
  });

  it.each([
    ['ärger', 'a'],
    ['ÄRGER IM', 'a'],
    ['москва', 'b'],
    ['οδοσ', 'cd'],
    ['ΟΔΟΣ', 'cd'],
    ['ς', 'cd'],
    ['straße', 'e'],
    ['STRASSE', ''],
    ['istanbul', ''],
    ['İSTANBUL', 'f'],
    ['stanBul', 'f'],
    ['100%', 'g'],
    ['1_0', ''],
    ['[Q*?]\\', 'g'],
    ['𐐨', 'h'],
    ['k', 'bh'],
    ['a', 'befgh'],
  ])('finds %j in texts, in whatever case', async (part, expected) => {
    const { call } = openServer(await openStore());
    const texts = [
      'Ärger im Büro',
      'МОСКВА, Kazan',
      'Η ΟΔΟΣ',
      'οδοστρωτήρας',
      'STRAẞE',
      'İstanbul',
      '100% [q*?]\\ a',
      '𐐀 Å \u212a a',
    ];
    await fill(
      call,
      texts.map((title, n) => ({ id: 'abcdefgh'[n], title })),
    );

    expect(await ids(call, { where: JSON.stringify({ title: { contains: part } }) })).toEqual([...expected]);
  });

  it('finds a text of all capital letters there are', async () => {
    const { call } = openServer(await openStore());
    const letters = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code));
    const title = letters.filter((letter) => letter.toLowerCase() !== letter).join('');
    await fill(call, [{ id: 'a', title }]);

    const where = JSON.stringify({ title: { contains: title.toLowerCase() } });
    expect(await ids(call, { where })).toEqual(['a']);
  });

  it.each([
    ['title', 'baecd'],
    ['-title', 'dceab'],
    ['price', 'deabc'],
    ['-price', 'cbaed'],
    ['status', 'cdabe'],
    ['-status,-title', 'eabdc'],
    ['tags', 'cabde'],
    ['-id', 'edcba'],
  ])('sorts by %s', async (sort, expected) => {
    const { call } = openServer(await openStore());
    await fill(call);

    expect(await ids(call, { sort })).toEqual([...expected]);
  });

  it('goes on behind the page before, even when its last record has moved or gone', async () => {
    const { call } = openServer(await openStore());
    await fill(call);
    const { body: page } = await call('GET', '/articles?sort=title&limit=2');
    const { body: last } = await call('GET', '/articles/a');
    const { body: moved } = await call('PATCH', '/articles/a', { title: 'zzz', _version: last._version });
    await call('DELETE', '/articles/a', undefined, { 'If-Match': `"${moved._version}"` });

    expect(page.items?.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(await ids(call, { sort: 'title', after: String(page.next) })).toEqual(['e', 'c', 'd']);
  });

  it('signs a list where that is asked for, anew when any record that matches has changed', async () => {
    const { call } = openServer(await openStore());
    await fill(call);
    const before = (await call('GET', '/articles?listToken=1&limit=1')).body.listToken;
    const same = (await call('GET', '/articles?listToken=1&limit=1')).body.listToken;
    const { body } = await call('GET', '/articles/a');
    await call('PATCH', '/articles/a', { price: 6, _version: body._version });

    expect(same).toBe(before);
    expect((await call('GET', '/articles?listToken=1&limit=1')).body.listToken).not.toBe(before);
  });
});

describe('lists on every store', () => {
  it('are the same, page by page, whatever the records hold', async () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, false, 0, -0, 1, '', 'a', 'A', 'é', '😀', '\uffff', [], {}),
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }).filter((text) => !text.includes('\0')),
    );
    const row = fc.record({ x: value, y: value }, { requiredKeys: [] });

    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.constantFrom('x', '-x', 'x,-y', '-y,x'),
        async (rows, sort) => {
          const memory = openServer(memoryStore());
          const sqlite = openServer(sqlStore(await openFile(temporaryFile())));
          const postgres = openServer(sqlStore((await openSchema({ poolSize: 2 })).database));
          const values = rows.map((fields, n) => ({ id: `r${n}`, ...fields }));
          await Promise.all([memory, sqlite, postgres].map(({ call }) => fill(call, values)));

          const whole = await ids(memory.call, { sort });
          for (const { call } of [memory, sqlite, postgres]) {
            expect(await ids(call, { sort })).toEqual(whole);
            expect(await pages(call, sort)).toEqual(whole);
          }
        },
      ),
      { numRuns: 25, seed: 20261121 },
    );
  });
});

async function pages(call: Call, sort: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let after = ''; ;) {
    const query = new URLSearchParams({ sort, limit: '3', ...(after && { after }) });
    const { body } = await call('GET', `/articles?${query}`);
    found.push(...(body.items ?? []).map(({ id }) => id));
    if (typeof body.next !== 'string') return found;
    after = body.next;
  }
}
