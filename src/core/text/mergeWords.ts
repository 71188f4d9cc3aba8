import { diffPieces, type Edit } from './diffPieces.js';
import { cutAlike, cutWords, textOf, type TextSides, type ThreePieces } from './pieces.js';
import { regionsOf, type Region, type Span } from './regions.js';

/** Beyond so many edits a stretch of words is taken as rewritten. */
const mostWordEdits = 256;
/** Longer texts, all sides together, are not cut into words. */
const longestText = 1_000_000;
/** So many words in a row that both sides inserted, in different places, are one thought written twice. */
const oneThought = 3;

/** Merges a stretch of text by words; undefined where edits meet, or where no word and no line break keeps them apart. */
export function* mergeWords(
  sides: TextSides,
  keyOf: (piece: string) => string,
): Generator<undefined, string | undefined> {
  const { base, mine, theirs } = sides;
  if (!base || base.length + mine.length + theirs.length > longestText) return undefined;
  const pieces = cutAlike(sides, { cut: cutWords, keyOf });
  yield;
  const words = createWordFinder(pieces);
  const ids = { base: pieces.base.ids, mine: pieces.mine.ids, theirs: pieces.theirs.ids };
  const editsOf = function* (side: 'mine' | 'theirs') {
    const edits = yield* diffPieces({ base: ids.base, side: ids[side] }, mostWordEdits);
    return joinStray(edits, words.countAnchors);
  };
  const edits = { mine: yield* editsOf('mine'), theirs: yield* editsOf('theirs') };
  const regions = regionsOf(
    ids,
    edits,
    (before, after) => words.countAnchors(before.baseEnd, after.baseStart) === 0,
  );
  if (isThoughtTwice(regions, words)) return undefined;
  let merged = '';
  for (const region of regions) {
    const side = region.kind === 'conflict' ? whoWentOn(region, pieces, words) : sideOf(region.kind);
    if (!side) return undefined;
    merged += textOf(pieces[side], region[side]);
  }
  return merged;
}

function sideOf(kind: Exclude<Region['kind'], 'conflict'>): 'mine' | 'theirs' {
  return kind === 'mine' ? 'mine' : 'theirs';
}

type Words = ReturnType<typeof createWordFinder>;

/** Tells words from the signs, spaces and line breaks among the pieces. */
function createWordFinder(pieces: ThreePieces) {
  const [sign, word, lineBreak] = [0, 1, 2];
  const kinds: number[] = [];
  for (const { text, ends, ids } of Object.values(pieces)) {
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] ?? 0;
      if (kinds[id] !== undefined) continue;
      const piece = text.slice(ends[at - 1] ?? 0, ends[at]);
      kinds[id] = /[\p{L}\p{N}]/u.test(piece) ? word : piece.endsWith('\n') ? lineBreak : sign;
    }
  }
  const { ids } = pieces.base;
  const anchors = new Int32Array(ids.length + 1);
  for (const [at, id] of ids.entries()) anchors[at + 1] = (anchors[at] ?? 0) + (kinds[id] === sign ? 0 : 1);
  return {
    of: (side: keyof TextSides, span: Span) =>
      pieces[side].ids.subarray(...span).filter((id) => kinds[id] === word),
    /** How many words and line breaks a stretch of the base holds: what can keep two edits apart. */
    countAnchors: (start: number, end: number) => (anchors[end] ?? 0) - (anchors[start] ?? 0),
  };
}

/** Joins edits with no more words left between them than either of them takes away: a stray "the" is no anchor. */
function joinStray(edits: readonly Edit[], countAnchors: (start: number, end: number) => number): Edit[] {
  const joined: Edit[] = [];
  for (let edit of edits) {
    for (let last = joined.at(-1); last; last = joined.at(-1)) {
      const kept = countAnchors(last.baseEnd, edit.baseStart);
      const isStray =
        kept <= countAnchors(last.baseStart, last.baseEnd) &&
        kept <= countAnchors(edit.baseStart, edit.baseEnd);
      if (!isStray) break;
      edit = { ...edit, baseStart: last.baseStart, start: last.start };
      joined.pop();
    }
    joined.push(edit);
  }
  return joined;
}

/** Tells whether both sides inserted the same run of words, each in another place. */
function isThoughtTwice(regions: readonly Region[], words: Words): boolean {
  const runsOf = (side: 'mine' | 'theirs') =>
    regions
      .filter(({ kind }) => kind === side)
      .flatMap((region) => {
        const inserted = words.of(side, region[side]);
        return Array.from(inserted.subarray(oneThought - 1), (_, at) =>
          inserted.subarray(at, at + oneThought).join(),
        );
      });
  const mine = new Set(runsOf('mine'));
  return runsOf('theirs').some((run) => mine.has(run));
}

/** Where one side replaced words just as the other did, and then went on writing: the side that went on. */
function whoWentOn(region: Region, pieces: ThreePieces, words: Words): 'mine' | 'theirs' | undefined {
  const sides = {
    mine: pieces.mine.ids.subarray(...region.mine),
    theirs: pieces.theirs.ids.subarray(...region.theirs),
  };
  const [short, long] =
    sides.mine.length < sides.theirs.length ? (['mine', 'theirs'] as const) : (['theirs', 'mine'] as const);
  const replaced = words.of('base', region.base);
  const isReplaced = replaced.length > 0 && replaced.length <= words.of(short, region[short]).length;
  if (!isReplaced || replaced.some((id) => sides[long].includes(id))) return undefined;
  const offset = sides[long].length - sides[short].length;
  const isStart = sides[short].every((id, at) => sides[long][at] === id);
  const isEnd = sides[short].every((id, at) => sides[long][offset + at] === id);
  return isStart || isEnd ? long : undefined;
}
