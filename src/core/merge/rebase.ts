import type { Choice, FieldChange, FieldConflict, Hunk, HunkPick, MergeResult } from '../conflicts.js';
import { isEqual } from '../isEqual.js';
import { isSamePath, type Path } from '../path.js';

/**
 * Keeps the choices that still answer the same question after the merge came out differently: where neither side of a path changed since
 * `oldResult`. Of a text, the picks for hunks that are still there are kept, the others are asked.
 *
 * @example
 * const kept = rebase(choices, newResult, { oldResult })
 */
export function rebase<T>(
  choices: readonly Choice[],
  newResult: MergeResult<T>,
  { oldResult }: { readonly oldResult: MergeResult<T> },
): readonly Choice[] {
  return choices.flatMap((choice): readonly Choice[] => {
    const { path } = choice;
    const [asked, asks] = [entryAt(oldResult, path), entryAt(newResult, path)];
    if (!asked || !asks) return [];
    if (isSameQuestion(asked, asks)) return [choice];
    if (!asked.hunks || !asks.hunks || 'value' in choice) return [];
    const picks =
      'hunks' in choice
        ? choice.hunks
        : asked.hunks.map(({ kind }) => (kind === 'conflict' ? { pick: choice.pick } : undefined));
    const hunks = movePicks(picks, asked.hunks, asks.hunks);
    return hunks.some(Boolean) ? [{ path, hunks }] : [];
  });
}

type Entry = FieldConflict | FieldChange;

function entryAt<T>({ conflicts, changes }: MergeResult<T>, path: Path): Entry | undefined {
  return [...conflicts, ...changes].find((entry) => isSamePath(entry.path, path));
}

function isSameQuestion(asked: Entry, asks: Entry): boolean {
  return (['base', 'mine', 'theirs'] as const).every((side) => isEqual(asked[side], asks[side]));
}

type Picks = readonly (HunkPick | undefined)[];

/** Finds the hunks again by their content. Where there are more or fewer of one content than before, none of them is known again. */
function movePicks(picks: Picks, from: readonly Hunk[], to: readonly Hunk[]): Picks {
  const nameOf = ({ kind, base, mine, theirs }: Hunk) => JSON.stringify([kind, base, mine, theirs]);
  const names = to.map(nameOf);
  const before = from.map(nameOf);
  return names.map((name, at) => {
    const places = before.flatMap((other, place) => (other === name ? [place] : []));
    const isAsOften = places.length === names.filter((other) => other === name).length;
    const count = names.slice(0, at).filter((other) => other === name).length;
    return isAsOften ? picks[places[count] ?? -1] : undefined;
  });
}
