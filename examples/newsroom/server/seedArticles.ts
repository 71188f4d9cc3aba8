import { sectionNames } from '../article.js';
import { articles } from '../articles.js';
import { articlesAs } from '../resource.js';

/** Gives an empty newsroom its articles, each saved by the desk of its section; the first one last, so that it is the newest. */
export async function seedArticles(url: string): Promise<void> {
  const { items } = await articlesAs('Newsroom', url).list({ limit: 1 });
  if (items.length > 0) return;
  for (const article of articles.toReversed()) {
    await articlesAs(`${sectionNames[article.section]} desk`, url).create(article);
  }
}
