import { useState } from 'react';
import { useMessages, valueMessages } from '../../react/index.js';
import { VisibleText } from './VisibleText.js';

const mostAtFirst = 3_000;
const moreAtOnce = 20_000;

/** A text of any length: of a long one the beginning, and more on demand, so that no page freezes over it. */
export function LongText({ text }: { readonly text: string }) {
  const messages = useMessages(valueMessages);
  const [most, setMost] = useState(mostAtFirst);
  if (text.length <= most * 1.25) return <VisibleText text={text} />;
  const space = text.slice(0, most).search(/\s\S*$/);
  const shown = text.slice(0, space > 0 ? space : most);
  return (
    <>
      <VisibleText text={shown} />{' '}
      <button type="button" className="nc-unfold" onClick={() => setMost(most + moreAtOnce)}>
        {messages.showMore(text.length - shown.length)}
      </button>
    </>
  );
}
