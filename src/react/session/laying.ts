import { isEqual, type Advanced, type Rules, type Versioned } from '../../core/index.js';
import type { TheirChange } from '../notice.js';
import type { News } from './theirChanges.js';

/** How what was saved and what is typed are laid around each other. */
export interface Laying {
  /** Takes a newer version into an edit that is going on. */
  advance<T>(
    edit: { readonly base: Versioned<T>; readonly mine: T; readonly theirs: Versioned<T> },
    rules?: Rules<T>,
  ): Advanced<T>;
  /** Gives what a form holds once a save is answered. */
  settle<T>(save: { readonly sent: T; readonly mine: T; readonly saved: T }, rules?: Rules<T>): T;
  /** After others' changes were merged into a save unseen: what is typed by now over them, and the base that the next save asks from. */
  contest<T>(
    step: {
      readonly base: Versioned<T>;
      readonly record: Versioned<T>;
      readonly mine: T;
      readonly theirs: Versioned<T>;
    },
    rules?: Rules<T>,
  ): Pick<Advanced<T>, 'base' | 'contested'>;
  /** Adds what a newer version brought to what earlier ones had brought. */
  withNews<T>(before: readonly TheirChange[], news: News<T>): readonly TheirChange[];
}

/** Thrown where it takes the code for edits that meet. */
export const theyMeet = new Error('Two edits meet.');

/** Lays an edit where nobody else has changed anything: all it takes while one edits alone. */
export const layingAlone: Laying = {
  advance({ base, mine, theirs }) {
    if (!isEqual(base.value, theirs.value)) throw theyMeet;
    return { base: theirs, mine, followed: [], contested: [] };
  },
  settle({ sent, mine, saved }) {
    if (isEqual(sent, mine)) return saved;
    if (isEqual(sent, saved)) return mine;
    throw theyMeet;
  },
  contest() {
    throw theyMeet;
  },
  withNews: (before) => before,
};
