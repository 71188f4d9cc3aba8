import type { Conflict, MergeResult } from '../conflicts.js';
import { merge } from './merge.js';
import type { Rules } from '../rules/rule.js';

/** Merges a conflict's sides. For a deleted record there is nothing to merge: the result is mine. */
export function mergeConflict<T>(conflict: Conflict<T>, rules?: Rules<T>): MergeResult<T> {
  if (conflict.kind === 'deleted') return { merged: conflict.mine, conflicts: [], changes: [] };
  return merge({ base: conflict.base.value, mine: conflict.mine, theirs: conflict.theirs.value }, rules);
}
