import { merge, resolve } from 'noclobber';
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
  ])('refuses %s', (_case, choice) => {
    expect(() => resolve(result, [choice])).toThrow(TypeError);
  });
});
