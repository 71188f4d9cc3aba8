import { ConflictError, type RecordValue, type Resource } from '../../client/index.js';
import { merge, settle, type Versioned } from '../../core/index.js';
import type { Writer } from './createWriter.js';
import type { FormPort, FormState } from './formState.js';

/** A merge to take back: mine was made of base, met theirs, and became what was saved. */
export interface UndoneMerge<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly theirs: Versioned<T>;
  readonly saved: Versioned<T>;
}

interface Session<T extends RecordValue> extends Pick<Writer<T>, 'write'> {
  readonly resource: Pick<Resource<T>, 'rules'>;
  readonly port: Pick<FormPort<T>, 'setValues'>;
  getState(): FormState<T>;
  getLatest(): Versioned<T> | null;
  getValues(): T;
  set(next: Partial<FormState<T>>): void;
  accept(record: Versioned<T>, options: { readonly sent: T; readonly isNews: boolean }): void;
}

/**
 * Saves theirs again where nobody has changed it since, checked like any other write, and gives my edits back to the form, under what
 * was typed since.
 */
export async function undoMerge<T extends RecordValue>(
  undone: UndoneMerge<T>,
  session: Session<T>,
): Promise<boolean> {
  const { resource, port, getState, getLatest, getValues, set, write, accept } = session;
  const { rules } = resource;
  const current = getLatest() ?? undone.saved;
  // Where others have saved since, `merged` holds what they saved.
  const { merged } = merge(
    { base: undone.saved.value, mine: undone.theirs.value, theirs: current.value },
    rules,
  );
  return write({
    base: current,
    mine: merged,
    isUndo: true,
    onSaved({ record }) {
      const before = getState().record ?? record;
      const typed = getValues();
      accept(record, { sent: typed, isNews: true });
      const edits = settle({ sent: undone.base.value, mine: undone.mine, saved: record.value }, rules);
      const mine = settle({ sent: before.value, mine: typed, saved: edits }, rules);
      port.setValues({ base: record.value, mine });
      set({ notice: { kind: 'undone', change: undone.theirs.change } });
    },
    onConflict(conflict) {
      throw new ConflictError(conflict);
    },
  });
}
