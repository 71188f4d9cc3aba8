import {
  atomic,
  counter,
  createResource,
  custom,
  emptyAs,
  group,
  list,
  mergeAsync,
  object,
  prefer,
  serverManaged,
  set,
  text,
  trim,
  type Rule,
} from 'noclobber';
import { describe, expect, it } from 'vitest';
import { expectAsked, expectMerged } from './cases/outcome.js';

const editOf = (base: unknown, mine: unknown, theirs: unknown) => ({
  base: { x: base },
  mine: { x: mine },
  theirs: { x: theirs },
});
const rowPath = ['x', { key: 'id', value: 1 }];
interface Row {
  readonly id: number;
}

describe('rules inside of rows', () => {
  const stocked = { x: list<Row>({ key: 'id', item: object({ s: counter() }) }) };

  it.each([
    ['alone', []],
    ['beside a row that nobody changed', [{ id: 2, s: 1 }]],
  ])('count both changes where the lists came out equal: %s', (_case, others) => {
    const stock = (s: number) => [{ id: 1, s }, ...others];

    expectMerged(editOf(stock(10), stock(9), stock(9)), { x: stock(8) }, stocked);
  });

  it('count both changes where another row changed', () => {
    const stock = (s: number, other: number) => [
      { id: 1, s },
      { id: 2, s: 5, other },
    ];

    expectMerged(editOf(stock(10, 1), stock(9, 2), stock(9, 1)), { x: stock(8, 2) }, stocked);
  });

  it.each([
    ['only mine changed it', 2, 1],
    ['only theirs changed it', 1, 2],
    ['both changed it alike', 2, 2],
    ['both changed it, each in its own way', 2, 3],
  ])('take what the server manages from theirs: %s', (_case, mine, theirs) => {
    const rows = (version: number, title: string) => [{ id: 1, version, title }];
    const rules = { x: list<Row>({ key: 'id', item: object({ version: serverManaged() }) }) };

    for (const title of ['A', 'B']) {
      const edit = editOf(rows(1, 'A'), rows(mine, title), rows(theirs, 'A'));
      expectMerged(edit, { x: rows(theirs, title) }, rules);
    }
  });

  it('hold beside rows without an id, as long as these are told apart', () => {
    const item = object({ version: serverManaged(), s: counter() });
    const rules = { x: list<Row>({ key: 'id', item }) };
    const rows = (version: number, s: number, ...others: readonly object[]) => [
      { id: 1, version, s },
      ...others,
    ];

    expectMerged(
      editOf(rows(1, 10, { t: 5 }), rows(2, 9, { t: 5 }), rows(1, 9, { t: 5 })),
      { x: rows(1, 8, { t: 5 }) },
      rules,
    );
    expectMerged(
      editOf(rows(1, 10), rows(5, 10, { t: 1 }), rows(1, 10)),
      { x: rows(1, 10, { t: 1 }) },
      rules,
    );
    expectMerged(
      editOf(rows(1, 10), rows(1, 10, { t: 1 }), rows(1, 10, { t: 1 })),
      { x: rows(1, 10, { t: 1 }) },
      rules,
    );
  });

  it.each([
    ['by a rule', { x: list<Row>({ key: 'id' }) }],
    ['by their shape', {}],
  ])('keep the texts of rows apart whose ids are no ordinary numbers: %s', async (_case, rules) => {
    const ids = [NaN, Infinity, -Infinity];
    const rows = (first: string, last: string) =>
      ids.map((id) => ({ id, body: `${first}\n${id}\n${last}\n` }));
    const edit = editOf(rows('a', 'c'), rows('A', 'c'), rows('a', 'C'));
    const { conflicts, merged } = await mergeAsync<object>(edit, rules);

    expect(conflicts).toEqual([]);
    expect(merged).toEqual({ x: rows('A', 'C') });
  });
});

describe('a delete', () => {
  const rule = object({ body: text(), version: serverManaged(), note: atomic({ codecs: [emptyAs(null)] }) });
  const base = { id: 1, body: 'a\nb', version: 1, note: null };
  const places: readonly [string, Rule, (row: object | undefined) => unknown, typeof rowPath][] = [
    ['an object', rule, (row) => row, ['x']],
    ['a row', list<Row>({ key: 'id', item: rule }), (row) => (row ? [row] : []), rowPath],
  ];

  describe.each(places)('of %s', (_place, x, at, path) => {
    const gone = at(undefined);
    const left = gone === undefined ? {} : { x: gone };

    it.each([
      ['other line ends', { body: 'a\r\nb' }],
      ['what the server manages', { version: 2 }],
      ['what a codec takes for the same', { note: '' }],
      ['all of that', { body: 'a\r\nb', version: 2, note: '' }],
    ])('is done where the other side has only %s', (_case, noise) => {
      const noisy = at({ ...base, ...noise });
      const [here, there] = [editOf(at(base), gone, noisy), editOf(at(base), noisy, gone)];

      expect(expectMerged(here, left, { x }).changes).toMatchObject([{ path, kind: 'mine' }]);
      expect(expectMerged(there, left, { x }).changes).toMatchObject([{ path, kind: 'theirs' }]);
    });

    it.each([
      ['an edit', { body: 'a\nB' }],
      ['an edit beside what the server manages', { note: 'new', version: 2 }],
      ['a field of its own', { added: 1 }],
    ])('is asked about where the other side has %s', (_case, fields) => {
      const edited = { ...base, ...fields };
      const [here, there] = [editOf(at(base), gone, at(edited)), editOf(at(base), at(edited), gone)];

      expectAsked(here, [{ path, kind: 'delete/update', base, theirs: edited }], { x });
      expectAsked(there, [{ path, kind: 'update/delete', base, mine: edited }], { x });
    });
  });
});

