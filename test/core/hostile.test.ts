import {
  diffText,
  diffValue,
  isUnmergeableError,
  list,
  merge,
  mergeAsync,
  resolve,
  set,
  text,
  type MergeResult,
} from 'noclobber';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Sides = readonly [base: unknown, mine: unknown, theirs: unknown];
const rules = { text: text(), list: list(), rows: list<{ id: number }>({ key: 'id' }), set: set() };
/** A name without a rule, and every rule that walks into what it is given. */
const names = ['free', 'text', 'list', 'rows', 'set'] as const;

vi.setConfig({ testTimeout: 90_000 });

describe('the merge engine on hostile input', () => {
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, Set.prototype, String.prototype];
  const ownNames = () => prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String).toSorted());
  let before: string[][] = [];
  let start = 0;
  beforeEach(() => {
    before = ownNames();
    start = performance.now();
  });
  afterEach(() => {
    if (ownNames().join() !== before.join()) throw new Error('A prototype was changed.');
    // Only growth with the square of what comes in breaks a limit as wide as this.
    if (performance.now() - start > 60_000) throw new Error('That took more than a minute.');
  });

  describe.each(names)('in the field %j', (name) => {
    it.each<[string, () => Sides]>([
      ['keys called __proto__', () => parsed('{"__proto__":{"x":1}}', '{"__proto__":{"x":2}}', '{"a":1}')],
      [
        'keys called constructor',
        () => parsed('{"constructor":{"prototype":{"x":1}}}', '{}', '{"toString":1}'),
      ],
      [
        'rows called __proto__',
        () => parsed('[]', '[{"id":"__proto__","x":1}]', '[{"id":"__proto__","x":2}]'),
      ],
      [
        'rows that are no objects',
        () => [
          [{ id: 1 }, null],
          [{ id: 1 }, 2, 'x'],
          [[], { id: {} }, { id: NaN }],
        ],
      ],
      ['lone surrogates', () => ['\ud83d\n\ude00\n', '\ud83d\n\ude00\n\ud83d', '\ude00\ud83d\n']],
      ['sparse lists', () => [sparse([0, 1], [3, 1]), sparse([0, 1], [3, 2]), sparse([1, 1], [5, 1])]],
      [
        'a list with a length of its own',
        () => [[1], Object.assign([1, 2], { x: 1 }), Array.from({ length: 9, 3: 1 })],
      ],
      ['objects without a prototype', () => [bare({ x: 1 }), bare({ x: 2 }), bare({ x: 1, y: bare({}) })]],
      ['instances', () => [new Money(1), new Money(2), new Money(3)]],
      ['an instance against an object', () => [{ cents: 1 }, new Money(2), { cents: 3 }]],
      ['functions, symbols and big numbers', () => [{ f: () => 1 }, { f: Symbol('f') }, { f: 10n }]],
      ['Maps and typed arrays', () => [new Map([[1, 1]]), new Map([[1, 2]]), new Uint8Array(3)]],
      ['boxed values', () => [Object('a\nb'), Object('a\nc'), Object(1)]],
      ['Sets of objects', () => [new Set([{ x: 1 }]), new Set([{ x: 1 }, { x: 2 }]), new Set([NaN, {}])]],
      ['getters', () => [getting(1), getting(2), getting(3)]],
      ['a field called length', () => [{ length: 1e9 }, { length: 1e9, x: 1 }, { length: 2 }]],
      ['a proxy', () => [new Proxy({ x: 1 }, {}), new Proxy({ x: 2 }, {}), new Proxy([3], {})]],
    ])('takes %s, whole or merged, and leaves it as it was', async (_case, make) => {
      const sides = make().map(frozen) as unknown as Sides;
      const told = sides.map(inWords);
      const result = await mergedAs(name, sides);

      expect(result).not.toBeTypeOf('string');
      expect(sides.map(inWords)).toEqual(told);
    });

    it.each<[string, () => Sides]>([
      ['an object in itself', () => [circle(1), circle(2), circle(3)]],
      ['a list in itself', () => [[ring(1)], [ring(2)], [ring(3)]]],
      ['two objects in each other', () => [pair(1), pair(2), pair(3)]],
      ['10,000 levels of objects', () => [deep(10_000, 1), deep(10_000, 2), deep(10_000, 3)]],
      ['10,000 levels of lists', () => [deepList(1), deepList(2), deepList(3)]],
      ['100,000 levels on one side', () => [deep(10, 1), deep(100_000, 2), deep(100_000, 1)]],
    ])('refuses %s with a typed error, or takes it whole', async (_case, make) => {
      const result = await mergedAs(name, make());

      const paths = typeof result === 'string' ? [] : result.conflicts.map(({ path }) => path);
      expect(typeof result === 'string' ? result : 'refused').toBe('refused');
      expect(paths.filter((path) => path.length !== 1)).toEqual([]);
    });
  });

  it.each<[string, Sides]>([
    ['one character', ['a'.repeat(1e6), `${'a'.repeat(1e6)}b`, 'a'.repeat(999_999)]],
    ['one word', ['a '.repeat(5e5), `b ${'a '.repeat(5e5)}`, 'a '.repeat(499_999)]],
    ['one line', ['a\n'.repeat(5e5), `b\n${'a\n'.repeat(5e5)}`, 'a\n'.repeat(499_999)]],
    ['line ends', ['\n'.repeat(1e6), '\r\n'.repeat(5e5), '\n'.repeat(999_999)]],
    ['one sign', ['.'.repeat(1e6), `${'.'.repeat(1e6)}b`, '.'.repeat(999_999)]],
    ['full stops and quotes', ['."'.repeat(5e5), `${'."'.repeat(5e5)}b`, '."'.repeat(499_999)]],
    ['one emoji', ['👍'.repeat(5e5), `${'👍'.repeat(5e5)}b`, '👍'.repeat(499_999)]],
    ['marks on one letter', [`e${'\u0301'.repeat(1e6)}`, `e${'\u0301'.repeat(1e6)}b`, 'e']],
    ['halves of characters', ['\ud83d'.repeat(1e6), `${'\ud83d'.repeat(1e6)}b`, '\ude00'.repeat(1e6)]],
  ])('takes a megabyte of %s in bounded time', async (_case, sides) => {
    const [base, mine, theirs] = sides as readonly [string, string, string];
    const result = await mergedAs('text', sides);

    expect(result).not.toBeTypeOf('string');
    for (const [a, b] of [
      [base, mine],
      [mine, theirs],
    ] as const) {
      const parts = diffText(a, b);
      const without = (kind: string) => parts.map((part) => (part.kind === kind ? '' : part.text)).join('');
      expect(without('ins') === a && without('del') === b).toBe(true);
    }
  });

  it('takes 100,000 rows that changed, came, went and moved, in bounded time', async () => {
    const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, qty: 1 }));
    const mine = rows.map((row) => (row.id % 10 === 0 ? { ...row, qty: 2 } : row)).toReversed();
    const theirs = [...rows.filter(({ id }) => id % 7 !== 0), { id: -1, qty: 1 }];
    const result = await mergedAs('rows', [rows, mine, theirs]);

    if (typeof result === 'string') throw new Error(result);
    expect(result.conflicts.length).toBe(rows.filter(({ id }) => id % 70 === 0).length);
    expect(result.merged).toHaveProperty('rows.length', theirs.length);
  });

  it('settles 1,000 questions about 10,000 rows in bounded time', () => {
    const rows = (qty: (id: number) => number) =>
      Array.from({ length: 10_000 }, (_, id) => ({ id, qty: qty(id) }));
    const edit = (qty: number) => rows((id) => (id % 10 === 0 ? qty : 1));
    const result = merge({
      base: { rows: rows(() => 1) },
      mine: { rows: edit(2).toReversed() },
      theirs: { rows: edit(3) },
    });
    const picks = result.conflicts.map(({ path }) => ({ path, pick: 'mine' as const }));

    expect(picks).toHaveLength(1_000);
    expect(resolve(result, picks)).toMatchObject({ conflicts: [], merged: { rows: edit(2).toReversed() } });
  });

  it('takes 300,000 lines and items that occur once, first and last changed', async () => {
    const all = Array.from({ length: 300_000 }, (_, index) => `${index}`);
    const sides = [all, all.with(0, 'first').with(-1, 'last'), all.with(150_000, 'middle')] as const;
    const texts = sides.map((items) => items.join('\n')) as unknown as Sides;

    expect(await mergedAs('list', sides)).toHaveProperty('conflicts', []);
    expect(await mergedAs('text', texts)).toHaveProperty('conflicts', []);
  });

  it('takes 100,000 members, items and fields in bounded time', async () => {
    const all = Array.from({ length: 100_000 }, (_, index) => `${index}`);
    const sides = [all, all.filter((_, index) => index % 9 > 0), all.toReversed()] as const;
    const asFields = (names: readonly string[]) => Object.fromEntries(names.map((field) => [field, 1]));

    expect(await mergedAs('set', sides)).toHaveProperty('conflicts', []);
    expect(await mergedAs('list', sides)).toHaveProperty('conflicts.length', 1);
    expect(await mergedAs('free', sides.map(asFields) as unknown as Sides)).toHaveProperty('conflicts', []);
  });
});

