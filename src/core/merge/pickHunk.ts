import type { Choice, FieldChange, FieldConflict, HunkPick } from '../conflicts.js';
import { picksOf } from './settleText.js';

/** Adds what is picked for one hunk of a text to what was chosen for the others; undefined takes a pick back. */
export function pickHunk(
  { path, hunks = [] }: FieldConflict | FieldChange,
  {
    choice,
    at,
    pick,
  }: { readonly choice: Choice | undefined; readonly at: number; readonly pick?: HunkPick },
): Choice {
  const before = choice && !('value' in choice) ? picksOf(hunks, choice) : undefined;
  return { path, hunks: hunks.map((_, place) => (place === at ? pick : before?.[place])) };
}
