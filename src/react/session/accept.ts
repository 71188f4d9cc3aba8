import type { RecordValue, SavedOutcome } from '../../client/index.js';
import { isOlder } from '../newest.js';
import { settled } from './formState.js';
import type { AcceptOptions, Adopted, Inside } from './inside.js';
import { lay } from './lay.js';
import { layingAlone, type Laying } from './laying.js';

/**
 * The answer becomes the base; what was typed while it was on its way stays, unsaved. Where that is a field that others had changed,
 * and that was merged in unseen, the base is held back: the next save asks.
 */
export async function accept<T extends RecordValue>(
  inside: Inside<T>,
  { record, theirs }: SavedOutcome<T>,
  { sent, base, notice = null }: AcceptOptions<T>,
): Promise<void> {
  const { rules, state } = inside;
  const goOn = (laying: Laying) => {
    const shown = state.record;
    const mine = laying.settle({ sent, mine: inside.getValues(), saved: record.value }, rules);
    // What the form has followed meanwhile was seen.
    const from = base && shown && isOlder(shown, base) ? shown : base;
    const next =
      from && theirs
        ? laying.contest({ base: from, record, mine, theirs }, rules)
        : { base: record, contested: [] };
    adopt(inside, { ...next, record, mine, change: theirs?.change, notice }, laying);
  };
  // It is saved, though the code for edits that meet can't be loaded: then what the form holds stays as it is.
  await lay(goOn).catch(() => goOn({ ...layingAlone, settle: ({ mine }) => mine }));
  // With nothing to save nothing was sent.
  if (record.token !== base?.token) inside.handlers.onSaved(record);
}

/** Takes a record that was saved from here, unless a newer one was met: then that, laid around what is typed. */
export function adopt<T extends RecordValue>(inside: Inside<T>, saved: Adopted<T>, laying: Laying): void {
  const { rules, latest, state, port } = inside;
  const { record, contested, change, notice } = saved;
  inside.over = undefined;
  if (state.record?.value.id === record.value.id && isOlder(state.record, record)) {
    // A late answer: the form has followed a version that was made of this one.
    inside.set({ ...settled, status: 'saved', theirChanges: state.theirChanges, notice });
    return;
  }
  let { base, mine } = saved;
  let theirChanges = laying.withNews([], { followed: [], contested, change });
  const isNewerMet = latest?.value.id === record.value.id && isOlder(latest, record);
  if (isNewerMet) {
    const next = laying.advance({ base, mine, theirs: latest }, rules);
    ({ base, mine } = next);
    theirChanges = laying.withNews(theirChanges, { ...next, change: latest.change });
  } else inside.latest = record;
  port.setValues({ base: base.value, mine });
  inside.set({ ...settled, status: 'saved', record: base, theirChanges, notice });
}
