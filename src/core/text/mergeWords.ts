import type { Hunk } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import { mergedOf } from './hunks.js';
import { hunksOf } from './hunksOf.js';
import { cutWords } from './pieces.js';

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
  const hunks = yield* hunksOf(sides, {
    cut: cutWords,
    keyOf,
    mostEdits: mostWordEdits,
    isSign,
    isNear: (before, after) => isSign(sides.base.slice(before.end, after.start)),
  });
  const parts = hunks.map((hunk) => (hunk.kind === 'conflict' ? whoWentOn(hunk) : mergedOf(hunk)));
  const isUnclear = parts.includes(undefined) || isThoughtTwice(hunks) || hunks.some(isLineTooNear);
  return isUnclear ? undefined : parts.join('');
}

/** Tells a text that says too little for a stretch to be the same text because of it: spaces, commas. */
function isSign(key: string): boolean {
  return !/[\p{L}\p{N}\n]/u.test(key);
}

function wordsOf(text: string): readonly string[] {
  return cutWords(text).filter((piece) => !isSign(piece));
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
  if (kind !== 'stable' || !before || !after || before.kind === after.kind) return false;
  const isLine = (edit: Hunk) => !edit.base && mergedOf(edit).includes('\n');
  return (isLine(before) || isLine(after)) && !base.includes('\n') && wordsOf(base).length < 2;
}

/** Where one side replaced words just as the other did, and then went on writing: what that side wrote. */
function whoWentOn({ base, mine, theirs }: Hunk): string | undefined {
  const [long, short] = mine.length > theirs.length ? [mine, theirs] : [theirs, mine];
  if (!long.startsWith(short)) return undefined;
  const [replaced, shared, all] = [wordsOf(base), wordsOf(short), wordsOf(long)];
  const kept = new Set(all);
  const isReplaced = replaced.length > 0 && !replaced.some((word) => kept.has(word));
  const isPart = shared.length > 0 && shared.length + wordsOf(long.slice(short.length)).length === all.length;
  return isReplaced && isPart ? long : undefined;
}
