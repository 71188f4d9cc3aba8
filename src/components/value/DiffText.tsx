import { Fragment, useMemo, useState } from 'react';
import { diffText } from '../../core/index.js';
import { useMessages, valueMessages } from '../../react/index.js';
import { LongText } from './LongText.js';

export interface DiffTextProps {
  readonly before: string;
  readonly after: string;
  /** Whose change it is, where nothing around it says so. */
  readonly side?: 'theirs' | 'mine' | undefined;
}

const mostPartsAtFirst = 200;

/** A text as it differs from another one: `<ins>` and `<del>` in place, long unchanged stretches folded. */
export function DiffText({ before: was, after: is, side }: DiffTextProps) {
  const messages = useMessages(valueMessages);
  const [mostParts, setMostParts] = useState(mostPartsAtFirst);
  const parts = useMemo(() => diffText(was, is), [was, is]);
  const rest = parts.slice(mostParts).reduce((length, { text }) => length + text.length, 0);
  return (
    <>
      {parts.slice(0, mostParts).map(({ kind, text }, index) => {
        if (kind === 'same') {
          return (
            <SameText key={index} text={text} isFirst={index === 0} isLast={index === parts.length - 1} />
          );
        }
        const Mark = kind;
        // Space around a mark is no part of it, unless it is all there is.
        const words = text.trim() || text;
        const before = text.slice(0, text.indexOf(words));
        const after = text.slice(before.length + words.length);
        return (
          <Fragment key={index}>
            {before}
            <Mark
              className={`nc-${kind}`}
              data-label={kind === 'del' ? messages.removed : messages.added}
              data-side={side}
            >
              <LongText text={words} />
            </Mark>
            {after || (kind === 'del' && ' ')}
          </Fragment>
        );
      })}
      {rest > 0 && (
        <button type="button" className="nc-unfold" onClick={() => setMostParts(mostParts * 4)}>
          {messages.showMore(rest)}
        </button>
      )}
    </>
  );
}

/** A shorter stretch is not worth folding. */
const shortestFold = 160;
/** How far into a long stretch a sentence is looked for. */
const longestSentence = 400;

/** Unchanged text; of a long one only the sentence beside a change, the rest on demand. */
function SameText({
  text,
  isFirst,
  isLast,
}: {
  readonly text: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}) {
  const messages = useMessages(valueMessages);
  const [isOpen, setOpen] = useState(false);
  const start = isFirst ? '' : firstSentence(text);
  const end = isLast ? '' : lastSentence(text);
  const folded = text.slice(start.length, text.length - end.length);
  if (isOpen || folded.length < shortestFold || start.length + end.length > text.length)
    return <LongText text={text} />;
  return (
    <>
      <LongText text={start.trimEnd()} />
      <button type="button" className="nc-unfold" onClick={() => setOpen(true)}>
        {messages.unchangedWords(countWords(folded))}
      </button>
      <LongText text={end.trimStart()} />
    </>
  );
}

export function firstSentence(text: string): string {
  const start = text.slice(0, longestSentence);
  const end = start.search(/[.!?…]\s|\n/);
  return end === -1 ? start : start.slice(0, end + 1);
}

export function lastSentence(text: string): string {
  const end = text.slice(-longestSentence);
  const ends = [...end.trimEnd().matchAll(/[.!?…]\s|\n/g)];
  return end.slice((ends.at(-1)?.index ?? -1) + 1);
}

function countWords(text: string): number {
  let count = 0;
  for (const _word of text.matchAll(/\S+/g)) count++;
  return count;
}
