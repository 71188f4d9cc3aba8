import type { Box } from './box.js';

/** Joins edits with no more words left between them than either of them takes away: a stray "the" is no anchor. */
export function joinStray(edits: readonly Box[], isWord: readonly boolean[]): Box[] {
  let count = 0;
  const before = [0, ...isWord.map((isOne) => (count += isOne ? 1 : 0))];
  const countWords = (start: number, end: number) => (before[end] ?? 0) - (before[start] ?? 0);
  const joined: Box[] = [];
  for (let edit of edits) {
    for (let last = joined.at(-1); last; last = joined.at(-1)) {
      const kept = countWords(last[1], edit[0]);
      if (kept > countWords(last[0], last[1]) || kept > countWords(edit[0], edit[1])) break;
      edit = [last[0], edit[1], last[2], edit[3]];
      joined.pop();
    }
    joined.push(edit);
  }
  return joined;
}
