import type { RecordValue, Unsaved } from '../../client/index.js';
import type { Inside } from './inside.js';

/** Gives what was chosen so far in an open conflict; undefined where nothing is. */
export function reviewOf<T extends RecordValue>({ state, unfinished }: Inside<T>): Unsaved<T>['review'] {
  const { conflict, choices } = state.conflict ? state : unfinished;
  return conflict?.kind === 'modified' && choices.length > 0
    ? { theirs: conflict.theirs, choices }
    : undefined;
}
