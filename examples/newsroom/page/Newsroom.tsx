import { useQuery } from '@tanstack/react-query';
import { recordKey } from 'noclobber';
import { useLiveChanges } from 'noclobber/react';
import { useEffect, useRef } from 'react';
import { yourArticles } from '../resource.js';
import { ArticleList } from './ArticleList.js';
import { newestOf } from './newestOf.js';
import { OpenArticle } from './OpenArticle.js';
import { TopBar } from './TopBar.js';
import { useOpenArticles } from './useOpenArticles.js';
import type { Address } from './useAddress.js';

const narrow = '(max-width: 46rem)';

/** The whole page: the list, your article, and the second editor beside it. */
export function Newsroom() {
  useLiveChanges(yourArticles);
  const list = useQuery({
    queryKey: [...recordKey(yourArticles), 'list'],
    queryFn: ({ signal }) => yourArticles.list({ limit: 1_000 }, { signal }),
  });
  const articles = useOpenArticles(newestOf(list.data?.items)?.value.id);
  const { current } = articles;
  const title = list.data?.items.find(({ value }) => value.id === current?.id)?.value.title;

  useEffect(() => {
    document.title = title ? `${title} · Newsroom` : 'Newsroom';
  }, [title]);

  // Where the panes stand below each other, choosing an article leads to it; a new one begins with its title.
  const isChosen = useRef(false);
  useEffect(() => {
    if (!isChosen.current || !current) return;
    isChosen.current = false;
    const pane = document.getElementById('yours');
    if (matchMedia(narrow).matches) pane?.scrollIntoView();
    if (current.id === null) pane?.querySelector('textarea')?.focus({ preventScroll: true });
  }, [current]);

  function choose(address: Address): void {
    isChosen.current = true;
    articles.show(address);
  }

  return (
    <div className="nc room">
      <TopBar />
      <main className="room-panes">
        <nav className="room-jump" aria-label="Panes">
          <a href="#articles">Articles</a>
          <a href="#yours">Your article</a>
          <a href="#second">Second editor</a>
        </nav>
        <ArticleList list={list} open={articles.open} current={current} onShow={choose} />
        {articles.open.map((article) => (
          <OpenArticle
            key={article.key}
            article={article}
            isCurrent={article.key === current?.key}
            onNote={articles.note}
            onRename={articles.rename}
            onShow={articles.show}
          />
        ))}
      </main>
    </div>
  );
}
