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
    hunks.map((hunk, at) =>
      hunk.kind === 'conflict' ? settleHunk(hunk, { pick: 'both' }, isLastLine(hunks, at)) : hunk,
    ),
  );
}

/** Tells whether a hunk is the last line of a text, which no line break ends. */
export function isLastLine(hunks: readonly Hunk[], at: number): boolean {
  const before = hunks[at - 1];
  return at === hunks.length - 1 && before !== undefined && (before.theirs || before.mine).endsWith('\n');
}

/** Settles a hunk as a person picked; what is neither side alone becomes its `merged`. */
export function settleHunk({ base, mine, theirs }: Hunk, pick: HunkPick, isLine = false): Hunk {
  const sides = { base, mine, theirs };
  if ('text' in pick) return { kind: 'settled', ...sides, merged: pick.text };
  if (pick.pick === 'base') return { kind: 'settled', ...sides, merged: base };
  if (pick.pick !== 'both') return { kind: pick.pick, ...sides };
  const [first, second] = pick.order === 'mine-theirs' ? [mine, theirs] : [theirs, mine];
  return { kind: 'settled', ...sides, merged: joinTexts(first, second, isLine) };
}

/** Puts one text after another; where nothing parts them, a line break does, or within a line a space. */
function joinTexts(first: string, second: string, isLine: boolean): string {
  const isParted = !first || !second || /\s$/.test(first) || /^\s/.test(second);
  if (isParted) return first + second;
  return first + (isLine || first.includes('\n') || second.includes('\n') ? '\n' : ' ') + second;
}
