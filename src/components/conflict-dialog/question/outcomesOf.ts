import type { FieldChange, FieldConflict, HunkPick } from '../../../core/index.js';
import type { ConflictReview, PartOutcome } from '../../../react/index.js';

/** What was taken for each part of a text that is settled. */
export function outcomesOf(
  review: ConflictReview<unknown>,
  { path, hunks = [] }: FieldConflict | FieldChange,
): readonly PartOutcome[] {
  return hunks.flatMap((hunk, at) => {
    if (!isAsked(hunk)) return [];
    const pick = review.pickAt(path, at);
    if (!pick) return hunk.kind === 'auto' ? ['merged' as const] : [];
    return [outcomeOf(pick)];
  });
}

/** Tells a stretch of a text that a person chooses for, or reads at least. */
export function isAsked({ kind }: { readonly kind: string }): boolean {
  return kind === 'conflict' || kind === 'auto';
}

function outcomeOf(pick: HunkPick): PartOutcome {
  return 'text' in pick || pick.pick === 'base' ? 'edited' : pick.pick;
}
