import { mergeAsync, type RecordValue } from '../../client/index.js';
import { rebase, resolve, type Conflict, type MergeResult, type Rules } from '../../core/index.js';
import { newest } from '../newest.js';
import { settled, statusOf } from './formState.js';
import type { Inside } from './inside.js';

/** Shows a conflict. Choices that still answer the same question stay. */
export async function ask<T extends RecordValue>(
  inside: Inside<T>,
  conflict: Conflict<T>,
  { isAgain = false }: { readonly isAgain?: boolean } = {},
): Promise<void> {
  const { rules } = inside;
  const before = inside.state.conflict ? inside.state : inside.unfinished;
  inside.unfinished = settled;
  inside.asked = inside.getValues();
  if (conflict.kind === 'modified') inside.latest = newest(inside.latest ?? undefined, conflict.theirs);
  const choices =
    before.conflict && before.choices.length > 0
      ? rebase(before.choices, await mergeOf(conflict, rules), {
          oldResult: await mergeOf(before.conflict, rules),
        })
      : [];
  inside.set({ status: statusOf(conflict), conflict, choices, isAgain, isReviewing: true, notice: null });
}

/** Tells how many fields a conflict that was put aside still asks about. */
export async function tellOpen<T extends RecordValue>(inside: Inside<T>): Promise<void> {
  const { conflict, choices, notice } = inside.state;
  if (!conflict || notice?.kind !== 'unresolved') return;
  // A large record takes a while.
  const open = resolve(await mergeOf(conflict, inside.rules), choices).conflicts.length;
  if (inside.state.notice === notice) inside.set({ notice: { ...notice, open } });
}

/** Merges a conflict's sides without a frozen page. For a deleted record there is nothing to merge: the result is mine. */
export async function mergeOf<T>(
  conflict: Conflict<T>,
  rules: Rules<T> | undefined,
): Promise<MergeResult<T>> {
  if (conflict.kind === 'deleted') return { merged: conflict.mine, conflicts: [], changes: [] };
  return mergeAsync({ base: conflict.base.value, mine: conflict.mine, theirs: conflict.theirs.value }, rules);
}
