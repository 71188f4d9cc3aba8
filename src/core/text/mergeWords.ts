import { diffPieces, type Edit } from './diffPieces.js';
import { cutAlike, cutWords, textOf, type TextSides, type ThreePieces } from './pieces.js';
import { regionsOf, type Region } from './regions.js';

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
  if (isThoughtTwice(regions, pieces, words)) return undefined;
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
    of: (some: Int32Array) => some.filter((id) => kinds[id] === word),
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
function isThoughtTwice(regions: readonly Region[], pieces: ThreePieces, words: Words): boolean {
  const runs = { mine: new Set<string>(), theirs: new Set<string>() };
  for (const { kind, ...spans } of regions) {
    if (kind !== 'mine' && kind !== 'theirs') continue;
    const inserted = words.of(pieces[kind].ids.subarray(...spans[kind]));
    for (let end = oneThought; end <= inserted.length; end++) {
      runs[kind].add(inserted.subarray(end - oneThought, end).join());
    }
  }
  return [...runs.mine].some((run) => runs.theirs.has(run));
}

/** Where one side replaced words just as the other did, and then went on writing: the side that went on. */
function whoWentOn(region: Region, pieces: ThreePieces, words: Words): 'mine' | 'theirs' | undefined {
  const [mine, theirs] = [
    pieces.mine.ids.subarray(...region.mine),
    pieces.theirs.ids.subarray(...region.theirs),
  ];
  const isMineLonger = mine.length > theirs.length;
  const [short, long] = isMineLonger ? [theirs, mine] : [mine, theirs];
  const replaced = words.of(pieces.base.ids.subarray(...region.base));
  const isReplaced = replaced.length > 0 && replaced.length <= words.of(short).length;
  if (!isReplaced || replaced.some((id) => long.includes(id))) return undefined;
  const [start, whole] = [`,${short.join()},`, `,${long.join()},`];
  if (!whole.startsWith(start) && !whole.endsWith(start)) return undefined;
  return isMineLonger ? 'mine' : 'theirs';
}
