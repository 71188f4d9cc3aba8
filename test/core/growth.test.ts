import { list, merge, rebase, set, text, type Rule } from 'noclobber';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// A wide limit, for a busy machine: only a time that grows with the square of the size breaks it.
describe('in bounded time', () => {
  let start = 0;
  beforeEach(() => {
    start = performance.now();
  });
  afterEach(() => {
    if (performance.now() - start > 10_000) throw new Error('That took more than 10 seconds.');
  });

  it.each<[string, number, Rule, (value: number) => unknown]>([
    ['8,000 objects of a plain list', 8_000, list(), (x) => ({ at: { x } })],
    ['20,000 dates of a plain list', 20_000, list(), (x) => new Date(x)],
    ['8,000 objects of a set', 8_000, set(), (x) => ({ at: { x } })],
  ])('merges %s', (_case, count, x, make) => {
    const base = Array.from({ length: count }, (_, index) => index);
    const [mine, theirs] = [[...base, count], base.with(1, -1)];
    const sides = { base: base.map(make), mine: mine.map(make), theirs: theirs.map(make) };
    const { conflicts, merged } = merge<object>(
      { base: { x: sides.base }, mine: { x: sides.mine }, theirs: { x: sides.theirs } },
      { x },
    );

    expect(conflicts).toEqual([]);
    expect(merged).toEqual({ x: [...theirs, count].map(make) });
  });

  it('merges 60,000 equal rows without a key', () => {
    const rows = Array.from({ length: 60_000 }, () => ({ v: 1 }));
    const { conflicts, merged } = merge(
      { base: { rows }, mine: { rows: [...rows, { v: 2 }] }, theirs: { rows: [{ v: 3 }, ...rows] } },
      { rows: list<{ id?: number; v: number }>({ key: 'id' }) },
    );

    expect(conflicts).toEqual([]);
    expect(merged.rows).toHaveLength(rows.length + 2);
  });

  it('rebases the picks of 8,000 hunks', () => {
    const lines = (word: string) => Array.from({ length: 8_000 }, (_, at) => `${word} ${at}\nkept ${at}\n`);
    const mergeBefore = (end: string) =>
      merge(
        {
          base: { x: lines('base').join('') },
          mine: { x: lines('mine').join('') },
          theirs: { x: lines('theirs').join('') + end },
        },
        { x: text() },
      );
    const [oldResult, newResult] = [mergeBefore(''), mergeBefore('the end\n')];
    const hunks = (oldResult.conflicts[0]?.hunks ?? []).map(({ kind }) =>
      kind === 'conflict' ? ({ pick: 'mine' } as const) : undefined,
    );

    expect(rebase([{ path: ['x'], hunks }], newResult, { oldResult })).toEqual([
      { path: ['x'], hunks: [...hunks, undefined] },
    ]);
    expect(hunks.filter(Boolean)).toHaveLength(8_000);
  });
});
