import type { RecordValue, SavedOutcome } from '../../client/index.js';
import {
  advance,
  holdBack,
  merge,
  settle,
  type Advanced,
  type ChangeInfo,
  type Versioned,
} from '../../core/index.js';
import { isOlder } from '../newest.js';
import type { FormNotice } from '../notice.js';
import { settled } from './formState.js';
import type { AcceptOptions, Inside } from './inside.js';
import { withNews } from './theirChanges.js';

/** A record that was saved from here, and how the form goes on from it. */
interface Adopted<T> {
  readonly record: Versioned<T>;
  readonly base: Versioned<T>;
  readonly mine: T;
  /** What others changed and was changed here since. */
  readonly contested: Advanced<T>['contested'];
  /** Who changed that. */
  readonly change: ChangeInfo | undefined;
  readonly notice: FormNotice | null;
}

/** Goes on from what the server answered, whatever others have saved. */
export function adopt<T extends RecordValue>(
  inside: Inside<T>,
  { record, theirs }: SavedOutcome<T>,
  { sent, base, notice = null }: AcceptOptions<T>,
): void {
  const { rules, state } = inside;
  const shown = state.record;
  const mine = settle({ sent, mine: inside.getValues(), saved: record.value }, rules);
  // What the form has followed meanwhile was seen.
  const from = base && shown && isOlder(shown, base) ? shown : base;
  const next =
    from && theirs ? contest(inside, { base: from, record, mine, theirs }) : { base: record, contested: [] };
  adoptSaved(inside, { ...next, record, mine, change: theirs?.change, notice });
}

/** After others' changes were merged into a save unseen: the base that the next save asks from. */
function contest<T extends RecordValue>(
  { rules }: Inside<T>,
  step: {
    readonly base: Versioned<T>;
    readonly record: Versioned<T>;
    readonly mine: T;
    readonly theirs: Versioned<T>;
  },
): Pick<Advanced<T>, 'base' | 'contested'> {
  const { base, record, mine, theirs } = step;
  const { conflicts, orders } = merge({ base: base.value, mine, theirs: theirs.value }, rules);
  return { base: holdBack({ base, record, contested: conflicts, orders }), contested: conflicts };
}

/** Takes a record that was saved from here, unless a newer one was met: then that, laid around what is typed. */
export function adoptSaved<T extends RecordValue>(inside: Inside<T>, saved: Adopted<T>): void {
  const { rules, latest, state, port } = inside;
  const { record, contested, change, notice } = saved;
  inside.over = undefined;
  if (state.record?.value.id === record.value.id && isOlder(state.record, record)) {
    // A late answer: the form has followed a version that was made of this one.
    inside.set({ ...settled, status: 'saved', theirChanges: state.theirChanges, notice });
    return;
  }
  let { base, mine } = saved;
  let theirChanges = withNews([], { followed: [], contested, change });
  const isNewerMet = latest?.value.id === record.value.id && isOlder(latest, record);
  if (isNewerMet) {
    const next = advance({ base, mine, theirs: latest }, rules);
    ({ base, mine } = next);
    theirChanges = withNews(theirChanges, { ...next, change: latest.change });
  } else inside.latest = record;
  port.setValues({ base: base.value, mine });
  inside.set({ ...settled, status: 'saved', record: base, theirChanges, notice });
}
