import type { Versioned } from 'noclobber';
import type { Article } from '../article.js';

/** The article that was changed last. */
export function newestOf(items: readonly Versioned<Article>[] | undefined): Versioned<Article> | undefined {
  return items?.toSorted((a, b) => (b.change?.at ?? '').localeCompare(a.change?.at ?? ''))[0];
}
