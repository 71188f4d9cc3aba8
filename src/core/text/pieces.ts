import type { ThreeSides } from '../eachSide.js';

/** A text in pieces; those that count as equal have the same id. */
interface Pieces {
  readonly pieces: readonly string[];
  readonly ids: Int32Array;
}

/** Three texts cut alike: they share one set of ids, from 0 up without gaps; `keys` tells what each id stands for. */
export interface ThreePieces extends ThreeSides<Pieces> {
  readonly keys: readonly string[];
}

export interface CutOptions {
  readonly cut: (text: string) => readonly string[];
  /** Pieces with the same key count as equal. */
  readonly keyOf: (piece: string) => string;
}

/** Cuts three texts that are to be compared, one a step. */
export function* cutAlike(
  texts: ThreeSides<string>,
  { cut, keyOf }: CutOptions,
): Generator<undefined, ThreePieces> {
  const known = new Map<string, number>();
  /** Where a piece stands in the base, by its id. */
  const places: number[] = [];
  const piecesOf = (text: string, base?: Pieces): Pieces => {
    const pieces = cut(text);
    const ids = new Int32Array(pieces.length);
    /** Where we are in the base: mostly the texts go alike, and nothing needs to be looked up. */
    let next = 0;
    for (let at = 0; at < pieces.length; at++) {
      const piece = pieces[at] ?? '';
      let id = base?.ids[next];
      if (id === undefined || piece !== base?.pieces[next]) {
        const key = keyOf(piece);
        id = known.get(key) ?? known.size;
        known.set(key, id);
      }
      if (!base) places[id] = at;
      next = (places[id] ?? next - 1) + 1;
      ids[at] = id;
    }
    return { pieces, ids };
  };
  const base = piecesOf(texts.base);
  yield;
  const mine = piecesOf(texts.mine, base);
  yield;
  const theirs = piecesOf(texts.theirs, base);
  yield;
  return { base, mine, theirs, keys: [...known.keys()] };
}

/** Cuts after every line break. */
export const cutLines = cutBy('[^\\n]*\\n|[^\\n]+');

/** Signs that belong to the grapheme before them. */
const joined = String.raw`[\p{M}\p{Gr_Ext}\p{EMod}\u200d\u0e33\u0eb3]`;
/** Letters of scripts that write without spaces. */
const spaceless = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]`;
const letters = String.raw`(?:(?!${spaceless})[\p{L}\p{N}_]${joined}*)+`;

/** Cuts after every sentence and the space behind it, and after every line break; between two graphemes. */
export const cutSentences = cutBy(
  String.raw`(?!$)[^]*?(?:\n|$|(?:[.!?…]\p{P}{0,3}[^\S\n]+\n?|[。！？]\p{P}*)(?!${joined}))`,
);

/**
 * Cuts into words with their inner marks ("v2.11", "don't"), letters of scripts that write without spaces, line breaks, white space and single
 * signs; between two graphemes (Unicode Standard Annex 29).
 */
export const cutWords = cutBy(
  [
    String.raw`\r?\n|[^\S\r\n]+${joined}*|\p{Cf}*(?:${letters}(?:[.\-'’/:]${letters})*`,
    String.raw`\p{RI}\p{RI}?${joined}*`,
    String.raw`\p{ExtPict}(?:${joined}*\u200d\p{ExtPict})*${joined}*`,
    String.raw`\S${joined}*)`,
    '[^]',
  ].join('|'),
);

function cutBy(source: string): (text: string) => readonly string[] {
  const pattern = new RegExp(source, 'gu');
  return (text) => text.match(pattern) ?? [];
}
