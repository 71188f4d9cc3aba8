import type { RecordValue, Resource, Unsaved } from '../../client/index.js';
import { advance, settle, type Conflict, type Versioned } from '../../core/index.js';
import { newest } from '../newest.js';
import { settled, type FormPort, type FormState } from './formState.js';
import { withNews } from './theirChanges.js';

interface Session<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'rules'>;
  readonly port: FormPort<T>;
  getState(): FormState<T>;
  /** The newest version that was met. */
  getLatest(): Versioned<T> | null;
  getValues(): T;
  set(next: Partial<FormState<T>>): void;
  isBusy(): boolean;
  forgetPending(): boolean;
  refetch(): void;
  startOver(): void;
  onDiscard(unsaved: Unsaved<T>): void;
  ask(conflict: Conflict<T>): void;
  keepEditing(): void;
}

/** Shows what is saved now in place of what was typed, conflict or not; undone from the notice. */
export function discard<T extends RecordValue>(session: Session<T>): void {
  const { port, getState, getLatest, getValues, set, ask, keepEditing } = session;
  const { rules } = session.resource;
  const before = getState();
  const { conflict, record } = before;
  if (session.isBusy() || before.status === 'loading') return;
  if (!record) {
    session.startOver();
    return;
  }
  const mine = getValues();
  const latest = getLatest() ?? record;
  const kept = conflict?.kind === 'modified' ? newest(latest, conflict.theirs) : latest;
  let isUndone = false;
  const undoDiscard = () => {
    if (isUndone || session.isBusy()) return;
    isUndone = true;
    const since = settle({ sent: getState().record?.value ?? mine, mine: getValues(), saved: mine }, rules);
    const theirs = getLatest() ?? kept;
    const next = advance({ base: record, mine: since, theirs }, rules);
    port.setValues({ base: next.base.value, mine: next.mine });
    const again: Conflict<T> | null =
      conflict?.kind === 'modified'
        ? { kind: 'modified', base: next.base, mine: next.mine, theirs }
        : conflict && { ...conflict, mine: next.mine };
    const theirChanges = withNews([], { ...next, change: theirs.change });
    set({ ...before, status: 'ready', record: next.base, theirChanges, notice: null, error: null });
    if (!again) return;
    ask(again);
    keepEditing();
  };
  session.onDiscard({ base: record, mine });
  // It may have been saved; what is saved now is what the form is to show.
  if (session.forgetPending()) session.refetch();
  port.setValues({ base: kept.value, mine: kept.value });
  set({
    ...settled,
    status: conflict?.kind === 'deleted' ? 'deleted' : 'ready',
    record: kept,
    notice: { kind: 'discarded', isDeleted: conflict?.kind === 'deleted', undo: undoDiscard },
  });
}
