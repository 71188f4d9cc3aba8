import { mergedOf, type Hunk } from '../../../core/index.js';
import { DiffText } from '../../value/DiffText.js';
import { LongText } from '../../value/LongText.js';

/** What a stretch of a text comes to, with what is new in it marked as the side's whose it is. */
export function HunkText({ hunk }: { readonly hunk: Hunk }) {
  const { kind, base } = hunk;
  const merged = mergedOf(hunk);
  if (merged === base) return <LongText text={merged} />;
  const side = kind === 'mine' || kind === 'theirs' ? kind : undefined;
  return <DiffText before={base} after={merged} side={side} />;
}
