/** Cuts a text into pieces. A line break ends a piece, whatever comes after it: a text can be cut line by line. */
export type Cut = (text: string) => readonly string[];

/** Cuts after every line break. */
export const cutLines = cutBy('[^\\n]*\\n|[^\\n]+');

/** Signs that belong to the grapheme before them. */
const joined = String.raw`\p{M}\p{Gr_Ext}\p{EMod}\u200d\u0e33\u0eb3`;
/** A run of letters, but for those of scripts that write without spaces. */
const letters = String.raw`(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}])[\p{L}\p{N}_${joined}])+`;

/** Cuts after every sentence and the space behind it, and after every line break; between two graphemes. */
export const cutSentences = cutBy(
  String.raw`(?!$)[^]*?(?:\n|$|(?:[.!?…]\p{P}{0,3}[^\S\n]+\n?|[。！？]\p{P}*)(?![${joined}]))`,
);

/**
 * Cuts into words with their inner marks ("v2.11", "don't"), letters of scripts that write without spaces, line breaks, white space and single
 * signs; between two graphemes (Unicode Standard Annex 29).
 */
export const cutWords = cutBy(
  String.raw`\r?\n|\p{Cf}*(?:[^\S\r\n]+|${letters}(?:[.\-'’/:]${letters})*|\p{RI}{2}|\S)(?:[${joined}]|(?<=\u200d)\p{ExtPict})*|[^]`,
);

function cutBy(source: string): Cut {
  const pattern = new RegExp(source, 'gu');
  return (text) => text.match(pattern) ?? [];
}
