import { ConflictError, type RecordValue } from '../../client/index.js';
import { advance, merge, settle } from '../../core/index.js';
import { adoptSaved } from './adopt.js';
import type { Inside, UndoneMerge } from './inside.js';

/**
 * Saves theirs again where nobody has changed it since, checked like any other write, and gives my edits back to the form, under what
 * was typed since.
 */
export function undoMerge<T extends RecordValue>(
  inside: Inside<T>,
  undone: UndoneMerge<T>,
): Promise<boolean> {
  const { rules, getValues } = inside;
  const current = inside.latest ?? undone.saved;
  // Where others have saved since, the goal is what they saved.
  const goal = merge(
    { base: undone.saved.value, mine: undone.theirs.value, theirs: current.value },
    rules,
  ).merged;
  const edits = settle({ sent: undone.base.value, mine: undone.mine, saved: undone.theirs.value }, rules);
  // Back in the form it is only once that is answered, and the form may be closed before.
  inside.handlers.onDiscard?.({ base: undone.theirs, mine: edits });
  return inside.writer.write({
    base: current,
    mine: goal,
    sent: getValues(),
    isUndo: true,
    onSaved({ record }) {
      const before = inside.state.record ?? record;
      const mine = settle({ sent: undone.saved.value, mine: getValues(), saved: edits }, rules);
      // What the undo wrote is seen and agreed to; what others wrote besides is not.
      const agreed = settle({ sent: current.value, mine: goal, saved: before.value }, rules);
      const next = advance({ base: { ...before, value: agreed }, mine, theirs: record }, rules);
      const notice = { kind: 'undone', change: undone.theirs.change } as const;
      adoptSaved(inside, { ...next, record, change: record.change, notice });
      inside.handlers.onSaved(record);
    },
    onConflict(conflict) {
      inside.handlers.refetch();
      throw new ConflictError(conflict);
    },
  });
}
