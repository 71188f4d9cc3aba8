import type { ThreeSides } from '../eachSide.js';
import type { Edit } from './diffPieces.js';
import { cutAlike, cutWords, textOf } from './pieces.js';
import { regionsOf, type Region } from './regions.js';

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
  const { base, mine, theirs } = sides;
  if (base.length + mine.length + theirs.length > longestText) return undefined;
  const pieces = yield* cutAlike(sides, { cut: cutWords, keyOf });
  const isWord = pieces.keys.map((key) => /[\p{L}\p{N}\n]/u.test(key));
  const piecesOf: PiecesOf = (side, region, onlyWords = false) =>
    pieces[side].ids.subarray(region.start[side], region.end[side]).filter((id) => !onlyWords || isWord[id]);
  let count = 0;
  const before = Array.from(pieces.base.ids, (id) => (isWord[id] ? count++ : count));
  const countWords: CountWords = (start, end) => (before[end] ?? count) - (before[start] ?? count);
  const regions = yield* regionsOf(pieces, {
    mostEdits: mostWordEdits,
    isSign: (id) => !isWord[id],
    coarsen: (edits) => joinStray(edits, countWords),
    isNear: (edit, next) => countWords(edit.baseEnd, next.baseStart) === 0,
  });
  if (isThoughtTwice(regions, piecesOf)) return undefined;
  let merged = '';
  for (const region of regions) {
    const { kind } = region;
    const side = kind === 'conflict' ? whoWentOn(region, piecesOf) : kind === 'mine' ? kind : 'theirs';
    if (!side) return undefined;
    merged += textOf(pieces, region, side);
  }
  return merged;
}

/** Counts words and line breaks in a stretch of the base: what can keep two edits apart. */
type CountWords = (start: number, end: number) => number;

/** Gives a region's pieces on one side: all of them, or only the words and line breaks. */
type PiecesOf = (side: keyof ThreeSides<unknown>, region: Region, onlyWords?: boolean) => Int32Array;

/** Joins edits with no more words left between them than either of them takes away: a stray "the" is no anchor. */
function joinStray(edits: readonly Edit[], countWords: CountWords): Edit[] {
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

/** Tells whether both sides inserted the same run of words, each in another place. */
function isThoughtTwice(regions: readonly Region[], piecesOf: PiecesOf): boolean {
  const runsOf = (side: 'mine' | 'theirs') =>
    regions.flatMap((region) => {
      const words = region.kind === side ? piecesOf(side, region, true) : new Int32Array();
      return Array.from(words.slice(oneThought - 1), (_, at) => words.slice(at, at + oneThought).join());
    });
  const mine = new Set(runsOf('mine'));
  return runsOf('theirs').some((run) => mine.has(run));
}

/** Where one side replaced words just as the other did, and then went on writing: the side that went on. */
function whoWentOn(region: Region, piecesOf: PiecesOf): 'mine' | 'theirs' | undefined {
  const [mine, theirs] = [piecesOf('mine', region), piecesOf('theirs', region)];
  const side = mine.length > theirs.length ? 'mine' : 'theirs';
  const [long, short] = side === 'mine' ? [mine, theirs] : [theirs, mine];
  const replaced = piecesOf('base', region, true);
  const isReplaced = replaced.length > 0 && !replaced.some((id) => long.includes(id));
  const [whole, part] = [`,${long.join()},`, `,${short.join()},`];
  return isReplaced && (whole.startsWith(part) || whole.endsWith(part)) ? side : undefined;
}
