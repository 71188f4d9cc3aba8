import { merge, resolve, text, type Choice, type HunkPick, type MergeResult } from 'noclobber';
import { describe, expect, it } from 'vitest';

const edit = {
  base: { title: 'A', price: 1, tags: ['x'], body: 'one\ntwo\nthree', gone: 1 as number | undefined },
  mine: { title: 'B', price: 2, tags: ['x', 'mine'], body: 'one\nmine\nthree', gone: undefined },
  theirs: { title: 'C', price: 1, tags: ['theirs'], body: 'one\ntheirs\nthree', gone: 2 },
};
const result = merge(edit);

describe('resolve', () => {
  it('takes the side that was picked and leaves the other conflicts open', () => {
    const resolved = resolve(result, [{ path: ['title'], pick: 'mine' }]);

    expect(resolved.merged.title).toBe('B');
    expect(resolved.conflicts.map(({ path }) => path[0])).toEqual(['tags', 'body', 'gone']);
  });

  it('gives the same in any order and in several steps', () => {
    const [title, tags] = [
      { path: ['title'], pick: 'theirs' } as const,
      { path: ['tags'], pick: 'mine' } as const,
    ];

    expect(resolve(result, [title, tags]).merged).toEqual(resolve(resolve(result, [tags]), [title]).merged);
  });

  it('takes a value that was typed, and removes a path that is to go', () => {
    expect(resolve(result, [{ path: ['title'], value: 'D' }]).merged.title).toBe('D');
    expect('gone' in resolve(result, [{ path: ['gone'], pick: 'mine' }]).merged).toBe(false);
  });

  it('keeps both lists: theirs, then what only mine has', () => {
    expect(resolve(result, [{ path: ['tags'], pick: 'both' }]).merged.tags).toEqual(['theirs', 'x', 'mine']);
  });

  it('keeps both texts, with what they share at either end once', () => {
    expect(resolve(result, [{ path: ['body'], pick: 'both' }]).merged.body).toBe('one\ntheirs\nmine\nthree');
  });

  it('undoes what had merged by itself', () => {
    expect(result.merged.price).toBe(2);
    expect(resolve(result, [{ path: ['price'], pick: 'theirs' }]).merged.price).toBe(1);
  });

  it('lets the last choice for a path count', () => {
    const choices = [
      { path: ['title'], pick: 'mine' } as const,
      { path: ['title'], pick: 'theirs' } as const,
    ];

    expect(resolve(result, choices).merged.title).toBe('C');
  });

  it.each([
    ['a path that neither conflicts nor changed', { path: ['nowhere'], pick: 'mine' } as const],
    ['"both" of two short values', { path: ['title'], pick: 'both' } as const],
    ['hunks of a value that has none', { path: ['title'], hunks: [] }],
    ['more or fewer hunks than a text has', { path: ['body'], hunks: [{ pick: 'mine' }] } as const],
  ])('refuses %s', (_case, choice) => {
    expect(() => resolve(result, [choice])).toThrow(TypeError);
  });

  it('refuses to keep both lists where they have two different rows of one id', () => {
    const both = { path: ['rows'], pick: 'both' } as const;
    const mergeRows = (...theirs: readonly { readonly id: number; readonly v: number }[]) =>
      merge({ base: null, mine: { rows: [{ id: 1, v: 1 }] }, theirs: { rows: theirs } });

    expect(() => resolve(mergeRows({ id: 1, v: 2 }), [both])).toThrow(TypeError);
    expect(resolve(mergeRows({ id: 1, v: 1 }, { id: 2, v: 2 }), [both]).merged.rows).toEqual([
      { id: 1, v: 1 },
      { id: 2, v: 2 },
    ]);
  });

  it('refuses to keep both lists of rows that nobody knows by an id, where nobody knows the base', () => {
    const unknown = merge({
      base: null,
      mine: { rows: [{ sku: 1, v: 1 }] },
      theirs: { rows: [{ sku: 1, v: 2 }] },
    });

    expect(() => resolve(unknown, [{ path: ['rows'], pick: 'both' }])).toThrow(TypeError);
  });
});

interface Texts {
  readonly x: string;
}
const mergeTexts = (base: string, mine: string, theirs: string) =>
  merge<Texts>({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } }, { x: text() });
const textAfter = (from: MergeResult<Texts>, ...choices: readonly Choice[]) =>
  resolve(from, choices).merged.x;

