import type { Versioned, VersionToken } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { advance, settle } from '../../src/core/index.js';

const version = <T>(value: T, token: string): Versioned<T> => ({ value, token: token as VersionToken });
const base = version({ title: 'A', price: 1, place: { city: 'X', street: 'Y' } }, 'one');

describe('advance', () => {
  it('lets untouched fields follow and keeps what was typed', () => {
    const theirs = version({ ...base.value, price: 2 }, 'two');
    const next = advance({ base, mine: { ...base.value, title: 'mine' }, theirs });

    expect(next.base).toBe(theirs);
    expect(next.mine).toEqual({ ...base.value, title: 'mine', price: 2 });
    expect(next.followed).toMatchObject([{ path: ['price'], kind: 'theirs' }]);
  });

  it('keeps the old token while both have changed a field, so that a save is refused and asks', () => {
    const theirs = version({ ...base.value, title: 'theirs', price: 2 }, 'two');
    const next = advance({ base, mine: { ...base.value, title: 'mine' }, theirs });

    expect(next.base).toEqual(version({ ...base.value, price: 2 }, 'one'));
    expect(next.mine).toEqual({ ...base.value, title: 'mine', price: 2 });
    expect(next.contested).toMatchObject([{ path: ['title'], base: 'A', mine: 'mine', theirs: 'theirs' }]);
  });

  it('takes the new token once they took their change back', () => {
    const [second, third] = [
      version({ ...base.value, title: 'theirs' }, 'two'),
      version({ ...base.value, price: 3 }, 'three'),
    ];
    const mine = { ...base.value, title: 'mine' };
    const after = advance({ base, mine, theirs: second });

    expect(advance({ base: after.base, mine: after.mine, theirs: third })).toMatchObject({
      base: third,
      contested: [],
    });
  });

  it('works inside of objects', () => {
    const theirs = version({ ...base.value, place: { city: 'theirs', street: 'theirs' } }, 'two');
    const next = advance({ base, mine: { ...base.value, place: { city: 'mine', street: 'Y' } }, theirs });

    expect(next.mine.place).toEqual({ city: 'mine', street: 'theirs' });
    expect(next.base.value.place).toEqual({ city: 'X', street: 'theirs' });
  });
});

describe('settle', () => {
  it('keeps what was typed while the save was on its way and takes what the server made of the rest', () => {
    const sent = { title: ' mine ', price: 1 };

    expect(
      settle({ sent, mine: { title: ' mine ', price: 12 }, saved: { title: 'mine', price: 1 } }),
    ).toEqual({ title: 'mine', price: 12 });
    expect(
      settle({ sent, mine: { title: ' mine and', price: 1 }, saved: { title: 'mine', price: 1 } }),
    ).toEqual({ title: ' mine and', price: 1 });
  });
});
