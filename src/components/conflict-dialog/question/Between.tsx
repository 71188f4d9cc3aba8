import { mergedOf, type Hunk } from '../../../core/index.js';
import { useNoClobber } from '../../../react/index.js';
import { Icon } from '../../Icon.js';
import { firstSentence, lastSentence } from '../../value/DiffText.js';
import { HunkText } from './HunkText.js';
import { LongText } from '../../value/LongText.js';

export interface BetweenProps {
  readonly hunks: readonly Hunk[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What stands between two parts of a text and is not asked: the sentence beside each part, the rest folded. */
export function Between({ hunks, isFirst, isLast }: BetweenProps) {
  const { messages } = useNoClobber();
  const text = hunks.map(mergedOf).join('');
  if (!text.trim()) return null;
  const after = isFirst ? '' : firstSentence(text.trimStart()).trim();
  const before = isLast ? '' : lastSentence(text.trimEnd()).trim();
  const count = countSentences(text) - (after ? 1 : 0) - (before ? 1 : 0);
  const isShort = count < 1;
  return (
    <>
      {after && (
        <p className="nc-prose nc-context" dir="auto">
          <LongText text={isShort ? text.trim() : after} />
        </p>
      )}
      {!isShort && (
        <details className="nc-fold">
          <summary>
            <Icon name="chevron" />
            {messages.unchangedSentences(count)}
          </summary>
          <p className="nc-prose nc-text" dir="auto">
            {hunks.map((hunk, index) => (
              <HunkText key={index} hunk={hunk} />
            ))}
          </p>
        </details>
      )}
      {before && !(isShort && after) && (
        <p className="nc-prose nc-context" dir="auto">
          <LongText text={before} />
        </p>
      )}
    </>
  );
}

function countSentences(text: string): number {
  let count = 0;
  for (const _end of text.trimEnd().matchAll(/[.!?…。！？](?=\s|$)|\S\s*\n/g)) count++;
  return count;
}
