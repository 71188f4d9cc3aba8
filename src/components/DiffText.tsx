import { useMemo, useState } from 'react';
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
    if (kind === 'del')
      return <del key={index} className="nc-del" data-label={messages.removed} children={text} />;
    if (kind === 'ins')
      return <ins key={index} className="nc-ins" data-label={messages.added} children={text} />;
    return <SameText key={index} text={text} isFirst={index === 0} isLast={index === parts.length - 1} />;
  });
}

const longestSame = 240;
const context = 80;

/** Unchanged text; of a long one only what stands beside a change, the rest on demand. */
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
  if (isOpen || text.length <= longestSame) return text;
  const start = isFirst ? '' : untilSpace(text.slice(0, context));
  const end = isLast ? '' : fromSpace(text.slice(-context));
  const folded = text.slice(start.length, text.length - end.length);
  const words = folded.split(/\s+/).filter(Boolean).length;
  return (
    <>
      {start}{' '}
      <button type="button" className="nc-link nc-muted" onClick={() => setOpen(true)}>
        {messages.unchangedWords(words)}
      </button>{' '}
      {end}
    </>
  );
}

function untilSpace(text: string): string {
  return text.slice(0, text.lastIndexOf(' ') + 1) || text;
}

function fromSpace(text: string): string {
  return text.slice(text.indexOf(' ') + 1);
}
