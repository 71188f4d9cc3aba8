import type { Article } from '../article.js';
import { money } from '../words.js';
import type { IconName } from './Icon.js';
import { rephrase, retitle, sentenceInHand } from './rewording.js';

/** A change that the second editor makes at a press. */
export interface Move {
  readonly name: string;
  readonly icon: IconName;
  /** What becomes of the article, and the line that tells it. `yours` is what your form holds. */
  readonly make: (
    article: Article,
    yours: Article,
  ) => { readonly edit: Partial<Article>; readonly told: string };
}

export const secondEditorMoves: readonly Move[] = [
  {
    name: 'Change the title',
    icon: 'pencil',
    make(article) {
      const title = retitle(article.title);
      return { edit: { title }, told: `Second editor saved the title “${title}”.` };
    },
  },
  {
    name: 'Change the sentence you are editing',
    icon: 'split',
    make({ body }, yours) {
      const before = sentenceInHand({ mine: yours.body, theirs: body });
      const after = rephrase(before);
      return {
        edit: { body: before === '' ? after : body.replace(before, () => after) },
        told: `Second editor saved “${after}”`,
      };
    },
  },
  {
    name: 'Change the price',
    icon: 'coin',
    make(article) {
      const price = Math.round((article.price + 30) * 100) / 100;
      return { edit: { price }, told: `Second editor saved the price ${money(price)}.` };
    },
  },
];
