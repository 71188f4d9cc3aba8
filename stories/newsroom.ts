import { createResource, date, money, type Conflict, type Versioned, type VersionToken } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly price: number;
  readonly tags: readonly string[];
  readonly publishDate: string;
}

export const bridge: Article = {
  id: 'harbour-bridge',
  title: 'Harbour bridge to close for repairs',
  body: `The harbour bridge will close to all traffic on Monday for about four weeks while its bearings are replaced. Buses will turn at the fish market.

Engineers found worn bearings on both towers during the winter inspection. The council approved the work in February. Two of the six lanes have been closed since then.

Ferries will run every thirty minutes at peak times. The usual fare applies.`,
  price: 180,
  tags: ['transport', 'roadworks'],
  publishDate: '2026-03-09',
};

export const theirs: Partial<Article> = {
  title: 'Harbour bridge to close for six weeks from Monday',
  body: bridge.body
    .replace('about four weeks while its', 'six weeks while its steel')
    .replace('thirty', 'ten'),
  price: 210,
  publishDate: '2026-03-10',
};

export const mine: Partial<Article> = {
  title: 'Harbour bridge shuts for six weeks: how to get across',
  body: bridge.body
    .replace('all traffic', 'cars and lorries')
    .replace('about four', 'about five')
    .replace('thirty minutes at peak times', 'fifteen minutes from six in the morning'),
  price: 195,
};

const baseUrl = '/api';

const options = {
  url: `${baseUrl}/articles`,
  recordLabel: 'article',
  formats: { price: money('EUR'), publishDate: date() },
};

/** The person at the screen, and somebody else on the same records. */
export const articles = createResource<Article>({ ...options, headers: { 'Noclobber-User': 'You' } });
export const asDesk = createResource<Article>({ ...options, headers: { 'Noclobber-User': 'Desk' } });

/** A real checker for one story, with the bridge article in it. */
export async function openNewsroom() {
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'story', secret: crypto.getRandomValues(new Uint8Array(32)) }] }),
    resources: { articles: {} },
  });
  await checker.create({ resource: 'articles', value: bridge, by: { id: 'Desk', name: 'Desk' } });
  return { checker, baseUrl };
}

export const version = (value: Article, number: string): Versioned<Article> => ({
  value,
  // A story that saves nothing needs no real token.
  token: `vt1.story.${number}` as VersionToken,
  change: { by: { id: 'second', name: 'Second editor' }, at: '2026-03-09T14:32:00Z', version: number },
});

/** A conflict as a save would throw it. */
export function conflictOver(mineChange: Partial<Article>, theirChange: Partial<Article>): Conflict<Article> {
  return {
    kind: 'modified',
    base: version(bridge, '1'),
    mine: { ...bridge, ...mineChange },
    theirs: version({ ...bridge, ...theirChange }, '2'),
  };
}

export const deletion: Conflict<Article> = {
  kind: 'deleted',
  base: version(bridge, '1'),
  mine: { ...bridge, ...mine },
  change: { by: { id: 'desk', name: 'Desk' }, at: '2026-03-09T14:35:00Z' },
};
