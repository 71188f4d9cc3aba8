import type { SavedOutcome } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';
import type { FormNotice } from '../notice.js';
import type { UndoneMerge } from './inside.js';

/** Tells of a save that others' changes were merged into. */
export function mergedNotice<T>(
  { record, theirs, changes }: SavedOutcome<T>,
  edit: { readonly base: Versioned<T>; readonly mine: T; readonly undo: (merge: UndoneMerge<T>) => void },
): FormNotice | null {
  if (!theirs) return null;
  const { change } = theirs;
  if (record.token === theirs.token) return { kind: 'same', change };
  const { base, mine, undo } = edit;
  const paths = changes.filter(({ kind }) => kind !== 'mine' && kind !== 'both').map(({ path }) => path);
  return { kind: 'merged', change, paths, undo: () => undo({ base, mine, theirs, saved: record }) };
}
