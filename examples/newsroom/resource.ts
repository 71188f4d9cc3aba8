import { createResource, type Resource } from 'noclobber';
import { sectionNames, statusNames, type Article } from './article.js';
import { dayInWords, money } from './words.js';

/** What others see you as. */
export const firstEditor = 'First editor';
export const secondEditor = 'Second editor';

/** The articles as one person reads and saves them. A server in development takes the name on trust, out of a header. */
export function articlesAs(person: string, url = '/api/articles'): Resource<Article> {
  return createResource<Article>({
    url,
    recordLabel: 'article',
    labels: { publishDate: 'Publish date' },
    formats: {
      price: money,
      publishDate: dayInWords,
      section: (section) => sectionNames[section],
      status: (status) => statusNames[status],
    },
    headers: { 'Noclobber-User': encodeURIComponent(person) },
  });
}

export const yourArticles = articlesAs(firstEditor);
export const theirArticles = articlesAs(secondEditor);
