/** A stretch of a text as it is, or a sign in it that people can't see or mistake for another one. */
export interface TextSign {
  readonly text: string;
  /** Its code point: `U+202E`. With `text` it looks like another letter, without it is invisible. */
  readonly code?: string;
}

/** Signs that turn the text around them, hide in it, or join where there is nothing to join. */
const hidden =
  /\u{1f3f4}[\u{e0020}-\u{e007f}]+|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|(?<=[\p{sc=Latin}\p{N}\s])[\u200c\u200d]|[\u200c\u200d](?=[\p{sc=Latin}\p{N}\s]|$)/u;
const words = /[\p{L}\p{M}]+/gu;
const latin = /\p{sc=Latin}/u;
const alike = /[\p{sc=Cyrillic}\p{sc=Greek}]/u;

/**
 * Finds what a text hides: marks of direction, spaces without width, and letters of another alphabet in a word (Unicode Technical Standard 39, mixed
 * scripts). Joined, the texts of the parts without a code are what is safe to show as it is.
 */
export function revealSigns(text: string): readonly TextSign[] {
  if (!hidden.test(text) && !(latin.test(text) && alike.test(text))) return [{ text }];
  const parts: TextSign[] = [];
  const add = (part: TextSign) => {
    const last = parts.at(-1);
    if (last && last.code === undefined && part.code === undefined)
      parts[parts.length - 1] = { text: last.text + part.text };
    else if (part.text || part.code) parts.push(part);
  };
  let end = 0;
  for (const { 0: found, index } of text.matchAll(new RegExp(hidden, 'gu'))) {
    for (const part of unmixed(text.slice(end, index))) add(part);
    // A flag is made of signs that are hidden elsewhere.
    add(found.length > 2 ? { text: found } : { text: '', code: codeOf(found) });
    end = index + found.length;
  }
  for (const part of unmixed(text.slice(end))) add(part);
  return parts;
}

function unmixed(text: string): readonly TextSign[] {
  const parts: TextSign[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(words)) {
    if (!latin.test(word) || !alike.test(word)) continue;
    parts.push({ text: text.slice(end, index) });
    const letters = Array.from(word);
    const isMostlyLatin = letters.filter((letter) => latin.test(letter)).length * 2 >= letters.length;
    const stranger = isMostlyLatin ? alike : latin;
    for (const letter of letters)
      parts.push(stranger.test(letter) ? { text: letter, code: codeOf(letter) } : { text: letter });
    end = index + word.length;
  }
  return [...parts, { text: text.slice(end) }];
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
