import { useVersionedQuery } from 'noclobber/react';
import { useEffect, useId, useRef } from 'react';
import { sectionNames, statusNames } from '../article.js';
import { yourArticles } from '../resource.js';
import { dayInWords, money } from '../words.js';

export interface ReadOnlyArticleProps {
  readonly id: string;
  readonly onEdit: () => void;
}

/** The article as it is saved, to be read while somebody else edits it; what they save appears in it. */
export function ReadOnlyArticle({ id, onEdit }: ReadOnlyArticleProps) {
  const headingId = useId();
  const { data } = useVersionedQuery(yourArticles, id);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone.
  useEffect(() => heading.current?.focus(), []);
  if (!data) return null;
  const { title, body, section, status, price, publishDate, tags } = data.value;
  const facts = [
    ['Section', sectionNames[section]],
    ['Status', statusNames[status]],
    ['Price', money(price)],
    ['Publish date', dayInWords(publishDate)],
    ['Tags', tags.join(', ') || 'None'],
  ] as const;
  return (
    <article className="room-reading" aria-labelledby={headingId}>
      <div className="room-reading-head">
        <span className="nc-muted room-small">As it is saved, read-only</span>
        <button type="button" className="nc-button" data-size="small" onClick={onEdit}>
          Back to the form
        </button>
      </div>
      <h3 id={headingId} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p className="room-reading-body">{body}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
