import type { Hunk } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import type { Edit } from './diffPieces.js';
import { hunksOf } from './hunksOf.js';
import { mergeWords } from './mergeWords.js';
import { cutLines, cutSentences } from './pieces.js';

/** Beyond so many edits a stretch of lines is taken as rewritten. */
const mostLineEdits = 1024;
/** With fewer lines than this, sentences are merged like lines. */
const fewLines = 3;

/**
 * Merges a text in three tiers: lines, and sentences where there are few lines, merge silently; what only words can merge
 * is an `auto` hunk, to be reviewed; the rest is a conflict hunk. Joined over all hunks, a side is that side's text.
 *
 * Runs in steps of bounded work. The outcome depends on the texts alone, never on the time it takes.
 *
 * @param keyOf pieces with the same key count as equal.
 */
export function* mergeText(
  sides: ThreeSides<string>,
  keyOf: (piece: string) => string,
): Generator<undefined, Hunk[]> {
  const hunks = yield* hunksOf(sides, {
    cut: cutLines(sides.base).length < fewLines ? cutSentences : cutLines,
    keyOf,
    regions: ({ base }) => ({
      mostEdits: mostLineEdits,
      isNear: (before, after) => isOneRun(base.ids, before, after),
    }),
  });
  for (const [at, hunk] of hunks.entries()) {
    const merged = hunk.kind === 'conflict' ? yield* mergeWords(hunk, keyOf) : undefined;
    if (merged !== undefined) hunks[at] = { ...hunk, kind: 'auto', merged };
  }
  return hunks;
}

/** Both edits take pieces out of one run of equal ones: which of them, nobody can tell. */
function isOneRun(base: Int32Array, before: Edit, after: Edit): boolean {
  const run = base.subarray(before.baseEnd - 1, after.baseStart + 1);
  const areRemovals = before.baseStart < before.baseEnd && after.baseStart < after.baseEnd;
  return areRemovals && run.every((id) => id === run[0]);
}
