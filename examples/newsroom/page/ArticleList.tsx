import type { UseQueryResult } from '@tanstack/react-query';
import type { Page } from 'noclobber';
import { useId, useState } from 'react';
import type { Article } from '../article.js';
import { ArticleRow } from './ArticleRow.js';
import { findArticles, orders, type Order } from './articleOrder.js';
import { Icon } from './Icon.js';
import { LoadFailure } from './LoadFailure.js';
import type { OpenArticle } from './openArticles.js';
import { Skeleton } from './Skeleton.js';
import type { Address } from './useAddress.js';

export interface ArticleListProps {
  readonly list: UseQueryResult<Page<Article>>;
  readonly open: readonly OpenArticle[];
  readonly current: OpenArticle | undefined;
  readonly onShow: (address: Address) => void;
}

/** All articles: find one, open one, begin one. */
export function ArticleList({ list, open, current, onShow }: ArticleListProps) {
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order>('newest');
  const id = useId();
  const items = list.data?.items ?? [];
  const found = findArticles(items, { search, order });
  // New ones, and those that were deleted while they were open.
  const unlisted = open.filter((article) => list.data && !items.some(({ value }) => value.id === article.id));

  return (
    <section className="room-pane room-list" id="articles" aria-labelledby={`${id}-heading`}>
      <div className="room-head">
        <h2 id={`${id}-heading`}>Articles</h2>
        <button
          type="button"
          className="nc-button"
          data-size="small"
          aria-label="New article"
          onClick={() => onShow(null)}
        >
          <Icon name="plus" />
          New
        </button>
      </div>
      <div className="room-find" role="search">
        <div className="room-search">
          <Icon name="search" />
          <input
            className="nc-input"
            type="search"
            aria-label="Search articles"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <select
          className="nc-select"
          aria-label="Order of the list"
          value={order}
          onChange={(event) => setOrder(event.target.value === 'title' ? 'title' : 'newest')}
        >
          {Object.entries(orders).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <p className="nc-hidden" role="status">
        {search !== '' && `${found.length} of ${items.length} articles`}
      </p>
      {list.isPending && <Skeleton label="Loading the articles…" lines={8} />}
      {list.isError && !list.data && <LoadFailure what="The articles" onRetry={() => void list.refetch()} />}
      {list.data && found.length === 0 && (
        <p className="room-empty">
          {search === '' ? 'No article yet. Write the first one.' : `No article has “${search}” in it.`}
        </p>
      )}
      <ul className="room-rows">
        {unlisted.map((article) => (
          <ArticleRow
            key={article.key}
            id={article.id}
            open={article}
            isCurrent={article.key === current?.key}
            onShow={onShow}
          />
        ))}
        {found.map((record) => (
          <ArticleRow
            key={record.value.id}
            id={record.value.id}
            record={record}
            open={open.find((article) => article.id === record.value.id)}
            isCurrent={record.value.id === current?.id}
            onShow={onShow}
          />
        ))}
      </ul>
    </section>
  );
}
