import type { Hunk, HunkPick } from '../conflicts.js';

/** Gives the text that a hunk stands for in the merged text; theirs where it is in conflict. */
export function mergedOf({ kind, mine, theirs, merged = kind === 'mine' ? mine : theirs }: Hunk): string {
  return merged;
}

/** Joins what all hunks stand for. */
export function joinHunks(hunks: readonly Hunk[]): string {
  return hunks.map(mergedOf).join('');
}

/** Joins what all hunks stand for, where those in conflict hold theirs and then mine: nothing of either is missing. */
export function joinBoth(hunks: readonly Hunk[]): string {
  return joinHunks(
    hunks.map((hunk) => (hunk.kind === 'conflict' ? settleHunk(hunk, { pick: 'both' }) : hunk)),
  );
}

/** Settles a hunk as a person picked; what is neither side alone becomes its `merged`. */
export function settleHunk({ base, mine, theirs }: Hunk, pick: HunkPick): Hunk {
  const sides = { base, mine, theirs };
  if ('text' in pick) return { kind: 'settled', ...sides, merged: pick.text };
  if (pick.pick === 'base') return { kind: 'settled', ...sides, merged: base };
  if (pick.pick !== 'both') return { kind: pick.pick, ...sides };
  const [first, second] = pick.order === 'mine-theirs' ? [mine, theirs] : [theirs, mine];
  return { kind: 'settled', ...sides, merged: joinTexts(first, second) };
}

/** Puts one text after another; where nothing parts them, a line break does, or in a single line a space. */
function joinTexts(first: string, second: string): string {
  const isParted = !first || !second || /\s$/.test(first) || /^\s/.test(second);
  if (isParted) return first + second;
  return first + (first.includes('\n') || second.includes('\n') ? '\n' : ' ') + second;
}
