import type { ThreeSides } from '../eachSide.js';

/** A text cut into pieces; piece `i` ends at `ends[i]`, and pieces that count as equal have the same id. */
export interface Pieces {
  readonly text: string;
  readonly ends: readonly number[];
  readonly ids: Int32Array;
}

/** Where to cut a text: the ends of its pieces, the last one at its end. */
export type Cut = (text: string) => number[];

/** Three texts cut alike: they share one set of ids, from 0 up without gaps; `keys` tells what each id stands for. */
export interface ThreePieces extends ThreeSides<Pieces> {
  readonly keys: readonly string[];
}

export interface CutOptions {
  readonly cut: Cut;
  /** Pieces with the same key count as equal. */
  readonly keyOf: (piece: string) => string;
}

/** Cuts three texts that are to be compared, one a step. */
export function* cutAlike(
  texts: ThreeSides<string>,
  { cut, keyOf }: CutOptions,
): Generator<undefined, ThreePieces> {
  const known = new Map<string, number>();
  const inBase: string[] = [];
  const idsInBase: number[] = [];
  /** Where a piece stands in the base, by its id. */
  const places: number[] = [];
  const piecesOf = (text: string, isBase = false): Pieces => {
    const ends = cut(text);
    const ids = new Int32Array(ends.length);
    /** Where we are in the base: mostly the texts go alike, and nothing needs to be looked up. */
    let next = 0;
    for (let at = 0; at < ends.length; at++) {
      const piece = text.slice(ends[at - 1] ?? 0, ends[at]);
      let id = idsInBase[next];
      if (id === undefined || piece !== inBase[next]) {
        const key = keyOf(piece);
        id = known.get(key) ?? known.size;
        if (id === known.size) known.set(key, id);
      }
      if (isBase) {
        places[id] = inBase.length;
        inBase.push(piece);
        idsInBase.push(id);
      }
      next = (places[id] ?? next - 1) + 1;
      ids[at] = id;
    }
    return { text, ends, ids };
  };
  const base = piecesOf(texts.base, true);
  yield;
  const mine = piecesOf(texts.mine);
  yield;
  const theirs = piecesOf(texts.theirs);
  yield;
  return { base, mine, theirs, keys: [...known.keys()] };
}

/** Cuts after every line break. */
export const cutLines: Cut = (text) => {
  const ends: number[] = [];
  for (let end = 0; end < text.length; ends.push(end)) end = text.indexOf('\n', end) + 1 || text.length;
  return ends;
};

/** Signs that belong to the grapheme before them. */
const joined = String.raw`[\p{M}\p{Gr_Ext}\p{EMod}\u200d\u0e33\u0eb3]`;

/** Cuts after every sentence and line break, between two graphemes. */
export const cutSentences: Cut = cutAfter(sentencePattern());

/**
 * Cuts into words with their inner marks ("v2.11", "don't"), letters of scripts that write without spaces, line breaks, white
 * space and single signs; always between two graphemes (Unicode Standard Annex 29).
 */
export const cutWords: Cut = cutAfter(wordPattern());

function sentencePattern(): RegExp {
  return new RegExp(String.raw`\n|(?:[.!?…]\p{P}*[^\S\n]+\n?|[。！？]\p{P}*)(?!${joined})`, 'gu');
}

function wordPattern(): RegExp {
  const spaceless = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]`;
  const letters = String.raw`(?:(?!${spaceless})[\p{L}\p{N}_]${joined}*)+`;
  const grapheme = [
    String.raw`${letters}(?:[.\-'’/:]${letters})*`,
    String.raw`\p{RI}\p{RI}?${joined}*`,
    String.raw`\p{ExtPict}(?:${joined}*\u200d\p{ExtPict})*${joined}*`,
    String.raw`\S${joined}*`,
  ].join('|');
  return new RegExp(String.raw`\r?\n|[^\S\r\n]+${joined}*|\p{Cf}*(?:${grapheme})|[^]`, 'gu');
}

function cutAfter(pattern: RegExp): Cut {
  return (text) => {
    const ends: number[] = [];
    pattern.lastIndex = 0;
    while (pattern.test(text)) ends.push(pattern.lastIndex);
    if ((ends.at(-1) ?? 0) < text.length) ends.push(text.length);
    return ends;
  };
}
