import type { Hunk } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import { hunksOf } from './hunksOf.js';
import { mergeWords } from './mergeWords.js';
import { cutLines, cutSentences } from './pieces.js';
import type { SideEdit } from './regions.js';

/** Beyond so many edits a stretch of lines is taken as rewritten. */
const mostLineEdits = 1024;
/** With fewer lines, sentences are merged like lines. */
const threeLines = /\n[^]*?\n[^]/;

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
  const cut = threeLines.test(sides.base) ? cutLines : cutSentences;
  const keysOf = (start: number, end: number) => cut(sides.base.slice(start, end)).map(keyOf);
  /** Both edits take pieces out of one run of equal ones: which of them, nobody can tell. */
  const isNear = (before: SideEdit, after: SideEdit) => {
    const last = keysOf(before.start, before.end).at(-1);
    const [first] = keysOf(after.start, after.end);
    return !!first && first === last && keysOf(before.end, after.start).every((key) => key === first);
  };
  const hunks = yield* hunksOf(sides, { cut, keyOf, mostEdits: mostLineEdits, isNear });
  const [lineEnd = '\n'] = /\r?\n/.exec(sides.theirs) ?? [];
  const inLines = (text: string) => text.replace(/\r?\n/g, lineEnd);
  for (const [at, hunk] of hunks.entries()) {
    const words = hunk.kind === 'conflict' ? yield* mergeWords(hunk, keyOf) : undefined;
    if (words !== undefined) hunks[at] = { ...hunk, kind: 'auto', merged: inLines(words) };
    const mine = hunk.kind === 'mine' ? inLines(hunk.mine) : hunk.mine;
    if (mine !== hunk.mine) hunks[at] = { ...hunk, merged: mine };
  }
  return hunks;
}
