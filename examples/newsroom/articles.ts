import type { Article } from './article.js';
import { businessArticles } from './articles/businessArticles.js';
import { cityArticles } from './articles/cityArticles.js';
import { cultureArticles } from './articles/cultureArticles.js';
import { harbourArticles } from './articles/harbourArticles.js';
import { sportArticles } from './articles/sportArticles.js';

/** What the newsroom starts with. */
export const articles: readonly Article[] = [
  ...harbourArticles,
  ...cityArticles,
  ...businessArticles,
  ...cultureArticles,
  ...sportArticles,
];
