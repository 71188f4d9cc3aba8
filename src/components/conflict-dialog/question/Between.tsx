import { useState } from 'react';
import { mergedOf, type Hunk } from '../../../core/index.js';
import { useNoClobber } from '../../../react/index.js';
import { Icon } from '../../Icon.js';
import { firstSentence, lastSentence } from '../../value/DiffText.js';
import { HunkText } from './HunkText.js';
import { LongText } from '../../value/LongText.js';

export interface BetweenProps {
  readonly hunks: readonly Hunk[];
  /** It goes on in the line of the part before it, and is shown as far as that sentence goes. */
  readonly isAfterPart: boolean;
  readonly isBeforePart: boolean;
}

/** What stands between two parts of a text and is not asked: the sentence beside each part, the rest folded. */
export function Between({ hunks, isAfterPart, isBeforePart }: BetweenProps) {
  const { messages } = useNoClobber();
  const [isOpen, setOpen] = useState(false);
  const text = hunks.map(mergedOf).join('');
  if (!text.trim()) return null;
  const after = isAfterPart ? firstSentence(text.trimStart()).trim() : '';
  const before = isBeforePart ? lastSentence(text.trimEnd()).trim() : '';
  const count = countSentences(text) - (after ? 1 : 0) - (before ? 1 : 0);
  const isShort = count < 1 && Boolean(after || before);
  return (
    <>
      {after && (
        <p className="nc-prose nc-context" dir="auto">
          <LongText text={isShort ? text.trim() : after} />
        </p>
      )}
      {!isShort && (
        <details className="nc-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            <Icon name="chevron" />
            {messages.unchangedSentences(Math.max(count, 1))}
          </summary>
          {isOpen && (
            <p className="nc-prose nc-text" dir="auto">
              {hunks.map((hunk, index) => (
                <HunkText key={index} hunk={hunk} />
              ))}
            </p>
          )}
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
