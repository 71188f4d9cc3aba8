import { Fragment, useMemo, useState } from 'react';
import { diffText } from '../core/index.js';
import { useNoClobber } from '../react/index.js';

export interface DiffTextProps {
  readonly before: string;
  readonly after: string;
}

/** A text as it differs from another one: `<ins>` and `<del>` in place, long unchanged stretches folded. */
export function DiffText({ before, after }: DiffTextProps) {
  const { messages } = useNoClobber();
  const parts = useMemo(() => diffText(before, after), [before, after]);
  return parts.map(({ kind, text }, index) => {
    if (kind === 'same') {
      return <SameText key={index} text={text} isFirst={index === 0} isLast={index === parts.length - 1} />;
    }
    const words = text.trimEnd();
    const space = text.slice(words.length);
    return (
      <Fragment key={index}>
        {kind === 'del' ? (
          <del className="nc-del" data-label={messages.removed}>
            {words || text}
          </del>
        ) : (
          <ins className="nc-ins" data-label={messages.added}>
            {words || text}
          </ins>
        )}
        {(words && space) || (kind === 'del' && ' ')}
      </Fragment>
    );
  });
}

/** A shorter stretch is not worth folding. */
const shortestFold = 160;

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
  const { messages } = useNoClobber();
  const [isOpen, setOpen] = useState(false);
  const start = isFirst ? '' : firstSentence(text);
  const end = isLast ? '' : lastSentence(text);
  const folded = text.slice(start.length, text.length - end.length);
  if (isOpen || folded.length < shortestFold || start.length + end.length > text.length) return text;
  return (
    <>
      {start.trimEnd()}
      <button type="button" className="nc-unfold" onClick={() => setOpen(true)}>
        {messages.unchangedWords(folded.split(/\s+/).filter(Boolean).length)}
      </button>
      {end.trimStart()}
    </>
  );
}

function firstSentence(text: string): string {
  const end = text.search(/[.!?…]\s|\n/);
  return end === -1 ? text : text.slice(0, end + 1);
}

function lastSentence(text: string): string {
  const ends = [...text.matchAll(/[.!?…]\s|\n/g)];
  return text.slice((ends.at(-1)?.index ?? -1) + 1);
}