describe('resolve, in a text', () => {
  // A conflict in the first line, nothing in the second, an edit of mine in the third.
  const inConflict = mergeTexts('x\ny\nz\n', '1\ny\n2\n', '3\ny\nz\n');
  // Edits of neighbouring lines that words could merge, nothing in the third line, an edit of theirs in the fourth.
  const forReview = mergeTexts('A\nB\nc\nd\n', 'A1\nB\nc\nd\n', 'A\nB1\nc\nD\n');

  it.each<[HunkPick | undefined, string]>([
    [{ pick: 'base' }, 'x\n'],
    [{ pick: 'mine' }, '1\n'],
    [{ pick: 'theirs' }, '3\n'],
    [{ pick: 'both' }, '3\n1\n'],
    [{ pick: 'both', order: 'theirs-mine' }, '3\n1\n'],
    [{ pick: 'both', order: 'mine-theirs' }, '1\n3\n'],
    [{ text: 'typed\n' }, 'typed\n'],
    [{ text: '' }, ''],
  ])('takes for a hunk what was picked: %j', (pick, expected) => {
    const resolved = resolve(inConflict, [{ path: ['x'], hunks: [pick, undefined, undefined] }]);

    expect(resolved).toMatchObject({ conflicts: [], merged: { x: `${expected}y\n2\n` } });
  });

  it('leaves a hunk as it is for which nothing was picked', () => {
    const hunks = [undefined, undefined, { pick: 'base' } as const];
    const resolved = resolve(inConflict, [{ path: ['x'], hunks }]);

    expect(resolved.merged.x).toBe('3\ny\nz\n');
    expect(resolved.conflicts).toMatchObject([{ path: ['x'] }]);
    expect(textAfter(resolved, { path: ['x'], pick: 'mine' })).toBe('1\ny\nz\n');
  });

  it('lets the last choice count', () => {
    const [mine, theirs] = [
      { path: ['x'], pick: 'mine' },
      { path: ['x'], pick: 'theirs' },
    ] as const;
    const hunks = { path: ['x'], hunks: [{ text: 'typed\n' }, undefined, undefined] };

    expect(textAfter(inConflict, theirs, mine)).toBe('1\ny\n2\n');
    expect(textAfter(inConflict, mine, theirs)).toBe('3\ny\n2\n');
    expect(textAfter(inConflict, hunks, mine)).toBe('1\ny\n2\n');
    expect(textAfter(inConflict, mine, hunks)).toBe('typed\ny\n2\n');
  });

  it.each([
    ['mine', '1\ny\n2\n'],
    ['theirs', '3\ny\n2\n'],
    ['base', 'x\ny\n2\n'],
    ['both', '3\n1\ny\n2\n'],
  ] as const)(
    'settles by a pick what is in conflict, and keeps what had merged beside it: %s',
    (pick, expected) => {
      expect(textAfter(inConflict, { path: ['x'], pick })).toBe(expected);
    },
  );

  it.each([
    ['mine', 'A1\nB\nc\nD\n'],
    ['theirs', 'A\nB1\nc\nD\n'],
    ['base', 'A\nB\nc\nD\n'],
    ['both', 'A\nB1\nA1\nB\nc\nD\n'],
  ] as const)(
    'settles by a pick what wants a look, and keeps what had merged beside it: %s',
    (pick, expected) => {
      expect(forReview.merged.x).toBe('A1\nB1\nc\nD\n');
      expect(textAfter(forReview, { path: ['x'], pick })).toBe(expected);
    },
  );

  it('comes to the same in steps, and leaves alone what was settled in an earlier one', () => {
    const open = mergeTexts('a\nk\nb\n', 'a1\nk\nb1\n', 'a2\nk\nb2\n');
    const typed = { text: 'A\n' };
    const once = resolve(open, [{ path: ['x'], hunks: [typed, undefined, { pick: 'mine' }] }]);
    const first = resolve(open, [{ path: ['x'], hunks: [typed, undefined, undefined] }]);

    expect(once.changes).toMatchObject([{ kind: 'merged', merged: 'A\nk\nb1\n' }]);
    expect(resolve(first, [{ path: ['x'], hunks: [undefined, undefined, { pick: 'mine' }] }])).toEqual(once);
    expect(resolve(first, [{ path: ['x'], pick: 'mine' }])).toEqual(once);
  });

  it('says that a text wants a look until what words merged was looked at', () => {
    const open = mergeTexts('A\nB\nc\nd\n', 'A1\nB\nc\n1\n', 'A\nB1\nc\n2\n');
    const settled = resolve(open, [{ path: ['x'], pick: 'mine' }]);
    const read = resolve(settled, [{ path: ['x'], pick: 'theirs' }]);
    const typed = resolve(settled, [{ path: ['x'], hunks: [{ text: 'typed\n' }, undefined, undefined] }]);

    expect(settled.changes).toMatchObject([{ kind: 'auto', merged: 'A1\nB1\nc\n1\n' }]);
    expect(read.changes).toMatchObject([{ kind: 'merged', merged: 'A\nB1\nc\n1\n' }]);
    expect(typed.changes).toMatchObject([{ kind: 'merged', merged: 'typed\nc\n1\n' }]);
  });
});
