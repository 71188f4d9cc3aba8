import { Fragment, useState } from 'react';
import { mergedOf, type Hunk, type Path } from '../../../core/index.js';
import { dialogMessages, useMessages, type ConflictReview } from '../../../react/index.js';
import { Icon } from '../../Icon.js';
import { firstSentence, lastSentence } from '../../value/DiffText.js';
import { HunkText } from './HunkText.js';
import { LongText } from '../../value/LongText.js';

export interface BetweenProps {
  /** As they are to be saved now. */
  readonly hunks: readonly Hunk[];
  /** Which hunk of the text the first one is. */
  readonly at: number;
  readonly path: Path;
  readonly label: string;
  readonly review: ConflictReview<unknown>;
  /** It goes on in the line of the part before it, and is shown as far as that sentence goes. */
  readonly isAfterPart: boolean;
  readonly isBeforePart: boolean;
}

/** What stands between two parts of a text and is not asked: the sentence beside each part, the rest folded. */
export function Between(props: BetweenProps) {
  const { hunks, at, isAfterPart, isBeforePart } = props;
  const messages = useMessages(dialogMessages);
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
            {hunks.some(isFromThem)
              ? messages.mergedAutomatically
              : messages.unchangedSentences(Math.max(count, 1))}
          </summary>
          {isOpen && (
            <p className="nc-prose nc-text" dir="auto">
              {hunks.map((hunk, index) => (
                <Fragment key={index}>
                  <HunkText hunk={hunk} />
                  {isFromThem(hunk) && <MergedHunk {...props} hunk={hunk} at={at + index} />}
                </Fragment>
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

/** What others changed there was merged in unseen. */
function isFromThem({ base, theirs }: Hunk): boolean {
  return base !== theirs;
}

/** Takes a stretch that merged by itself as mine, or back again. */
function MergedHunk({ hunk, at, path, label, review }: BetweenProps & { readonly hunk: Hunk }) {
  const messages = useMessages(dialogMessages);
  const isUndone = review.pickAt(path, at) !== undefined;
  const name = `${label}: ${firstSentence(hunk.theirs).trim()}`;
  return (
    <button
      type="button"
      className="nc-link"
      aria-label={isUndone ? messages.redoMergeOf(name) : messages.undoMergeOf(name)}
      onClick={() => review.pick(path, at, isUndone ? undefined : { pick: 'mine' })}
    >
      {isUndone ? messages.redo : messages.undo}
    </button>
  );
}

function countSentences(text: string): number {
  let count = 0;
  for (const _end of text.trimEnd().matchAll(/[.!?…。！？](?=\s|$)|\S\s*\n/g)) count++;
  return count;
}
