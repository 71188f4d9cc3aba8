import { ConflictError, type RecordValue, type Resource } from '../../client/index.js';
import { advance, merge, settle, type Versioned } from '../../core/index.js';
import type { Adopted } from './adopted.js';
import type { Writer } from './createWriter.js';
import type { FormState } from './formState.js';

/** A merge to take back: mine was made of base, met theirs, and became what was saved. */
export interface UndoneMerge<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly theirs: Versioned<T>;
  readonly saved: Versioned<T>;
}

interface Session<T extends RecordValue> extends Pick<Writer<T>, 'write'> {
  readonly resource: Pick<Resource<T>, 'rules'>;
  getState(): FormState<T>;
  getLatest(): Versioned<T> | null;
  getValues(): T;
  adopt(saved: Adopted<T>): void;
  onSaved(record: Versioned<T>): void;
}

/**
 * Saves theirs again where nobody has changed it since, checked like any other write, and gives my edits back to the form, under what
 * was typed since.
 */
export function undoMerge<T extends RecordValue>(
  undone: UndoneMerge<T>,
  session: Session<T>,
): Promise<boolean> {
  const { resource, getState, getLatest, getValues, write, adopt, onSaved } = session;
  const { rules } = resource;
  const current = getLatest() ?? undone.saved;
  // Where others have saved since, the goal is what they saved.
  const goal = merge(
    { base: undone.saved.value, mine: undone.theirs.value, theirs: current.value },
    rules,
  ).merged;
  return write({
    base: current,
    mine: goal,
    isUndo: true,
    onSaved({ record }) {
      const before = getState().record ?? record;
      const edits = settle({ sent: undone.base.value, mine: undone.mine, saved: undone.theirs.value }, rules);
      const mine = settle({ sent: undone.saved.value, mine: getValues(), saved: edits }, rules);
      // What the undo wrote is seen and agreed to; what others wrote besides is not.
      const agreed = settle({ sent: current.value, mine: goal, saved: before.value }, rules);
      const next = advance({ base: { ...before, value: agreed }, mine, theirs: record }, rules);
      const { change } = record;
      adopt({ ...next, record, change, notice: { kind: 'undone', change: undone.theirs.change } });
      onSaved(record);
    },
    onConflict(conflict) {
      throw new ConflictError(conflict);
    },
  });
}
