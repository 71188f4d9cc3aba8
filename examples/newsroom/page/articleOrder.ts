import type { Versioned } from 'noclobber';
import type { Article } from '../article.js';

export const orders = { newest: 'Newest change', title: 'A to Z' } as const;
export type Order = keyof typeof orders;

type Articles = readonly Versioned<Article>[];

/** Articles that hold every word of a search, in an order. */
export function findArticles(
  items: Articles,
  { search, order }: { readonly search: string; readonly order: Order },
) {
  const words = search.toLowerCase().split(/\s+/);
  return items
    .filter(({ value }) => words.every((word) => textOf(value).includes(word)))
    .toSorted(order === 'newest' ? byChange : byTitle);
}

export function newestOf(items: Articles | undefined): Versioned<Article> | undefined {
  return items?.toSorted(byChange)[0];
}

function textOf({ title, body, tags, author }: Article): string {
  return [title, body, author, ...tags].join(' ').toLowerCase();
}

function byChange(a: Versioned<Article>, b: Versioned<Article>): number {
  return (b.change?.at ?? '').localeCompare(a.change?.at ?? '') || byTitle(a, b);
}

function byTitle(a: Versioned<Article>, b: Versioned<Article>): number {
  return a.value.title.localeCompare(b.value.title);
}
