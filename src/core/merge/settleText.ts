import type { Choice, Hunk, HunkPick } from '../conflicts.js';
import { isLastLine, mergedOf, settleHunk } from '../text/hunks.js';

/** A choice as one pick a hunk: a `pick` settles what is asked of a text, the rest of which had merged. Undefined where nothing is asked. */
export function picksOf(
  hunks: readonly Hunk[],
  choice: Exclude<Choice, { readonly value: unknown }>,
): readonly (HunkPick | undefined)[] | undefined {
  if ('hunks' in choice) return choice.hunks;
  const { pick } = choice;
  const asked = ['conflict', 'auto'].find((kind) => hunks.some((hunk) => hunk.kind === kind));
  return asked === undefined ? undefined : hunks.map(({ kind }) => (kind === asked ? { pick } : undefined));
}

/** Settles hunks as a person picked. What is all of one side is that side's text, line ends included; else theirs' line ends count. */
export function settleText(
  hunks: readonly Hunk[],
  picks: readonly (HunkPick | undefined)[],
): readonly Hunk[] {
  const settled = hunks.map((hunk, at) => {
    const pick = picks[at];
    return pick ? settleHunk(hunk, pick, isLastLine(hunks, at)) : hunk;
  });
  const isOneSide = (['base', 'mine', 'theirs'] as const).some((side) =>
    settled.every((hunk) => asWritten(hunk) === hunk[side]),
  );
  if (isOneSide)
    return settled.map((hunk) => (hunk.kind === 'mine' ? settleHunk(hunk, { pick: 'mine' }) : hunk));
  const [lineEnd = '\n'] = /\r?\n/.exec(hunks.map(({ theirs }) => theirs).join('')) ?? [];
  return settled.map((hunk) => {
    const written = asWritten(hunk);
    const merged = written.replace(/\r?\n/g, lineEnd);
    return merged !== written && (hunk.kind === 'mine' || hunk.kind === 'settled')
      ? { ...hunk, merged }
      : hunk;
  });
}

/** What a hunk comes to, before its line ends are made theirs. */
function asWritten(hunk: Hunk): string {
  return hunk.kind === 'mine' ? hunk.mine : mergedOf(hunk);
}
