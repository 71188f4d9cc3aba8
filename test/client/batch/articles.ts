import { createResource, type BatchOperation, type ResourceOptions, type Versioned } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';
import { harbour, type Article } from '../../newsroom.js';

/** A real checker with many articles, and handles on it for as many people as a test needs. */
export async function openArticles(count: number, options: Partial<ResourceOptions<Article>> = {}) {
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
    resources: {
      articles: {
        actions: { publish: (value) => ({ ...value, tags: ['published'] }) },
        validate: ({ price }) =>
          typeof price === 'number' && price < 0
            ? [{ pointer: '/price', message: 'Price must be 0 or more' }]
            : [],
      },
    },
  });
  const requests: Request[] = [];
  const fetch = (request: Request) => {
    requests.push(request.clone());
    return checker.fetch(request);
  };
  const articlesOf = (name: string, own: Partial<ResourceOptions<Article>> = {}) =>
    createResource<Article>({
      url: 'http://newsroom.test/articles',
      recordLabel: 'article',
      headers: { 'Noclobber-User': encodeURIComponent(name) },
      fetch,
      ...own,
    });
  const mine = articlesOf('You', options);
  const desk = articlesOf('Desk', { fetch: (request) => checker.fetch(request) });
  const made = await desk.batch(
    Array.from({ length: count }, (_, index) => ({
      op: 'create' as const,
      value: { ...harbour, id: String(index + 1), title: `Article ${index + 1}` },
    })),
    { chunkRows: 2_000 },
  );
  const items = made.rows.flatMap((row): Versioned<Article>[] => (row.kind === 'saved' ? [row.record] : []));
  return { checker, fetch, articlesOf, mine, desk, items, requests };
}

export function update(base: Versioned<Article>, change: Partial<Article>): BatchOperation<Article> {
  return { op: 'update', base, mine: { ...base.value, ...change } };
}
