import { useCallback, useMemo } from 'react';
import { listDrafts, putDraft, randomKey, removeDraft, type Draft } from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { useKept } from './useKept.js';

export interface Drafts {
  /** What this person typed and did not save, the newest first; of all pages of this browser. */
  readonly drafts: readonly Draft[];
  /** Copies of what this person discarded by hand, the newest first: no form restores them by itself. */
  readonly discarded: readonly Draft[];
  /** Deletes a draft. What a form still shows stays there, and is kept again when somebody types on. */
  readonly discard: (draft: Draft) => Promise<void>;
  /** Lets the next form of its record restore a draft that was discarded. */
  readonly recover: (draft: Draft) => Promise<void>;
}

/**
 * Lists a person's drafts: "3 unsaved drafts". Empty where the browser keeps nothing.
 *
 * @example
 * const plural = pluralsOf('en')
 * const { drafts } = useDrafts()
 * return <a href="/drafts">{drafts.length} {plural(drafts.length, { one: 'unsaved draft', other: 'unsaved drafts' })}</a>
 */
export function useDrafts(): Drafts {
  const { userId = '' } = useNoClobber();
  const kept = useKept(useCallback(() => listDrafts(userId, Date.now()), [userId]));
  return {
    drafts: useMemo(() => kept.filter(({ isDiscarded }) => !isDiscarded), [kept]),
    discarded: useMemo(() => kept.filter(({ isDiscarded }) => isDiscarded), [kept]),
    discard: useCallback((draft: Draft) => removeDraft(draft), []),
    recover: useCallback(
      (draft: Draft) => putDraft({ ...draft, slot: randomKey(), isDiscarded: false }, { replaced: draft }),
      [],
    ),
  };
}
