import { list, merge, set } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { expectAsked, expectMerged } from './outcome.js';

const rows = (...pairs: readonly (readonly [id: unknown, v: unknown])[]) =>
  pairs.map(([id, v]) => ({ id, v }));
const keyed = { x: list({ key: 'id' }) };
const row = (value: unknown) => ({ key: 'id', value });

describe('sets', () => {
  it('40: keeps what both added, theirs first', () => {
    const edit = { base: { x: ['a', 'b'] }, mine: { x: ['a', 'b', 'c'] }, theirs: { x: ['a', 'b', 'd'] } };

    expectMerged(edit, { x: ['a', 'b', 'd', 'c'] }, { x: set() });
  });

  it('41: removes what one removed and keeps what the other added', () => {
    const edit = { base: { x: ['a', 'b'] }, mine: { x: ['b'] }, theirs: { x: ['a', 'b', 'c'] } };

    expectMerged(edit, { x: ['b', 'c'] }, { x: set() });
  });

  it('42: merges a Set into a new one', () => {
    const edit = { base: { x: new Set([1]) }, mine: { x: new Set([1, 2]) }, theirs: { x: new Set([1]) } };
    const { merged } = expectMerged(edit, { x: new Set([1, 2]) }, { x: set() });

    expect((merged as typeof edit.mine).x).not.toBe(edit.mine.x);
  });
});

describe('plain lists', () => {
  it('43: removes in one place and adds in another', () => {
    const edit = { base: { x: [1, 2, 3] }, mine: { x: [1, 3] }, theirs: { x: [1, 2, 3, 4] } };

    expectMerged(edit, { x: [1, 3, 4] }, { x: list() });
  });

  it('44: asks where both added at one place, since nobody knows the order', () => {
    const edit = { base: { x: [1] }, mine: { x: [1, 2] }, theirs: { x: [1, 3] } };
    const asked = { path: ['x'], base: [1], mine: [1, 2], theirs: [1, 3] };

    expectAsked(edit, [{ ...asked, kind: 'insert/insert' }], { x: list() });
    expectAsked(edit, [{ ...asked, kind: 'update/update' }]);
  });

  it('56: asks where rows without a key were removed and edited side by side', () => {
    const [p, q, edited] = [{ name: 'p' }, { name: 'q' }, { name: 'q edited' }];
    const edit = { base: { x: [p, q] }, mine: { x: [q] }, theirs: { x: [p, edited] } };
    const asked = {
      path: ['x'],
      kind: 'update/update',
      base: [p, q],
      mine: [q],
      theirs: [p, edited],
    } as const;

    expectAsked(edit, [asked], { x: list() });
    expectAsked(edit, [asked]);
  });
});

