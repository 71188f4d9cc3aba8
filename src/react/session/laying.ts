import type { RecordValue, SavedOutcome } from '../../client/index.js';
import { isEqual, type Advanced, type Rules, type Versioned } from '../../core/index.js';
import { isOlder } from '../newest.js';
import { settled } from './formState.js';
import type { AcceptOptions, Inside } from './inside.js';

/** How what was saved and what is typed are laid around each other. */
export interface Laying {
  /** Takes a newer version into an edit that is going on. */
  advance<T>(
    edit: { readonly base: Versioned<T>; readonly mine: T; readonly theirs: Versioned<T> },
    rules?: Rules<T>,
  ): Advanced<T>;
  /** Gives what a form holds once a save is answered. */
  settle<T>(save: { readonly sent: T; readonly mine: T; readonly saved: T }, rules?: Rules<T>): T;
  /** Goes on from what the server answered. */
  adopt<T extends RecordValue>(
    inside: Inside<T>,
    outcome: SavedOutcome<T>,
    accepting: AcceptOptions<T>,
  ): void;
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
  adopt(inside, { record, theirs }, { sent, notice }) {
    const { latest, state } = inside;
    if (theirs || [latest, state.record].some((met) => met && isOlder(met, record))) throw theyMeet;
    const mine = layingAlone.settle({ sent, mine: inside.getValues(), saved: record.value });
    adoptAlone(inside, { record, mine, notice });
  },
};

/** Makes what was saved the base of what a form shows. */
export function adoptAlone<T extends RecordValue>(
  inside: Inside<T>,
  {
    record,
    mine,
    notice = null,
  }: { readonly record: Versioned<T>; readonly mine: T } & Pick<AcceptOptions<T>, 'notice'>,
): void {
  inside.over = undefined;
  inside.latest = record;
  inside.port.setValues({ base: record.value, mine });
  inside.set({ ...settled, status: 'saved', record, notice });
}