/** Merges a field both ways, takes mine everywhere; returns the result, or why it was refused. */
async function mergedAs(name: string, [base, mine, theirs]: Sides): Promise<MergeResult<object> | string> {
  const edit = { base: { [name]: base }, mine: { [name]: mine }, theirs: { [name]: theirs } };
  try {
    diffValue(base, mine);
    diffValue(mine, theirs);
    const result = merge<object>(edit, rules);
    const paths = [...result.conflicts, ...result.changes].slice(0, 2).map(({ path }) => path);
    resolve(
      result,
      paths.map((path) => ({ path, pick: 'mine' })),
    );
    expect((await mergeAsync<object>(edit, rules)).conflicts.length).toBe(result.conflicts.length);
    return result;
  } catch (error) {
    if (!isUnmergeableError(error)) throw error;
    const refusal = await mergeAsync<object>(edit, rules).catch((refused: unknown) => refused);
    return isUnmergeableError(refusal) ? 'refused' : '`mergeAsync` does not refuse it';
  }
}

class Money {
  constructor(readonly cents: number) {}
}

function parsed(...texts: readonly [string, string, string]): Sides {
  return texts.map((json) => JSON.parse(json) as unknown) as unknown as Sides;
}

function sparse(...items: readonly (readonly [at: number, item: number])[]): number[] {
  const made: number[] = [];
  for (const [at, item] of items) made[at] = item;
  return made;
}

function bare(fields: object): object {
  return Object.assign(Object.create(null) as object, fields);
}

function getting(x: number): object {
  return Object.defineProperty({}, 'x', { get: () => x, enumerable: true });
}

function circle(x: number): object {
  const made = { x, self: {} };
  made.self = made;
  return made;
}

function ring(x: number): unknown[] {
  const made: unknown[] = [x];
  made.push(made);
  return made;
}

function pair(x: number): object {
  const [left, right]: Record<string, unknown>[] = [{ x }, { x }];
  return Object.assign(left ?? {}, { right: Object.assign(right ?? {}, { left }) });
}

function deep(levels: number, leaf: unknown): object {
  let made: object = { leaf };
  for (let level = 0; level < levels; level++) made = { made };
  return made;
}

function deepList(leaf: unknown): unknown[] {
  let made = [leaf];
  for (let level = 0; level < 10_000; level++) made = [made];
  return made;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

function inWords(value: unknown): string {
  const known = (_name: string, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner);
  const members = value instanceof Set || value instanceof Map ? [...value] : [];
  return JSON.stringify([value, members, Object.prototype.toString.call(value)], known);
}
