import { atomic, merge, object, type FieldConflict } from 'noclobber';
import { describe, expect, it } from 'vitest';

const conflictsOf = (edit: { base: object | null; mine: object; theirs: object }) =>
  merge<object>(edit).conflicts.map(({ path, kind }) => `${kind} /${path.join('/')}`);

describe('merge', () => {
  it('keeps both edits where they touch different fields', () => {
    const result = merge({ base: { x: 1, y: 1 }, mine: { x: 2, y: 1 }, theirs: { x: 1, y: 2 } });

    expect(result).toEqual({
      merged: { x: 2, y: 2 },
      conflicts: [],
      changes: [
        { path: ['x'], kind: 'mine', base: 1, mine: 2, theirs: 1, merged: 2 },
        { path: ['y'], kind: 'theirs', base: 1, mine: 1, theirs: 2, merged: 2 },
      ],
    });
  });

  it('asks where both changed one field, and holds theirs meanwhile', () => {
    const result = merge({ base: { x: 1 }, mine: { x: 2 }, theirs: { x: 3 } });

    expect(result.merged).toEqual({ x: 3 });
    expect(result.conflicts).toEqual<FieldConflict[]>([
      { path: ['x'], kind: 'update/update', base: 1, mine: 2, theirs: 3 },
    ]);
  });

  it('does not ask where both made the same edit', () => {
    const result = merge({ base: { x: 1 }, mine: { x: 2 }, theirs: { x: 2 } });

    expect(result.merged).toEqual({ x: 2 });
    expect(result.conflicts).toEqual([]);
    expect(result.changes).toMatchObject([{ kind: 'both' }]);
  });

  it('goes by state: what was typed and typed back is not an edit', () => {
    expect(merge({ base: { x: 1 }, mine: { x: 1 }, theirs: { x: 3 } }).merged).toEqual({ x: 3 });
  });

  it.each([
    ['null against missing', { x: 1 }, { x: null }, {}, ['update/delete /x']],
    ['a delete against an edit', { x: 1 }, {}, { x: 2 }, ['delete/update /x']],
    ['two different additions', {}, { x: 1 }, { x: 2 }, ['add/add /x']],
    ['values of different types', { x: { a: 1 } }, { x: [1] }, { x: { a: 2 } }, ['type /x']],
    ['null against an object edited inside', { x: { a: 1 } }, { x: null }, { x: { a: 2 } }, ['type /x']],
    ['an object removed against an edit inside', { a: { b: 1 } }, {}, { a: { b: 2 } }, ['delete/update /a']],
    ['lists, as one piece', { x: [1] }, { x: [1, 2] }, { x: [1, 3] }, ['update/update /x']],
  ])('asks once about %s', (_case, base, mine, theirs, expected) => {
    expect(conflictsOf({ base, mine, theirs })).toEqual(expected);
  });

  it.each([
    ['adding null is an edit', {}, { x: null }, {}, { x: null }],
    ['both removed it', { x: 1, y: 1 }, { y: 1 }, { y: 1 }, { y: 1 }],
    ['a delete against an untouched field', { x: 1, y: 1 }, { y: 1 }, { x: 1, y: 2 }, { y: 2 }],
    ['two objects added under one name', {}, { x: { a: 1 } }, { x: { b: 2 } }, { x: { b: 2, a: 1 } }],
    ['an own undefined is a missing key', { x: 1 }, { x: undefined }, { x: 1 }, {}],
    ['NaN is equal to itself', { x: Number.NaN }, { x: Number.NaN }, { x: 1 }, { x: 1 }],
    ['-0 is no edit of 0', { x: 0 }, { x: -0 }, { x: 5 }, { x: 5 }],
    ['a type can change', { x: 1 }, { x: '1' }, { x: 1 }, { x: '1' }],
    [
      'inside of objects',
      { a: { b: { c: 1, d: 1 } } },
      { a: { b: { c: 2, d: 1 } } },
      { a: { b: { c: 1, d: 2 } } },
      { a: { b: { c: 2, d: 2 } } },
    ],
    [
      'equal instants are no edit',
      { x: new Date(0) },
      { x: new Date(0) },
      { x: new Date(1) },
      { x: new Date(1) },
    ],
  ])('does not ask: %s', (_case, base: object, mine: object, theirs: object, merged: object) => {
    const result = merge({ base, mine, theirs });

    expect(result.conflicts).toEqual([]);
    expect(result.merged).toStrictEqual(merged);
  });

  it('orders keys as the base has them, then theirs, then mine', () => {
    const { merged } = merge<object>({
      base: { a: 1, b: 2 },
      mine: { b: 2, a: 1, mine: 1 },
      theirs: { theirs: 1, a: 1, b: 3 },
    });

    expect(Object.keys(merged)).toEqual(['a', 'b', 'theirs', 'mine']);
  });

  it('calls every difference a conflict when the base is not known', () => {
    expect(conflictsOf({ base: null, mine: { x: 1, y: 1, z: 1 }, theirs: { x: 2, y: 1 } })).toEqual([
      'add/add /x',
      'add/add /z',
    ]);
  });

  it('keeps instances whole and compares them by identity', () => {
    const [first, second, third] = [new Blob(['a']), new Blob(['a']), new Blob(['b'])];

    expect(merge({ base: { f: first }, mine: { f: second }, theirs: { f: first } }).merged.f).toBe(second);
    expect(conflictsOf({ base: { f: first }, mine: { f: second }, theirs: { f: third } })).toEqual([
      'atomic /f',
    ]);
  });

  it('never reaches a prototype', () => {
    const theirs = JSON.parse('{"a":{"__proto__":{"polluted":1},"constructor":"ACME"}}');
    const { merged } = merge<object>({ base: { a: {} }, mine: { a: {} }, theirs });

    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(JSON.stringify(merged)).toBe('{"a":{"__proto__":{"polluted":1},"constructor":"ACME"}}');
  });

  it('merges a field as its rule says', () => {
    const edit = {
      base: { at: { x: 1, y: 1 } },
      mine: { at: { x: 2, y: 1 } },
      theirs: { at: { x: 1, y: 2 } },
    };

    expect(merge(edit).conflicts).toEqual([]);
    expect(merge(edit, { at: atomic() }).conflicts).toMatchObject([{ path: ['at'] }]);
    expect(merge(edit, { at: object({ x: atomic() }) }).merged).toEqual({ at: { x: 2, y: 2 } });
  });
});
