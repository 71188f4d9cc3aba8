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

/** Cuts three texts that are to be compared, one a step; pieces with the same key count as equal. */
export function* cutAlike(
  texts: ThreeSides<string>,
  { cut, keyOf }: { readonly cut: Cut; readonly keyOf: (piece: string) => string },
): Generator<undefined, ThreePieces> {
  const known = new Map<string, number>();
  const piecesOf = (text: string): Pieces => {
    const ends = cut(text);
    const ids = Int32Array.from(ends, (end, at) => {
      const key = keyOf(text.slice(ends[at - 1] ?? 0, end));
      const id = known.get(key) ?? known.size;
      known.set(key, id);
      return id;
    });
    return { text, ends, ids };
  };
  const base = piecesOf(texts.base);
  yield;
  const mine = piecesOf(texts.mine);
  yield;
  const theirs = piecesOf(texts.theirs);
  yield;
  return { base, mine, theirs, keys: [...known.keys()] };
}

/** One side's text of a stretch of pieces. */
export function textOf(
  pieces: ThreePieces,
  { start, end }: Readonly<Record<'start' | 'end', ThreeSides<number>>>,
  side: keyof ThreeSides<unknown>,
): string {
  const { text, ends } = pieces[side];
  return text.slice(ends[start[side] - 1] ?? 0, ends[end[side] - 1] ?? 0);
}

/** Cuts after every line break. */
export const cutLines: Cut = cutAfter(/\n/g);

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
