import { createResource, text, type Versioned } from 'noclobber';
import { dropAnswer, externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { saveRows, type SavePolicy } from '../../../src/client/index.js';
import type { Article } from '../../newsroom.js';
import { openArticles } from './articles.js';

/** Three rows: nobody touched the first, others changed another field of the second and the same one of the third. */
async function saveThree(policy: SavePolicy) {
  const newsroom = await openArticles(3);
  const { mine, desk, items } = newsroom;
  await externalEdit(desk, '2', (article) => ({ ...article, price: 1 }));
  await externalEdit(desk, '3', (article) => ({ ...article, title: 'Theirs' }));
  const edits = items.map((base) => ({ base, mine: { ...base.value, title: `Mine ${base.value.id}` } }));
  const { outcomes } = await saveRows(mine.batch, edits, { policy });
  const stored = (await desk.list({ sort: ['id'] })).items.map(
    ({ value }) => `${value.title}, ${value.price}`,
  );
  return { kinds: outcomes.map(({ kind }) => kind), stored, outcomes, newsroom };
}

describe('the policies', () => {
  it('C42: silent saves what nobody changed, and keeps the rest', async () => {
    const { kinds, stored } = await saveThree('silent');
    expect(kinds).toEqual(['saved', 'conflict', 'conflict']);
    expect(stored).toEqual(['Mine 1, 180', 'Article 2, 1', 'Theirs, 180']);
  });

  it('C43: abort-all saves nothing where any row changed', async () => {
    const { kinds, stored } = await saveThree('abort-all');
    expect(kinds).toEqual(['aborted', 'conflict', 'conflict']);
    expect(stored).toEqual(['Article 1, 180', 'Article 2, 1', 'Theirs, 180']);
  });

  it.each(['merge', 'ask'] as const)(
    '%s saves what fits over what others saved, and keeps what both changed',
    async (policy) => {
      const { kinds, stored, outcomes } = await saveThree(policy);
      expect(kinds).toEqual(['saved', 'saved', 'conflict']);
      expect(stored).toEqual(['Mine 1, 180', 'Mine 2, 1', 'Theirs, 180']);
      expect(outcomes[1]).toMatchObject({
        theirs: { value: { price: 1 } },
        changes: [
          { path: ['title'], kind: 'mine' },
          { path: ['price'], kind: 'theirs' },
        ],
      });
    },
  );

  it('merge keeps to the rules of the resource', async () => {
    const { mine, desk, items } = await openArticles(1);
    const [base] = items as [Versioned<Article>];
    await externalEdit(desk, '1', (article) => ({ ...article, body: `${article.body}\n\nA last line.` }));
    const edit = { base, mine: { ...base.value, body: `A first line.\n\n${base.value.body}` } };
    const { outcomes } = await saveRows(mine.batch, [edit], { policy: 'merge', rules: { body: text() } });

    expect(outcomes).toMatchObject([{ kind: 'saved' }]);
    expect((await desk.get('1')).value.body).toMatch(/^A first line\.[^]*A last line\.$/);
  });

  it('F2: goes on exactly where the line was cut, merging included', async () => {
    const { fetch, articlesOf, desk, items } = await openArticles(6);
    await externalEdit(desk, '2', (article) => ({ ...article, price: 1 }));
    const mine = articlesOf('You', { fetch: dropAnswer(fetch), retries: 0 });
    const edits = items.map((base) => ({ base, mine: { ...base.value, title: 'Mine' } }));
    const cut = await saveRows(mine.batch, edits, { policy: 'merge', chunkRows: 3 });
    expect(cut.outcomes.map(({ kind }) => kind)).toEqual([
      ...Array(3).fill('unanswered'),
      ...Array(3).fill('saved'),
    ]);
    const rest = await cut.resume?.();

    expect(rest?.outcomes.map(({ kind }) => kind)).toEqual(Array(6).fill('saved'));
    const versions = (await desk.list({ sort: ['id'] })).items.map(({ change }) => change?.version);
    expect(versions).toEqual(['2', '3', '2', '2', '2', '2']);
  });

  it('settles rows that can not be sent at all', async () => {
    const { items } = await openArticles(1);
    const [base] = items as [Versioned<Article>];
    const nowhere = createResource<Article>({
      url: 'http://newsroom.test/articles',
      fetch: () => Promise.reject(),
    });
    const edit = { base, mine: { ...base.value, price: NaN } };
    const { outcomes } = await saveRows(nowhere.batch, [edit], { policy: 'silent' });
    expect(outcomes).toMatchObject([{ kind: 'refused', error: { name: 'InvalidRecordError' } }]);
  });
});
