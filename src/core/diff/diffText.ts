import { diff_match_patch as DiffMatchPatch } from 'diff-match-patch';
import { cutWords } from '../text/pieces.js';

/** A stretch of text that is the same, was removed or was added. */
export interface TextPart {
  readonly kind: 'same' | 'del' | 'ins';
  readonly text: string;
}

const longestText = 20_000;
const longestRun = 1_000;
/** Tokens are interned as characters from 1 up, so that they stay clear of the surrogates. */
const mostTokens = 0xd7ff;

/**
 * Shows how `b` differs from `a`, by words; texts of one word each by graphemes. For display only: merging is `merge`'s work.
 *
 * Without the `ins` parts the result is `a`, without the `del` parts it is `b`, and no part cuts a grapheme. What differs between the common start
 * and end is compared up to 20,000 characters; above that, or after 30 ms, it is shown coarser.
 */
export function diffText(a: string, b: string): TextPart[] {
  if (a === b) return a ? [{ kind: 'same', text: a }] : [];
  if (a.length + b.length <= longestText) return diffWords(a, b);
  const start = commonStart(a, b);
  const end = commonEnd(a.slice(start), b.slice(start));
  const [before, after] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return joinParts([
    { kind: 'same', text: a.slice(0, start) },
    ...(before.length + after.length > longestText ? replaced(before, after) : diffWords(before, after)),
    { kind: 'same', text: a.slice(a.length - end) },
  ]);
}

/** How far two long texts start alike, up to a place between two words: nothing may be tokenised yet. */
function commonStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  while (start > 0 && !(isBetweenWords(a, start) && isBetweenWords(b, start))) start--;
  return start;
}

function commonEnd(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let end = 0;
  while (end < shorter && a.at(-1 - end) === b.at(-1 - end)) end++;
  while (end > 0 && !(isBetweenWords(a, a.length - end) && isBetweenWords(b, b.length - end))) end--;
  return end;
}

/** After a space or a line's end and before a plain character: there no word and no grapheme is cut. */
function isBetweenWords(text: string, index: number): boolean {
  return /^[ \n][!-~]$/.test(text.slice(index - 1, index + 1));
}

function diffWords(a: string, b: string): TextPart[] {
  const [before, after] = [cutWords(a), cutWords(b)];
  const isOneWord = before.length <= 1 && after.length <= 1 && a.length + b.length <= longestRun;
  return isOneWord ? diffTokens(graphemes(a), graphemes(b)) : diffTokens(before, after);
}

function replaced(a: string, b: string): TextPart[] {
  return [
    { kind: 'del', text: a },
    { kind: 'ins', text: b },
  ];
}

function diffTokens(a: readonly string[], b: readonly string[]): TextPart[] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const middle = (tokens: readonly string[]) => tokens.slice(head, tokens.length - tail);
  return joinParts([
    { kind: 'same', text: a.slice(0, head).join('') },
    ...diffMiddle(middle(a), middle(b)),
    { kind: 'same', text: a.slice(a.length - tail).join('') },
  ]);
}

function diffMiddle(a: readonly string[], b: readonly string[]): TextPart[] {
  const [before, after] = [a.join(''), b.join('')];
  const words = [...new Set([...a, ...b])];
  if (words.length > mostTokens) return replaced(before, after);
  const codes = new Map(words.map((word, index) => [word, String.fromCharCode(index + 1)]));
  const encode = (tokens: readonly string[]) => tokens.map((word) => codes.get(word)).join('');
  const differ = new DiffMatchPatch();
  differ.Diff_Timeout = 0.03;
  const diffs = differ.diff_main(encode(a), encode(b), false);
  differ.diff_cleanupSemantic(diffs);
  return diffs.map(([operation, encoded]) => ({
    kind: operation === 0 ? 'same' : operation < 0 ? 'del' : 'ins',
    text: Array.from(encoded, (code) => words[code.charCodeAt(0) - 1]).join(''),
  }));
}

function joinParts(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind)
      joined[joined.length - 1] = { kind: last.kind, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** Segments a short stretch; the platform's segmenter is quadratic, so a long one stays whole. */
function graphemes(text: string): string[] {
  if (text.length > longestRun) return [text];
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
}
