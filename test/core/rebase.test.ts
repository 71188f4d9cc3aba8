import { merge, rebase, resolve, text, type Choice } from 'noclobber';
import { describe, expect, it } from 'vitest';

const mergeField = (base: unknown, mine: unknown, theirs: unknown) =>
  merge<{ x: unknown }>({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } });
const mergeTexts = (base: string, mine: string, theirs: string) =>
  merge({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } }, { x: text() });
const pickMine = { path: ['x'], pick: 'mine' } as const;

describe('rebase', () => {
  it.each<Choice>([pickMine, { path: ['x'], pick: 'base' }, { path: ['x'], value: 4 }])(
    'keeps a choice whose sides are what they were: %j',
    (choice) => {
      expect(rebase([choice], mergeField(1, 2, 3), { oldResult: mergeField(1, 2, 3) })).toEqual([choice]);
    },
  );

  it.each([
    ['the base', mergeField(0, 2, 3)],
    ['mine', mergeField(1, 4, 3)],
    ['theirs', mergeField(1, 2, 4)],
    ['theirs back to the base', mergeField(1, 2, 1)],
    ['theirs to mine', mergeField(1, 2, 2)],
    ['mine and theirs back to the base', mergeField(1, 1, 1)],
  ])('drops a choice where this changed: %s', (_case, newResult) => {
    expect(rebase([pickMine], newResult, { oldResult: mergeField(1, 2, 3) })).toEqual([]);
  });

  it('75: drops what was settled where the theirs it was settled against is the base, since it is not asked again', () => {
    const [base, mine, theirs] = [
      { title: 'A', price: 1 },
      { title: 'Mine', price: 2 },
      { title: 'Theirs', price: 1 },
    ];
    const choices = [{ path: ['title'], pick: 'mine' } as const];
    const oldResult = merge({ base, mine, theirs });
    const settled = resolve(oldResult, choices).merged;
    const newResult = merge({ base: theirs, mine: settled, theirs: { ...theirs, price: 3 } });

    expect(rebase(choices, newResult, { oldResult })).toEqual([]);
    expect(newResult.merged.title).toBe('Mine');
    expect(newResult.conflicts).toMatchObject([{ path: ['price'], base: 1, mine: 2, theirs: 3 }]);
  });

  it('keeps the choice of an order where an unrelated row came, and drops it where a row was moved', () => {
    const rows = (...ids: readonly number[]) => ids.map((id) => ({ id }));
    const [base, mine] = [rows(1, 2, 3), rows(3, 1, 2)];
    const oldResult = mergeField(base, mine, rows(2, 1, 3));
    const newResult = mergeField(base, mine, rows(2, 1, 9, 3));
    const choices = rebase([pickMine], newResult, { oldResult });

    expect(choices).toEqual([pickMine]);
    expect(resolve(newResult, choices)).toMatchObject({ conflicts: [], merged: { x: rows(3, 1, 9, 2) } });
    expect(rebase([pickMine], mergeField(base, mine, rows(2, 3, 1)), { oldResult })).toEqual([]);
  });
});

describe('rebase of a choice for a text', () => {
  const [base, mine] = ['top\nk\na\nl\nb\n', 'top\nk\n1\nl\n2\n'];
  const oldResult = mergeTexts(base, mine, 'top\nk\n3\nl\n4\n');
  const hunks = [undefined, { pick: 'mine' }, undefined, { text: 'typed\n' }] as const;

  it('moves the picks to the same hunks where theirs changed another line', () => {
    const newResult = mergeTexts(base, mine, 'TOP\nk\n3\nl\n4\n');
    const choices = rebase([{ path: ['x'], hunks }], newResult, { oldResult });

    expect(choices).toEqual([{ path: ['x'], hunks: [undefined, ...hunks] }]);
    expect(resolve(newResult, choices)).toMatchObject({
      conflicts: [],
      merged: { x: 'TOP\nk\n1\nl\ntyped\n' },
    });
  });

  it.each<Choice>([{ path: ['x'], hunks }, pickMine])('asks about the hunks that changed: %j', (choice) => {
    const newResult = mergeTexts(base, mine, 'top\nk\n3\nl\n5\n');
    const choices = rebase([choice], newResult, { oldResult });
    const open = resolve(newResult, choices).conflicts.flatMap((conflict) => conflict.hunks ?? []);

    expect(choices).toEqual([{ path: ['x'], hunks: [undefined, { pick: 'mine' }, undefined, undefined] }]);
    expect(open.filter(({ kind }) => kind === 'conflict')).toMatchObject([{ mine: '2\n', theirs: '5\n' }]);
  });

  it('moves a pick for what wants a look to the same hunks', () => {
    const [start, here, there] = ['A\nB\nc\nd\ne\n', 'A1\nB\nc\nd\ne\n', 'A\nB1\nc\nd\n'];
    const [before, now] = [mergeTexts(start, here, `${there}e\n`), mergeTexts(start, here, `${there}E\n`)];
    const choices = rebase([pickMine], now, { oldResult: before });

    expect(before.changes).toMatchObject([{ kind: 'auto' }]);
    expect(resolve(now, choices).merged.x).toBe('A1\nB\nc\nd\nE\n');
  });

  it('keeps a typed text only where all sides are what they were', () => {
    const typed = { path: ['x'], value: 'typed\n' };

    expect(rebase([typed], mergeTexts(base, mine, 'top\nk\n3\nl\n4\n'), { oldResult })).toEqual([typed]);
    expect(rebase([typed], mergeTexts(base, mine, 'TOP\nk\n3\nl\n4\n'), { oldResult })).toEqual([]);
  });

  it.each([
    ['fewer', 2, []],
    ['as many', 3, [{ pick: 'mine' }, { pick: 'base' }, { pick: 'theirs' }]],
    ['more', 4, []],
  ] as const)(
    'knows none of several equal hunks again unless there are as many: %s',
    (_case, count, kept) => {
      const mergeAlike = (times: number, end: string) =>
        mergeTexts('a\nk\n'.repeat(times), '1\nk\n'.repeat(times), '2\nk\n'.repeat(times) + end);
      const before = mergeAlike(3, '');
      const [first, second, third] = [{ pick: 'mine' }, { pick: 'base' }, { pick: 'theirs' }] as const;
      const picks = [first, undefined, second, undefined, third, undefined];
      const newResult = mergeAlike(count, 'end\n');
      const choices = rebase([{ path: ['x'], hunks: picks }], newResult, { oldResult: before });

      expect(choices.flatMap((choice) => ('hunks' in choice ? choice.hunks.filter(Boolean) : []))).toEqual(
        kept,
      );
    },
  );
});
