import type { Editor, RecordLock } from 'noclobber';
import type { Editors, UseEditLock } from 'noclobber/react';
import { fn } from 'storybook/test';

/** A lock of somebody, taken twenty minutes ago. */
export function lockOf(name: string, { endsInMs = 10 * 60_000 } = {}): RecordLock {
  const now = Date.now();
  return {
    holder: { id: name, name, tab: '1' },
    mode: 'enforced',
    since: new Date(now - 20 * 60_000).toISOString(),
    expiresAt: new Date(now + endsInMs).toISOString(),
    remainingMs: endsInMs,
    fence: '1',
  };
}

/** The same, held in this very tab. */
export function inThisTab({ holder, ...lock }: RecordLock): RecordLock {
  return { ...lock, holder: { ...holder, isThisTab: true } };
}

/** What `useEditLock` gives in a state; what it does is noted. */
export function lockIn(state: Partial<UseEditLock>): UseEditLock {
  const { lock = null } = state;
  return {
    status: 'none',
    isKnown: true,
    lock,
    isOwnOtherTab: false,
    lostBy: null,
    askedBy: null,
    hasAsked: false,
    wasDeclined: false,
    canExtend: true,
    isBarred: false,
    failure: null,
    getRemainingMs: () => lock?.remainingMs ?? 0,
    getFence: () => lock?.fence,
    touch: fn(),
    take: fn(async () => true),
    takeOver: fn(async () => true),
    ask: fn(async () => {}),
    keep: fn(),
    handOver: fn(async () => {}),
    guard: (save) => save,
    follow: () => () => {},
    ...state,
  };
}

/** People who have the record open. */
export function editorsOf(
  people: readonly (Pick<Editor, 'name'> & Partial<Editor>)[],
): Pick<Editors, 'others' | 'inSameField'> {
  const others = people.map((person) => ({
    id: person.name,
    state: 'viewing' as const,
    field: null,
    since: '2026-03-09T14:20:00Z',
    ...person,
  }));
  return { others, inSameField: others.filter(({ field }) => field !== null) };
}
