import type { Versioned } from 'noclobber';
import type { Article } from '../../../newsroom.js';

/** A price before and after somebody typed it. */
interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

/** What the changes of each article's price add up to, whoever made them. */
export function createCounts(articles: readonly Versioned<Article>[]) {
  const sums = new Map(articles.map(({ value }) => [value.id, Number(value.price)]));
  return {
    sums,
    add(id: string, { from, to }: Change): void {
      sums.set(id, (sums.get(id) ?? 0) + Number(to) - Number(from));
    },
  };
}
