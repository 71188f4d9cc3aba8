import { renderHook, act } from '@testing-library/react';
import { useConflict } from 'noclobber/react';
import type { Conflict, Versioned, VersionToken } from 'noclobber';
import { describe, expect, it } from 'vitest';

interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

const article = (fields: Partial<Article>, version = '1'): Versioned<Article> => ({
  value: { id: 'a', title: 'Old', body: 'Old', ...fields },
  token: version as VersionToken,
});

const conflict = (theirs: Partial<Article>, id = 'a'): Conflict<Article> => ({
  kind: 'modified',
  base: article({ id }),
  mine: { id, title: 'Mine', body: 'Mine' },
  theirs: article({ id, ...theirs }, '2'),
});

describe('useConflict', () => {
  it('keeps the choices that still fit in a second conflict of the record, and asks the others again', () => {
    const first = conflict({ title: 'Theirs', body: 'Theirs' });
    const { result, rerender } = renderHook((met: Conflict<Article>) => useConflict(met), {
      initialProps: first,
    });
    act(() => result.current.chooseAll('mine'));
    expect(result.current.isComplete).toBe(true);

    rerender(conflict({ title: 'Theirs', body: 'Theirs again' }));
    expect(result.current.choices).toEqual([{ path: ['title'], pick: 'mine' }]);
    expect(result.current.open.map(({ path }) => path)).toEqual([['body']]);

    act(() => result.current.choose({ path: ['body'], pick: 'theirs' }));
    expect(result.current.merged).toEqual({ id: 'a', title: 'Mine', body: 'Theirs again' });
  });

  it('starts without any choice in a conflict of another record', () => {
    const { result, rerender } = renderHook((met: Conflict<Article>) => useConflict(met), {
      initialProps: conflict({ title: 'Theirs' }),
    });
    act(() => result.current.chooseAll('mine'));
    rerender(conflict({ title: 'Theirs' }, 'b'));
    expect(result.current.choices).toEqual([]);
    expect(result.current.isComplete).toBe(false);
  });
});
