import { type Hunk } from '../../../core/index.js';
import { dialogMessages, useMessages } from '../../../react/index.js';
import { firstSentence } from '../../value/DiffText.js';
import { VisibleText } from '../../value/VisibleText.js';
import { HunkText } from './HunkText.js';

export interface TextPreviewProps {
  /** The hunks as they stand now. */
  readonly hunks: readonly Hunk[];
  /** Which of them were asked, in order. */
  readonly asked: readonly number[];
}

const mostAtFirst = 40;

/** The text as it would be saved now: what changed in full, what didn't by its first words, what is open by its name. */
export function TextPreview({ hunks, asked }: TextPreviewProps) {
  const messages = useMessages(dialogMessages);
  const shown = hunks.slice(0, mostAtFirst);
  return (
    <div className="nc-prose">
      {shown.map((hunk, at) => {
        if (hunk.kind === 'conflict') {
          return (
            <p key={at}>
              <span className="nc-blank">{messages.partOpen(asked.indexOf(at) + 1)}</span>
            </p>
          );
        }
        if (hunk.kind !== 'stable') {
          return (
            <p key={at} className="nc-text" dir="auto">
              <HunkText hunk={hunk} />
            </p>
          );
        }
        const text = hunk.base.trim();
        const start = firstSentence(text).trim();
        return (
          text && (
            <p key={at} className="nc-context" dir="auto">
              <VisibleText text={start} />
              {start.length < text.length && ' …'}
            </p>
          )
        );
      })}
      {hunks.length > shown.length && <p className="nc-context">…</p>}
    </div>
  );
}
