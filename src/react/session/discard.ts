import type { RecordValue } from '../../client/index.js';
import { advance, isEqual, settle, type Conflict } from '../../core/index.js';
import { newest } from '../newest.js';
import { ask } from './ask.js';
import { editOf } from './editOf.js';
import { settled } from './formState.js';
import type { Inside } from './inside.js';
import { withNews } from './theirChanges.js';

/** Shows what is saved now in place of what was typed, conflict or not, but for what was typed since `sent`; undone from the notice. */
export function discard<T extends RecordValue>(inside: Inside<T>, sent: T): void {
  const { port, rules, state: before, set, getValues } = inside;
  const { conflict, record } = before;
  if (before.status === 'loading') return;
  if (!record) {
    startOver(inside, sent);
    return;
  }
  const mine = getValues();
  const latest = inside.latest ?? record;
  const kept = conflict?.kind === 'modified' ? newest(latest, conflict.theirs) : latest;
  // Clicked twice: what the first one saved for its undo stays.
  const isNothing = [record.value, kept.value].every((saved) => isEqual(saved, mine));
  if (isNothing && !conflict && isIdle(inside)) return;
  let isUndone = false;
  const undo = () => {
    if (isUndone || inside.isBusy) return;
    isUndone = true;
    const shown = inside.state.record?.value ?? mine;
    const since = settle({ sent: shown, mine: getValues(), saved: mine }, rules);
    const theirs = inside.latest ?? kept;
    const next = advance({ base: record, mine: since, theirs }, rules);
    port.setValues({ base: next.base.value, mine: next.mine });
    const again: Conflict<T> | null =
      conflict?.kind === 'modified'
        ? { kind: 'modified', base: next.base, mine: next.mine, theirs }
        : conflict && { ...conflict, mine: next.mine };
    const theirChanges = withNews([], { ...next, change: theirs.change });
    set({ ...before, status: 'ready', record: next.base, theirChanges, notice: null, error: null });
    if (again) void ask(inside, again).then(inside.keepEditing);
  };
  inside.handlers.onDiscard?.({ base: record, mine });
  inside.unfinished = settled;
  inside.over = undefined;
  // It may have been saved; what is saved now is what the form is to show.
  if (inside.writer.forgetPending()) inside.handlers.refetch();
  port.setValues({ base: kept.value, mine: settle({ sent, mine, saved: kept.value }, rules) });
  const isDeleted = conflict?.kind === 'deleted';
  set({
    ...settled,
    status: isDeleted ? 'deleted' : 'ready',
    record: kept,
    notice: { kind: 'discarded', isDeleted, undo },
  });
}

/** Empties the form of a new record, back to its defaults. */
function startOver<T extends RecordValue>(inside: Inside<T>, sent: T): void {
  const { port, rules, state: before, set, getValues } = inside;
  const mine = getValues();
  // What a new record's form starts from is as good as a record of this type.
  const empty = inside.defaults as T;
  if (isEqual(editOf({ record: empty, raw: mine, valid: mine }), empty) && isIdle(inside)) return;
  let isUndone = false;
  const undo = () => {
    if (isUndone || inside.isBusy) return;
    isUndone = true;
    port.setValues({ base: empty, mine: settle({ sent: empty, mine: getValues(), saved: mine }, rules) });
    set({ ...before, status: 'ready', notice: null, error: null });
  };
  inside.handlers.onDiscard?.({ base: null, mine });
  inside.writer.forgetPending();
  port.setValues({ base: empty, mine: settle({ sent, mine, saved: empty }, rules) });
  set({ ...settled, status: 'ready', notice: { kind: 'discarded', isDeleted: false, undo } });
}

/** No save waits, and none was answered last. */
function isIdle<T extends RecordValue>({ state, writer }: Inside<T>): boolean {
  return state.status !== 'error' && state.status !== 'saved' && !writer.getPending();
}
