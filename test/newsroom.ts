import { createResource, type Resource, type ResourceOptions } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';

/** The record most tests edit. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly price: number | null;
  readonly tags: readonly string[];
  readonly place?: { readonly city: string; readonly street?: string };
}

export const harbour: Article = {
  id: '1',
  title: 'Harbour bridge closes for repairs',
  body: 'The harbour bridge will close to all traffic on Monday for about four weeks while its bearings are replaced.\n\nFerries will run every thirty minutes.',
  price: 180,
  tags: ['transport', 'roadworks'],
  place: { city: 'Harbour', street: 'Quay 1' },
};

/** A real checker on a memory store with one article, and handles on it for as many people as a test needs. */
export async function openNewsroom(article: Article = harbour) {
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
    resources: { articles: {} },
  });
  const fetch = (request: Request) => checker.fetch(request);
  const articlesOf = (name: string, options: Partial<ResourceOptions<Article>> = {}): Resource<Article> =>
    createResource<Article>({
      url: 'http://newsroom.test/articles',
      recordLabel: 'article',
      labels: { body: 'Body text' },
      headers: { 'Noclobber-User': encodeURIComponent(name) },
      fetch,
      ...options,
    });
  const mine = articlesOf('You');
  const desk = articlesOf('Desk');
  await desk.create(article);
  return { checker, fetch, articlesOf, mine, desk };
}
