import { describe, expect, it } from 'vitest';
import { createPages } from '../../../src/react/table/createPages.js';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import type { Article } from '../../newsroom.js';
import { openArticles } from '../../client/batch/articles.js';

async function openPages() {
  const { articlesOf, checker } = await openArticles(6);
  const line = { isCut: false };
  const mine = articlesOf('You', {
    retries: 0,
    fetch: (request) =>
      line.isCut ? Promise.reject(new TypeError('No way through.')) : checker.fetch(request),
  });
  const store = createTableStore<Article>();
  const pages = createPages(mine, store);
  await pages.refresh({ sort: ['id'], limit: 2 });
  return {
    pages,
    ids: () => Array.from({ length: store.rowCount }, (_, place) => store.idAt(place)),
    cut: (isCut: boolean) => void (line.isCut = isCut),
  };
}

describe('a read that failed', () => {
  it('of all rows is the one to try again, and no page of the old list comes behind it', async () => {
    const { pages, ids, cut } = await openPages();
    cut(true);
    await expect(pages.refresh({ sort: ['-id'], limit: 2 })).rejects.toThrow('did not answer');
    expect(pages.getState()).toMatchObject({ failed: 'refresh' });
    cut(false);
    await pages.more();
    expect(ids()).toEqual(['1', '2']);
    expect(pages.getState().error).not.toBeNull();
    await pages.refresh({ sort: ['-id'], limit: 2 });
    expect([ids(), pages.getState().failed]).toEqual([['6', '5'], null]);
  });

  it('of the next page is the one to try again', async () => {
    const { pages, ids, cut } = await openPages();
    cut(true);
    await pages.more();
    expect(pages.getState()).toMatchObject({ failed: 'more', hasMore: true });
    cut(false);
    await pages.more();
    expect([ids(), pages.getState().failed]).toEqual([['1', '2', '3', '4'], null]);
  });
});
