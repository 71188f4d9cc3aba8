import type { Hunk } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import type { Edit } from './diffPieces.js';
import { mergedOf } from './hunks.js';
import { hunksOf } from './hunksOf.js';
import { cutWords, type ThreePieces } from './pieces.js';
import type { RegionOptions } from './regions.js';

/** Beyond so many edits a stretch of words is taken as rewritten. */
const mostWordEdits = 256;
/** Longer texts, all sides together, are not cut into words. */
const longestText = 1_000_000;
/** So many words in a row that both sides inserted, in different places, are one thought written twice. */
const oneThought = 3;

/** Merges a stretch of text by words; undefined where edits meet, or where no word and no line break keeps them apart. */
export function* mergeWords(
  sides: ThreeSides<string>,
  keyOf: (piece: string) => string,
): Generator<undefined, string | undefined> {
  if ((sides.base + sides.mine + sides.theirs).length > longestText) return undefined;
  const hunks = yield* hunksOf(sides, { cut: cutWords, keyOf, regions: byWords });
  const parts = hunks.map((hunk) => (hunk.kind === 'conflict' ? whoWentOn(hunk) : mergedOf(hunk)));
  const isUnclear = parts.includes(undefined) || isThoughtTwice(hunks) || hunks.some(isLineTooNear);
  return isUnclear ? undefined : parts.join('');
}

function byWords({ base, keys }: ThreePieces): RegionOptions {
  const isWord = keys.map((key) => /[\p{L}\p{N}\n]/u.test(key));
  let count = 0;
  const before = Array.from(base.ids, (id) => (isWord[id] ? count++ : count));
  const countWords = (start: number, end: number) => (before[end] ?? count) - (before[start] ?? count);
  return {
    mostEdits: mostWordEdits,
    isSign: (id) => !isWord[id],
    coarsen: (edits) => joinStray(edits, countWords),
    isNear: (edit, next) => countWords(edit.baseEnd, next.baseStart) === 0,
  };
}

/** Joins edits with no more words left between them than either of them takes away: a stray "the" is no anchor. */
function joinStray(edits: readonly Edit[], countWords: (start: number, end: number) => number): Edit[] {
  const joined: Edit[] = [];
  for (let edit of edits) {
    for (let last = joined.at(-1); last; last = joined.at(-1)) {
      const kept = countWords(last.baseEnd, edit.baseStart);
      if (kept > countWords(last.baseStart, last.baseEnd) || kept > countWords(edit.baseStart, edit.baseEnd))
        break;
      edit = { ...edit, baseStart: last.baseStart, start: last.start };
      joined.pop();
    }
    joined.push(edit);
  }
  return joined;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+(?:[.\-'’/:][\p{L}\p{N}]+)*|\n/gu) ?? [];
}

/** Tells whether both sides inserted the same run of words, each in another place. */
function isThoughtTwice(hunks: readonly Hunk[]): boolean {
  const runsOf = (side: 'mine' | 'theirs') =>
    hunks.flatMap((hunk) => {
      const words = hunk.kind === side ? wordsOf(hunk[side]) : [];
      return words.slice(oneThought - 1).map((_, at) => words.slice(at, at + oneThought).join(' '));
    });
  const mine = new Set(runsOf('mine'));
  return runsOf('theirs').some((run) => mine.has(run));
}

/** Tells a stretch too short to say whether a line that one side put in goes before or after what the other side edited. */
function isLineTooNear({ kind, base }: Hunk, at: number, hunks: readonly Hunk[]): boolean {
  const [before, after] = [hunks[at - 1], hunks[at + 1]];
  const isShort = kind === 'stable' && wordsOf(base).length < 2 && !base.includes('\n');
  if (!isShort || !before || !after || before.kind === after.kind) return false;
  return [before, after].some((edit) => !edit.base && mergedOf(edit).includes('\n'));
}

/** Where one side replaced words just as the other did, and then went on writing: what that side wrote. */
function whoWentOn({ base, mine, theirs }: Hunk): string | undefined {
  const [long, short] = mine.length > theirs.length ? [mine, theirs] : [theirs, mine];
  const isStart = long.startsWith(short);
  if (!isStart && !long.endsWith(short)) return undefined;
  const rest = isStart ? long.slice(short.length) : long.slice(0, -short.length);
  const [replaced, shared, all] = [wordsOf(base), wordsOf(short), wordsOf(long)];
  const kept = new Set(all);
  const isReplaced = replaced.length > 0 && !replaced.some((word) => kept.has(word));
  const isPart = shared.length > 0 && shared.length + wordsOf(rest).length === all.length;
  return isReplaced && isPart ? long : undefined;
}
