import type { Choice, FieldChange, FieldConflict, Hunk, HunkPick, MergeResult } from '../conflicts.js';
import { isEqual } from '../isEqual.js';
import { isSamePath, type Path } from '../path.js';
import { picksOf } from './settleText.js';

/**
 * Keeps the choices that still answer the same question after the merge came out differently: where base, mine and theirs are at a path what
 * they were in `oldResult`. Of a text, the picks for hunks that are still there are kept, the others are asked.
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
    const hunks = movePicks(picksOf(asked.hunks, choice) ?? [], asked.hunks, asks.hunks);
    return hunks.some(Boolean) ? [{ path, hunks }] : [];
  });
}

type Entry = FieldConflict | FieldChange;

function entryAt<T>({ conflicts, changes }: MergeResult<T>, path: Path): Entry | undefined {
  return [...conflicts, ...changes].find((entry) => isSamePath(entry.path, path));
}

const sides = ['base', 'mine', 'theirs'] as const;

/** Of an order, the rows that all sides have tell what is asked. */
function isSameQuestion(asked: Entry, asks: Entry): boolean {
  const [before, now] = asks.of === 'order' ? [commonRows(asked), commonRows(asks)] : [asked, asks];
  return asked.of === asks.of && sides.every((side) => isEqual(before[side], now[side]));
}

function commonRows(order: Entry): Pick<Entry, (typeof sides)[number]> {
  const lists = sides.map((side) => (order[side] ?? []) as readonly unknown[]);
  const [base, mine, theirs] = lists.map((list) =>
    list.filter((row) => lists.every((other) => other.includes(row))),
  );
  return { base, mine, theirs };
}

type Picks = readonly (HunkPick | undefined)[];

/** Finds the hunks again by their content. Where there are more or fewer of one content than before, none of them is known again. */
function movePicks(picks: Picks, from: readonly Hunk[], to: readonly Hunk[]): Picks {
  const nameOf = ({ kind, base, mine, theirs }: Hunk) => JSON.stringify([kind, base, mine, theirs]);
  const [before, now] = [placesOf(from.map(nameOf)), placesOf(to.map(nameOf))];
  const moved: (HunkPick | undefined)[] = to.map(() => undefined);
  for (const [name, places] of now) {
    const earlier = before.get(name);
    if (earlier?.length !== places.length) continue;
    for (const [count, place] of places.entries()) moved[place] = picks[earlier[count] ?? -1];
  }
  return moved;
}

function placesOf(names: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, name] of names.entries()) {
    const alike = places.get(name) ?? [];
    alike.push(place);
    places.set(name, alike);
  }
  return places;
}
