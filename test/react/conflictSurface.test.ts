import { createResource, type Conflict, type VersionToken } from 'noclobber';
import type { ConflictDialogState } from 'noclobber/react';
import { describe, expect, it } from 'vitest';
import { createConflictSurface } from '../../src/react/createConflictSurface.js';
import { harbour, type Article } from '../newsroom.js';

const resource = createResource<Article>({ url: 'http://surface.test/articles' });
const version = (title: string) => ({ value: { ...harbour, title }, token: title as VersionToken });

/** Something that meets a conflict about a title when the test says so. */
function ask(title: string) {
  let conflict: Conflict<Article> | null = null;
  let tell = () => {};
  const set = (next: Conflict<Article> | null) => {
    conflict = next;
    tell();
  };
  return {
    meet: () => set({ kind: 'modified', base: version('Base'), mine: harbour, theirs: version(title) }),
    settle: () => set(null),
    subscribe(listener: () => void) {
      tell = listener;
      return () => {};
    },
    getDialog: (): ConflictDialogState<Article> => ({
      resource,
      conflict,
      onSave: async () => true,
      onDiscard() {},
      onKeepEditing() {},
    }),
  };
}

describe('the surface for the conflicts of a whole page', () => {
  it('C49: shows one after the other, and never another one in the place of one that is being settled', () => {
    const surface = createConflictSurface();
    const [first, second] = [ask('First'), ask('Second')];
    surface.add(first);
    const takeOff = surface.add(second);
    const shown = () => {
      const { conflict } = (surface.getShown()?.render(() => null).props ?? {}) as Partial<
        ConflictDialogState<Article>
      >;
      return conflict?.kind === 'modified' ? conflict.theirs.value.title : undefined;
    };
    second.meet();
    first.meet();
    expect(shown()).toBe('Second');
    second.settle();
    expect(shown()).toBe('First');
    second.meet();
    takeOff();
    first.settle();

    expect(shown()).toBeUndefined();
  });
});
