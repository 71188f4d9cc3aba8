/** A text cut into pieces; piece `i` ends at `ends[i]`, and pieces that count as equal have the same id. */
export interface Pieces {
  readonly text: string;
  readonly ends: readonly number[];
  readonly ids: Int32Array;
}

/** Where to cut a text: the ends of its pieces, the last one at its end. */
export type Cut = (text: string) => number[];

/** A text as the three sides have it. */
export interface TextSides {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

export type ThreePieces = Readonly<Record<keyof TextSides, Pieces>>;

/** Cuts three texts that are to be compared: they share one set of ids, from 0 up without gaps. */
export function cutAlike(
  { base, mine, theirs }: TextSides,
  { cut, keyOf }: { readonly cut: Cut; readonly keyOf: (piece: string) => string },
): ThreePieces {
  const known = new Map<string, number>();
  const piecesOf = (text: string): Pieces => {
    const ends = cut(text);
    const ids = new Int32Array(ends.length);
    let start = 0;
    for (let index = 0; index < ends.length; index++) {
      const end = ends[index] ?? 0;
      const key = keyOf(text.slice(start, end));
      let id = known.get(key);
      if (id === undefined) known.set(key, (id = known.size));
      ids[index] = id;
      start = end;
    }
    return { text, ends, ids };
  };
  return { base: piecesOf(base), mine: piecesOf(mine), theirs: piecesOf(theirs) };
}

/** The text of the pieces from `start` up to `end`. */
export function textOf({ text, ends }: Pieces, [start, end]: readonly [number, number]): string {
  return text.slice(ends[start - 1] ?? 0, ends[end - 1] ?? 0);
}

/** Cuts after every line break. */
export function cutLines(text: string): number[] {
  const ends: number[] = [];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) ends.push(end + 1);
  if ((ends.at(-1) ?? 0) < text.length) ends.push(text.length);
  return ends;
}

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
  const latin = String.raw`[.!?…]+["'”’»)\]]*[^\S\n]+\n?`;
  const wide = String.raw`[。！？]+[」』）”’]*`;
  return new RegExp(String.raw`\n|(?:${latin}|${wide})(?!${joined})`, 'gu');
}

function wordPattern(): RegExp {
  const spaceless = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]`;
  const letters = String.raw`(?:(?:\w|(?!${spaceless})[\p{L}\p{N}])${joined}*)+`;
  const grapheme = [
    String.raw`${letters}(?:[.\-'’/:]${letters})*`,
    String.raw`\p{RI}\p{RI}?${joined}*`,
    String.raw`\p{ExtPict}(?:${joined}*\u200d\p{ExtPict})*${joined}*`,
    String.raw`\S${joined}*`,
  ].join('|');
  return new RegExp(String.raw`\r?\n|[^\S\n]+(?=\r\n)|[^\S\n]+${joined}*|\p{Cf}*(?:${grapheme})|[^]`, 'gu');
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
