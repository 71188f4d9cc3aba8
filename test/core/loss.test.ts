import { merge } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { joinBoth, lossOf, pickHunk } from '../../src/core/index.js';

const base = { body: 'one\ntwo\nthree\nfour\nfive\n' };
const mine = { body: 'one, mine\ntwo\nthree\nfour\nfive, mine\n' };
const theirs = { body: 'one, theirs\ntwo\nthree\nfour\nfive, theirs\n' };
const [entry] = merge({ base, mine, theirs }).conflicts;
if (!entry) throw new Error('The texts do not conflict.');
const asked = entry.hunks?.flatMap(({ kind }, at) => (kind === 'conflict' ? at : [])) ?? [];
const [first = -1, last = -1] = asked;

describe('what theirs loses by a choice', () => {
  it('is nothing where theirs or both is kept', () => {
    expect(lossOf(entry, { path: ['body'], pick: 'theirs' })).toBe('nothing');
    expect(lossOf(entry, { path: ['body'], pick: 'both' })).toBe('nothing');
    expect(lossOf(entry, { path: ['body'], value: theirs.body })).toBe('nothing');
  });

  it('is part of a text where one stretch of it goes', () => {
    const choice = pickHunk(entry, {
      choice: { path: ['body'], pick: 'theirs' },
      at: last,
      pick: { pick: 'mine' },
    });
    expect(lossOf(entry, choice)).toBe('part');
    expect(lossOf(entry, { path: ['body'], value: `${theirs.body}and more` })).toBe('part');
  });

  it('is all where nothing of it stays', () => {
    expect(lossOf(entry, { path: ['body'], pick: 'mine' })).toBe('all');
    expect(lossOf(entry, { path: ['body'], pick: 'base' })).toBe('all');
    expect(lossOf(entry, { path: ['body'], value: 'rewritten' })).toBe('all');
    expect(
      lossOf(
        { path: ['price'], kind: 'update/update', base: 1, mine: 2, theirs: 3 },
        { path: ['price'], value: 4 },
      ),
    ).toBe('all');
  });
});

describe('picking one stretch', () => {
  it('leaves the others as they were picked', () => {
    const one = pickHunk(entry, { choice: undefined, at: first, pick: { pick: 'mine' } });
    const two = pickHunk(entry, { choice: one, at: last, pick: { text: 'five\n' } });
    expect(two).toMatchObject({
      path: ['body'],
      hunks: expect.arrayContaining([{ pick: 'mine' }, { text: 'five\n' }]),
    });
    expect(pickHunk(entry, { choice: two, at: last })).toEqual(one);
  });

  it('begins an edit by hand with both versions of what nobody picked', () => {
    expect(joinBoth(entry.hunks ?? [])).toBe(
      'one, theirs\none, mine\ntwo\nthree\nfour\nfive, theirs\nfive, mine\n',
    );
  });
});
