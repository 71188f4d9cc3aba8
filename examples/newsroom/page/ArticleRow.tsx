import type { Versioned } from 'noclobber';
import type { MouseEvent } from 'react';
import { statusNames, type Article } from '../article.js';
import { whoAndWhen } from './whoAndWhen.js';
import { Icon } from './Icon.js';
import type { OpenArticle } from './openArticles.js';
import { hrefOf, type Address } from './useAddress.js';

export interface ArticleRowProps {
  readonly id: string | null;
  /** Absent for a new article, and for one that was deleted while it was open. */
  readonly record?: Versioned<Article>;
  readonly open: OpenArticle | undefined;
  readonly isCurrent: boolean;
  readonly onShow: (address: Address) => void;
}

/** One article in the list: what it is called, who changed it last, and whether you have it open with edits. */
export function ArticleRow({ id, record, open, isCurrent, onShow }: ArticleRowProps) {
  const state = record ? undefined : id === null ? 'new' : 'deleted';

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
        data-state={state}
        onClick={onClick}
      >
        <span className="room-row-title">
          {record?.value.title || (id === null ? 'New article' : open?.title || 'Untitled')}
        </span>
        <span className="room-row-more">
          {record && `${statusNames[record.value.status]} · ${whoAndWhen(record.change)}`}
          {state === 'new' && 'Not saved yet'}
          {state === 'deleted' && 'Deleted'}
        </span>
        {open?.isEdited && (
          <span className="nc-state" data-tone="mine">
            <Icon name="pencil" />
            Edited
          </span>
        )}
      </a>
    </li>
  );
}
