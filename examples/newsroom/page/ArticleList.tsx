import type { UseQueryResult } from '@tanstack/react-query';
import type { Page } from 'noclobber';
import { EditableTable } from 'noclobber/table';
import { useId, useMemo, useState } from 'react';
import type { Article } from '../article.js';
import { yourArticles } from '../resource.js';
import { articleColumns } from './articleColumns.js';
import { Icon } from './Icon.js';
import type { OpenArticle } from './openArticles.js';
import { UnlistedArticle } from './UnlistedArticle.js';
import type { Address } from './useAddress.js';

export interface ArticleListProps {
  readonly list: UseQueryResult<Page<Article>>;
  readonly open: readonly OpenArticle[];
  readonly current: OpenArticle | undefined;
  readonly onShow: (address: Address) => void;
}

const byTitle = { sort: ['title'] };
const actions = [{ name: 'remove', label: 'Delete' }];

/** All articles as a table to edit many at once: find one, open one, begin one. */
export function ArticleList({ list, open, current, onShow }: ArticleListProps) {
  const [isWide, setWide] = useState(false);
  const id = useId();
  // New ones, and those that were deleted while they were open.
  const unlisted = open.filter(
    (article) => list.data && !list.data.items.some(({ value }) => value.id === article.id),
  );
  const edited = open.flatMap((article) => (article.isEdited && article.id !== null ? article.id : []));
  const [currentId, editedIds] = [current?.id, edited.join('\n')];
  const columns = useMemo(() => {
    const show = (address: Address) => {
      setWide(false);
      onShow(address);
    };
    return articleColumns({ currentId, editedIds: editedIds.split('\n'), onShow: show });
  }, [currentId, editedIds, onShow]);

  return (
    <section
      className="room-pane room-list"
      id="articles"
      aria-labelledby={`${id}-heading`}
      data-wide={isWide ? '' : undefined}
    >
      <div className="room-head">
        <h2 id={`${id}-heading`}>Articles</h2>
        <div className="nc-buttons">
          <button
            type="button"
            className="nc-button room-widen"
            data-size="small"
            data-kind="quiet"
            aria-pressed={isWide}
            onClick={() => setWide(!isWide)}
          >
            {isWide ? 'Show your article' : 'All columns'}
          </button>
          <button
            type="button"
            className="nc-button"
            data-size="small"
            aria-label="New article"
            onClick={() => {
              setWide(false);
              onShow(null);
            }}
          >
            <Icon name="plus" />
            New
          </button>
        </div>
      </div>
      {unlisted.length > 0 && (
        <ul className="room-rows">
          {unlisted.map((article) => (
            <UnlistedArticle
              key={article.key}
              article={article}
              isCurrent={article.key === current?.key}
              onShow={onShow}
            />
          ))}
        </ul>
      )}
      <EditableTable
        label="Articles"
        resource={yourArticles}
        query={byTitle}
        columns={columns}
        actions={actions}
        policy="merge"
        hasLocks
        empty="No article yet. Write the first one."
      />
    </section>
  );
}