describe('a group', () => {
  it('takes for no edit what its codecs take for none', () => {
    const place = group(['country', 'city'], { codecs: [emptyAs(null)] });
    const [base, mine, theirs] = [
      { country: null, city: 'Zagreb' },
      { country: '', city: 'Zagreb' },
      { country: 'AT', city: 'Graz' },
    ];

    expectMerged({ base, mine, theirs }, theirs, { place });
    expectMerged({ base, mine: theirs, theirs: mine }, theirs, { place });
    expectAsked(
      { base, mine, theirs },
      [{ path: ['place'], kind: 'group', of: 'group', base, mine, theirs }],
      { place: group(['country', 'city']) },
    );
  });
});

describe('a group of fields that may be missing', () => {
  it('reads a missing field through its codecs too', () => {
    const nullAsMissing = (value: unknown) => value ?? null;
    const place = group(['country', 'city'], { codecs: [nullAsMissing] });

    expectMerged(
      { base: { city: 'Z' }, mine: { country: null, city: 'Z' }, theirs: { city: 'W' } },
      { city: 'W' },
      { place },
    );
  });
});

describe('rules of one field', () => {
  it('are one: its own, or that of one group', () => {
    const twice = { a: atomic(), ab: group(['a', 'b']) };
    const shared = { ab: group(['a', 'b']), bc: group(['b', 'c']) };

    for (const rules of [twice, shared]) {
      expect(() => object<{ a: 1; b: 1; c: 1 }>(rules)).toThrow(TypeError);
      expect(() => createResource<{ id: string; a: 1; b: 1; c: 1 }>({ url: '/api/x', rules })).toThrow(
        TypeError,
      );
    }
  });
});

describe('codecs of a rule', () => {
  const noise = editOf('a', ' a ', 'b');

  it.each([
    ['prefer', prefer('mine', { codecs: [trim()] })],
    ['custom', custom(() => ({ conflict: true }), { codecs: [trim()] })],
  ])('say what is no edit: %s', (_name, rule) => {
    expectMerged(noise, { x: 'b' }, { x: rule });
    expectMerged({ ...noise, mine: noise.theirs, theirs: noise.mine }, { x: 'b' }, { x: rule });
  });

  it('say which items of a plain list are equal, and give them back as they were written', () => {
    const rules = { x: list<string>({ codecs: [trim()] }) };

    expectMerged(editOf(['a', 'b', 'c'], [' a', 'b', 'c'], ['a', 'b', 'd']), { x: ['a', 'b', 'd'] }, rules);
    expectMerged(editOf(['a', 'b', 'c'], ['A', 'b', 'c '], ['a', ' b', 'd']), { x: ['A', ' b', 'd'] }, rules);
  });
});

describe('a counter', () => {
  it.each([
    ['drifted', 1, [0.1, 0.1 + 0.2, 0.2], 0.4],
    ['written with an exponent', 7, [1e-7, 2e-7, 3e-7], 4e-7],
    ['larger than a fraction', 2, [10.5, 10.25, 11], 10.75],
  ] as const)('adds at a scale what is %s', (_case, scale, [base, mine, theirs], merged) => {
    expectMerged(editOf(base, mine, theirs), { x: merged }, { x: counter({ scale }) });
  });

  it('asks where a sum would not be exact', () => {
    const [base, mine, theirs] = [1, Number.MAX_SAFE_INTEGER, 3];

    expectAsked(editOf(base, mine, theirs), [{ path: ['x'], kind: 'update/update', base, mine, theirs }], {
      x: counter(),
    });
  });
});

describe('a set of objects', () => {
  it.each([
    ['a Set', (members: readonly object[]) => new Set(members)],
    ['a list', (members: readonly object[]) => members],
  ])('knows its members by content: %s', (_case, from) => {
    const members = (names: string) => from(Array.from(names, (name) => ({ name })));

    expectMerged(editOf(members('ab'), members('bc'), members('bacd')), { x: members('bcd') }, { x: set() });
  });

  it('is no edit of one with the same members, also where no rule says that it is a set', () => {
    const members = (names: string) => new Set(Array.from(names, (name) => ({ name })));

    expectMerged(editOf(members('ab'), members('ab'), members('abc')), { x: members('abc') });
  });
});

describe('a plain list', () => {
  it('asks where nobody knows which of equal items was meant', () => {
    const [base, mine, theirs] = [
      ['a', 'a', 'a'],
      ['a', 'a'],
      ['b', 'a', 'a'],
    ];
    const asked = { path: ['x'], kind: 'update/update', base } as const;

    expectAsked(editOf(base, mine, theirs), [{ ...asked, mine, theirs }], { x: list() });
    expectAsked(editOf(base, theirs, mine), [{ ...asked, mine: theirs, theirs: mine }], { x: list() });
  });
});
