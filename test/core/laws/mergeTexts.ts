import { merge, text } from 'noclobber';
import type { Texts } from './texts.js';

/** Merges three texts as a field would: the text it came to, what is told or asked about it, and its hunks. */
export function mergeTexts({ base, mine, theirs }: Texts) {
  const edit = { base: { x: base }, mine: { x: mine }, theirs: { x: theirs } };
  const result = merge(edit, { x: text() });
  const entry = result.conflicts[0] ?? result.changes[0];
  return { result, entry, text: result.merged.x, hunks: entry?.hunks ?? [] };
}
