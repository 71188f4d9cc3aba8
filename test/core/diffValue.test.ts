import { diffValue } from 'noclobber';
import { describe, expect, it } from 'vitest';

describe('diffValue', () => {
  it('shows the fields of an object, those that were added last', () => {
    expect(diffValue({ a: 1, b: 2, c: 3 }, { d: 4, b: 9, a: 1 })).toStrictEqual([
      { kind: 'same', name: 'a', before: 1, after: 1 },
      { kind: 'changed', name: 'b', before: 2, after: 9 },
      { kind: 'removed', name: 'c', before: 3 },
      { kind: 'added', name: 'd', after: 4 },
    ]);
  });

  it('shows an inner value as one part, the same where its content is', () => {
    expect(diffValue({ a: { x: [1] }, b: { x: [1] } }, { a: { x: [1] }, b: { x: [2] } })).toStrictEqual([
      { kind: 'same', name: 'a', before: { x: [1] }, after: { x: [1] } },
      { kind: 'changed', name: 'b', before: { x: [1] }, after: { x: [2] } },
    ]);
  });

  it('knows the items of a list by their ids, and shows what is gone where it stood', () => {
    const before = [
      { id: 'a', v: 1 },
      { id: 'b', v: 1 },
      { id: 'c', v: 1 },
    ];
    const after = [
      { id: 'a', v: 1 },
      { id: 'c', v: 2 },
      { id: 'd', v: 1 },
    ];

    expect(diffValue(before, after)).toStrictEqual([
      { kind: 'same', name: 'a', before: before[0], after: after[0], from: 0, to: 0 },
      { kind: 'removed', name: 'b', before: before[1], from: 1 },
      { kind: 'changed', name: 'c', before: before[2], after: after[1], from: 2, to: 1 },
      { kind: 'added', name: 'd', after: after[2], to: 2 },
    ]);
  });

  it.each([
    ['without ids', [{ n: 1 }, { n: 2 }], [{ n: 2 }, { n: 3 }]],
    ['of which two have one id', [{ id: 1, n: 1 }, { id: 1 }], [{ id: 1 }, { id: 1, n: 3 }]],
    ['of texts', ['a', 'b'], ['b', 'c']],
  ])('knows items by their content: %s', (_case, before, after) => {
    expect(diffValue(before, after)).toStrictEqual([
      { kind: 'removed', before: before[0], from: 0 },
      { kind: 'same', before: before[1], after: after[0], from: 1, to: 0 },
      { kind: 'added', after: after[1], to: 1 },
    ]);
  });

  it('counts equal items', () => {
    expect(diffValue(['a', 'b', 'a'], ['a'])).toStrictEqual([
      { kind: 'same', before: 'a', after: 'a', from: 0, to: 0 },
      { kind: 'removed', before: 'b', from: 1 },
      { kind: 'removed', before: 'a', from: 2 },
    ]);
  });

  it.each([
    ['with ids', { id: 1 }, { id: 2 }, { id: 3 }],
    ['without ids', 'a', 'b', 'c'],
  ])('shows the items that were moved, not those that made room: %s', (_case, first, second, third) => {
    expect(diffValue([first, second, third], [third, first, second])).toMatchObject([
      { kind: 'moved', after: third, from: 2, to: 0 },
      { kind: 'same', after: first, from: 0, to: 1 },
      { kind: 'same', after: second, from: 1, to: 2 },
    ]);
  });

  it('shows a moved item that changed as changed, with both its places', () => {
    const [first, second] = [{ id: 1 }, { id: 2 }];

    expect(diffValue([first, second, { id: 3, v: 1 }], [{ id: 3, v: 2 }, first, second])).toMatchObject([
      { kind: 'changed', name: 3, from: 2, to: 0 },
      { kind: 'same', name: 1, from: 0, to: 1 },
      { kind: 'same', name: 2, from: 1, to: 2 },
    ]);
  });

  it('shows the members of a set by their content, without places', () => {
    expect(diffValue(new Set(['a', { n: 1 }]), new Set([{ n: 1 }, 'c']))).toStrictEqual([
      { kind: 'removed', before: 'a' },
      { kind: 'same', before: { n: 1 }, after: { n: 1 } },
      { kind: 'added', after: 'c' },
    ]);
  });

  it.each([null, undefined])('takes a side that is %s for empty', (none) => {
    expect(diffValue(none, { a: 1 })).toStrictEqual([{ kind: 'added', name: 'a', after: 1 }]);
    expect(diffValue({ a: 1 }, none)).toStrictEqual([{ kind: 'removed', name: 'a', before: 1 }]);
    expect(diffValue(none, ['a'])).toStrictEqual([{ kind: 'added', after: 'a', to: 0 }]);
    expect(diffValue(new Set(['a']), none)).toStrictEqual([{ kind: 'removed', before: 'a' }]);
  });

  it('shows as one part without a name what has no parts, or not the same ones', () => {
    expect(diffValue('a', 'a')).toStrictEqual([{ kind: 'same', before: 'a', after: 'a' }]);
    expect(diffValue(1, 2)).toStrictEqual([{ kind: 'changed', before: 1, after: 2 }]);
    expect(diffValue(null, 2)).toStrictEqual([{ kind: 'changed', before: null, after: 2 }]);
    expect(diffValue(undefined, 2)).toStrictEqual([{ kind: 'added', after: 2 }]);
    expect(diffValue([1], { a: 1 })).toStrictEqual([{ kind: 'changed', before: [1], after: { a: 1 } }]);
  });
});
