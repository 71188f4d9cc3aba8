import type { MouseEvent } from 'react';
import { Icon } from './Icon.js';
import type { OpenArticle } from './openArticles.js';
import { hrefOf, type Address } from './useAddress.js';

export interface UnlistedArticleProps {
  readonly article: OpenArticle;
  readonly isCurrent: boolean;
  readonly onShow: (address: Address) => void;
}

/** An open article that the list has not: a new one, or one that was deleted meanwhile. */
export function UnlistedArticle({ article, isCurrent, onShow }: UnlistedArticleProps) {
  const { id, title, isEdited } = article;
  const isNew = id === null;

  function onClick(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onShow(id);
  }

  return (
    <li>
      <a
        className="room-row"
        href={hrefOf(id)}
        aria-current={isCurrent ? 'page' : undefined}
        data-state={isNew ? 'new' : 'deleted'}
        onClick={onClick}
      >
        <span className="room-row-title">{isNew ? 'New article' : title || 'Untitled'}</span>
        <span className="room-row-more">{isNew ? 'Not saved yet' : 'Deleted'}</span>
        {isEdited && (
          <span className="nc-state" data-tone="mine">
            <Icon name="pencil" />
            Edited
          </span>
        )}
      </a>
    </li>
  );
}
