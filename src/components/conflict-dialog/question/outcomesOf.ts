import type { FieldChange, FieldConflict, HunkPick } from '../../../core/index.js';
import type { ConflictReview, Messages } from '../../../react/index.js';

/** What was taken for each part of a text that is settled: "Part 1 theirs, part 2 yours". */
export function outcomesOf(
  { path, hunks = [] }: FieldConflict | FieldChange,
  { review, messages }: { readonly review: ConflictReview<unknown>; readonly messages: Messages },
): readonly string[] {
  const asked = hunks.flatMap(({ kind }, at) => (isAsked({ kind }) ? at : []));
  return asked.flatMap((at, index) => {
    const pick = review.pickAt(path, at);
    if (!pick && hunks[at]?.kind !== 'auto') return [];
    return messages.partOutcome(index + 1, pick ? outcomeOf(pick) : 'merged');
  });
}

/** Tells a stretch of a text that a person chooses for, or reads at least. */
export function isAsked({ kind }: { readonly kind: string }): boolean {
  return kind === 'conflict' || kind === 'auto';
}

function outcomeOf(pick: HunkPick): Parameters<Messages['partOutcome']>[1] {
  return 'text' in pick || pick.pick === 'base' ? 'edited' : pick.pick;
}
