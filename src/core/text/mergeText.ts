import type { ThreeSides } from '../eachSide.js';
import type { Hunk } from '../conflicts.js';
import type { Edit } from './diffPieces.js';
import { mergeWords } from './mergeWords.js';
import { cutAlike, cutLines, cutSentences, textOf } from './pieces.js';
import { regionsOf } from './regions.js';

/** Beyond so many edits a stretch of lines is taken as rewritten. */
const mostLineEdits = 1024;
/** With fewer lines than this, sentences are merged like lines. */
const fewLines = 3;

/**
 * Merges a text in three tiers: lines, and sentences where there are few lines, merge silently; what only words can merge
 * is an `auto` hunk, to be reviewed; the rest is a conflict hunk. Joined over all hunks, a side is that side's text.
 *
 * @param keyOf pieces with the same key count as equal.
 * Runs in steps of bounded work. The outcome depends on the texts alone, never on the time it takes.
 */
export function* mergeText(
  sides: ThreeSides<string>,
  keyOf: (piece: string) => string,
): Generator<undefined, Hunk[]> {
  const cut = cutLines(sides.base).length < fewLines ? cutSentences : cutLines;
  const pieces = yield* cutAlike(sides, { cut, keyOf });
  const regions = yield* regionsOf(pieces, {
    mostEdits: mostLineEdits,
    isNear: (before, after) => isOneRun(pieces.base.ids, before, after),
  });
  const hunks: Hunk[] = [];
  for (const region of regions) {
    const { kind } = region;
    const hunk = {
      base: textOf(pieces, region, 'base'),
      mine: textOf(pieces, region, 'mine'),
      theirs: textOf(pieces, region, 'theirs'),
    };
    const merged = kind === 'conflict' ? yield* mergeWords(hunk, keyOf) : undefined;
    hunks.push(merged === undefined ? { kind, ...hunk } : { kind: 'auto', ...hunk, merged });
  }
  return hunks;
}

/** Both edits take pieces out of one run of equal ones: which of them, nobody can tell. */
function isOneRun(base: Int32Array, before: Edit, after: Edit): boolean {
  if (before.baseStart === before.baseEnd || after.baseStart === after.baseEnd) return false;
  const run = base.subarray(before.baseEnd - 1, after.baseStart + 1);
  return run.every((id) => id === run[0]);
}