describe('keyed lists', () => {
  it('45: puts an edit on the row it was made on, wherever it moved', () => {
    const edit = {
      base: { x: rows([1, 1], [2, 1], [3, 1]) },
      mine: { x: rows([3, 1], [1, 1], [2, 1]) },
      theirs: { x: rows([1, 1], [2, 2], [3, 1]) },
    };

    expectMerged(edit, { x: rows([3, 1], [1, 1], [2, 2]) });
    expectMerged(edit, { x: rows([3, 1], [1, 1], [2, 2]) }, keyed);
  });

  it('46: adds a row here and edits another there', () => {
    const edit = {
      base: { x: rows([1, 1]) },
      mine: { x: rows([1, 1], [2, 1]) },
      theirs: { x: rows([1, 9]) },
    };

    expectMerged(edit, { x: rows([1, 9], [2, 1]) }, keyed);
  });

  it('47: asks about a row that one removed and the other edited', () => {
    const edit = { base: { x: rows([1, 1]) }, mine: { x: [] }, theirs: { x: rows([1, 2]) } };
    const { merged } = expectAsked(
      edit,
      [{ path: ['x', row(1)], kind: 'delete/update', base: { id: 1, v: 1 }, theirs: { id: 1, v: 2 } }],
      keyed,
    );

    expect(merged).toStrictEqual({ x: rows([1, 2]) });
  });

  it('48: asks once about the order, and merges the rows all the same', () => {
    const edit = {
      base: { x: rows([1, 1], [2, 1], [3, 1]) },
      mine: { x: rows([3, 1], [1, 7], [2, 1]) },
      theirs: { x: rows([2, 8], [1, 1], [3, 1]) },
    };
    const order = { base: [1, 2, 3], mine: [3, 1, 2], theirs: [2, 1, 3] };
    const { merged } = expectAsked(edit, [{ path: ['x'], kind: 'order', of: 'order', ...order }], keyed);

    expect(merged).toStrictEqual({ x: rows([2, 8], [1, 7], [3, 1]) });
  });

  it('49: removes what one removed from the order the other made', () => {
    const edit = {
      base: { x: rows([1, 1], [2, 1], [3, 1]) },
      mine: { x: rows([3, 1], [1, 1], [2, 1]) },
      theirs: { x: rows([1, 1], [3, 1]) },
    };

    expectMerged(edit, { x: rows([3, 1], [1, 1]) }, keyed);
  });

  it('50: keeps both rows added at one place, theirs first', () => {
    const edit = {
      base: { x: rows([1, 1]) },
      mine: { x: rows([1, 1], ['A', 1]) },
      theirs: { x: rows([1, 1], ['B', 1]) },
    };

    expectMerged(edit, { x: rows([1, 1], ['B', 1], ['A', 1]) }, keyed);
  });

  it('51: merges a row that both added field by field', () => {
    const edit = { base: { x: [] }, mine: { x: [{ id: 5, q: 1 }] }, theirs: { x: [{ id: 5, q: 2 }] } };

    expectAsked(edit, [{ path: ['x', row(5), 'q'], kind: 'add/add', mine: 1, theirs: 2 }], keyed);
  });

  it.each([
    ['base', rows([1, 1], [1, 2]), rows([1, 3]), rows([1, 4])],
    ['mine', rows([1, 1]), rows([1, 1], [1, 2]), rows([1, 4])],
    ['theirs', rows([1, 1]), rows([1, 3]), rows([1, 1], [1, 2])],
  ])('52: asks once about the whole list where %s has a key twice', (_side, base, mine, theirs) => {
    const edit = { base: { x: base }, mine: { x: mine }, theirs: { x: theirs } };

    expectAsked(edit, [{ path: ['x'], kind: 'duplicate-key', base, mine, theirs }], keyed);
    expectMerged({ ...edit, theirs: { x: base } }, { x: mine }, keyed);
    expectMerged({ ...edit, mine: { x: base } }, { x: theirs }, keyed);
  });

  it('53: tells a number from a string in a key', () => {
    const edit = {
      base: { x: rows([1, 1], ['1', 1]) },
      mine: { x: rows([1, 2], ['1', 1]) },
      theirs: { x: rows([1, 1], ['1', 3]) },
    };

    expectMerged(edit, { x: rows([1, 2], ['1', 3]) }, keyed);
  });

  it('54: never matches rows without a key, however equal they are', () => {
    const edit = { base: { x: [] }, mine: { x: [{ v: 1 }, { v: 1 }] }, theirs: { x: [{ v: 1 }] } };

    expectMerged(edit, { x: [{ v: 1 }, { v: 1 }, { v: 1 }] }, keyed);
  });

  it('55: asks where a row was moved to another list and edited in the old one', () => {
    const [before, after] = [rows(['x', 1]), rows(['x', 2])];
    const edit = { base: { A: before, B: [] }, mine: { A: [], B: before }, theirs: { A: after, B: [] } };
    const asked = {
      path: ['A', row('x')],
      kind: 'delete/update',
      base: before[0],
      theirs: after[0],
    } as const;
    const both = { A: list({ key: 'id' }), B: list({ key: 'id' }) };

    expect(expectAsked(edit, [asked], both).merged).toStrictEqual({ A: after, B: before });
    expect(merge<object>(edit).conflicts).toHaveLength(1);
  });
});
