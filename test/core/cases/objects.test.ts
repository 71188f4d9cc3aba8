import { group, isUnmergeableError, merge, serverManaged } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { expectAsked, expectMerged } from './outcome.js';

describe('objects', () => {
  it('27: merges inside of objects', () => {
    const inside = (c: number, d: number) => ({ a: { b: { c, d } } });

    expectMerged({ base: inside(1, 1), mine: inside(2, 1), theirs: inside(1, 2) }, inside(2, 2));
  });

  it('28: asks at the removed object about an edit inside of it', () => {
    expectAsked({ base: { a: { b: { c: 1 } } }, mine: {}, theirs: { a: { b: { c: 2 } } } }, [
      { path: ['a'], kind: 'delete/update', base: { b: { c: 1 } }, theirs: { b: { c: 2 } } },
    ]);
  });

  it('29: takes a renamed field for one removed and one added', () => {
    const { merged } = expectAsked({ base: { a: 1 }, mine: { b: 1 }, theirs: { a: 2 } }, [
      { path: ['a'], kind: 'delete/update', base: 1, theirs: 2 },
    ]);
    expect(merged).toStrictEqual({ a: 2, b: 1 });
  });

  it('30: takes the order of keys for no edit, and gives one that does not depend on mine', () => {
    const { merged } = expectMerged(
      { base: { a: 1, b: 2 }, mine: { mine: 1, b: 2, a: 1 }, theirs: { theirs: 1, a: 1, b: 3 } },
      { a: 1, b: 3, theirs: 1, mine: 1 },
    );
    expect(Object.keys(merged)).toEqual(['a', 'b', 'theirs', 'mine']);
  });

  it('31: asks about a group as one, and merges its fields apart where none is declared', () => {
    const [base, mine, theirs] = [
      { country: 'HR', city: 'Zagreb' },
      { country: 'AT', city: 'Zagreb' },
      { country: 'HR', city: 'Split' },
    ];
    const { merged } = expectAsked(
      { base, mine, theirs },
      [{ path: ['place'], kind: 'group', of: 'group', base, mine, theirs }],
      { place: group(['country', 'city']) },
    );

    expect(merged).toStrictEqual(theirs);
    expectMerged({ base, mine, theirs }, { country: 'AT', city: 'Split' });
  });

  it('32: takes what the server manages from theirs, and does not tell', () => {
    const { changes } = expectMerged(
      {
        base: { v: 7, updatedAt: 't1', x: 1 },
        mine: { v: 7, updatedAt: 'typed', x: 2 },
        theirs: { v: 8, updatedAt: 't2', x: 1 },
      },
      { v: 8, updatedAt: 't2', x: 2 },
      { v: serverManaged(), updatedAt: serverManaged() },
    );
    expect(changes).toStrictEqual([{ path: ['x'], kind: 'mine', base: 1, mine: 2, theirs: 1, merged: 2 }]);
  });

  it('33: keeps a key called __proto__ as data', () => {
    const theirs = JSON.parse('{"a":{"__proto__":{"p":1}}}') as { a: object };
    const { merged } = merge<{ a: object }>({ base: { a: {} }, mine: { a: {} }, theirs });

    expect(JSON.stringify(merged)).toBe('{"a":{"__proto__":{"p":1}}}');
    expect(Object.getPrototypeOf(merged.a)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });

  it('34: keeps fields called like methods', () => {
    const edit = { base: {}, mine: { constructor: 'ACME' }, theirs: { toString: 'x' } };

    expectMerged(edit, { toString: 'x', constructor: 'ACME' });
  });

  it('35: keeps a file by reference and compares it by identity', () => {
    const [first, second] = [new File(['a'], 'a.txt'), new File(['a'], 'a.txt')];
    const result = merge({ base: { f: first }, mine: { f: second }, theirs: { f: first } });

    expect(result.conflicts).toEqual([]);
    expect(result.merged.f).toBe(second);
  });

  it('36: asks where both put another file, and never looks inside', () => {
    const [base, mine, theirs] = ['a', 'b', 'c'].map((text) => new File([text], 'a.txt'));

    expectAsked({ base: { f: base }, mine: { f: mine }, theirs: { f: theirs } }, [
      { path: ['f'], kind: 'atomic', base, mine, theirs },
    ]);
  });

  it('37: refuses cycles with a typed error, and merges what is only shared', () => {
    const cyclic = (x: number) => {
      const record: Record<string, unknown> = { x };
      return Object.assign(record, { self: { inner: record } });
    };
    const sharing = (x: number) => {
      const shared = { x };
      return { left: shared, right: shared };
    };

    expect(isRefused(() => merge({ base: cyclic(1), mine: cyclic(2), theirs: cyclic(3) }))).toBe(true);
    expectMerged({ base: sharing(1), mine: sharing(2), theirs: sharing(1) }, sharing(2));
  });

  it('38: refuses 10,000 levels with a typed error, and merges 900', () => {
    const nested = (levels: number, leaf: number) =>
      Array.from({ length: levels }).reduce<object>((inner) => ({ inner }), { leaf });
    const edit = (levels: number) => ({
      base: nested(levels, 1),
      mine: nested(levels, 2),
      theirs: nested(levels, 1),
    });

    expect(isRefused(() => merge(edit(10_000)))).toBe(true);
    expect(JSON.stringify(merge(edit(900)).merged)).toBe(JSON.stringify(nested(900, 2)));
  });

  it('39: leaves frozen inputs as they are, and shares no part of the result with two of them', () => {
    const freeze = (value: object): object => {
      for (const inner of Object.values(value)) if (typeof inner === 'object') freeze(inner);
      return Object.freeze(value);
    };
    const inside = (a: number, b: number) => ({
      a: { x: a },
      b: { x: b },
      c: [{ x: 1 }],
      d: { e: { x: 1 } },
    });
    const inputs = [inside(1, 1), inside(2, 1), inside(1, 2)].map(freeze);
    const [base = {}, mine = {}, theirs = {}] = inputs;
    const before = JSON.stringify(inputs);
    const { merged } = expectMerged({ base, mine, theirs }, inside(2, 2));

    expect(JSON.stringify(inputs)).toBe(before);
    for (const part of partsOf(merged)) {
      expect(inputs.filter((input) => partsOf(input).has(part)).length).toBeLessThanOrEqual(1);
    }
  });
});

function isRefused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    return isUnmergeableError(error);
  }
}
function partsOf(value: object, parts = new Set<object>()): Set<object> {
  parts.add(value);
  for (const inner of Object.values(value)) if (typeof inner === 'object') partsOf(inner, parts);
  return parts;
}
