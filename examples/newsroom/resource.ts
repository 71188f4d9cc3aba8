import { createResource, type Resource } from 'noclobber';
import { sectionNames, statusNames, type Article } from './article.js';
import { dayInWords, money } from './words.js';

/** What others see you as. */
export const firstEditor = 'First editor';
export const secondEditor = 'Second editor';

/** One tab is one page load; the server tells a person's tabs apart. */
const tab = Math.random().toString(36).slice(2);

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
    headers: {
      'Noclobber-User': encodeURIComponent(person),
      'Noclobber-Tab': encodeURIComponent(`${person} ${tab}`),
    },
  });
}

export const yourArticles = articlesAs(firstEditor);
export const theirArticles = articlesAs(secondEditor);
