import { describe, expect, it } from 'vitest';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import { createTableSession } from '../../../src/react/table/session/createTableSession.js';
import type { Article } from '../../newsroom.js';
import { openArticles } from '../../client/batch/articles.js';

/** 100,000 rows, of which the server has 5,000 and all of those are edited. */
async function openLarge(cutAt?: number) {
  let request = 0;
  const newsroom = await openArticles(5_000);
  const mine = newsroom.articlesOf('You', {
    retries: 0,
    async fetch(sent) {
      const answer = await newsroom.checker.fetch(sent);
      if (++request === cutAt) throw new TypeError('The connection was cut before the answer arrived.');
      return answer;
    },
  });
  const [model] = newsroom.items;
  if (!model) throw new Error('There are articles.');
  const others = Array.from({ length: 95_000 }, (_, index) => ({
    ...model,
    value: { ...model.value, id: `other-${index}` },
  }));
  const store = createTableStore<Article>();
  store.setRows([...newsroom.items, ...others]);
  store.edit(newsroom.items.map(({ value: { id } }) => ({ id, field: 'price', value: 7 })));
  const session = createTableSession<Article>({ resource: mine, store });
  const versions = async () => {
    const counts: Record<string, number> = {};
    for (let after: string | null | undefined; after !== null;) {
      const page = await newsroom.desk.list({
        where: { price: 7 },
        limit: 1_000,
        ...(after ? { after } : {}),
      });
      for (const { change } of page.items)
        counts[change?.version ?? ''] = (counts[change?.version ?? ''] ?? 0) + 1;
      after = page.next;
    }
    return counts;
  };
  return { ...newsroom, store, session, versions, requests: () => request };
}

describe('100,000 rows, 5,000 of them edited', () => {
  it('are saved in chunks, with progress', async () => {
    const { store, session, versions, requests } = await openLarge();
    const told: number[] = [];
    session.subscribe(() => {
      const { progress } = session.getState();
      if (progress) told.push(progress.done);
    });
    await session.save();
    expect(requests()).toBe(10);
    expect(told).toEqual(Array.from({ length: 10 }, (_, chunk) => (chunk + 1) * 500));
    expect(session.getState().notice).toMatchObject({ kind: 'saved', saved: 5_000, open: 0 });
    expect(store.getSummary()).toMatchObject({ unsaved: 0, states: { saved: 5_000 } });
    expect(await versions()).toEqual({ 2: 5_000 });
  });

  it('F19: cut in the middle: saving again asks first, and nothing is lost or saved twice', async () => {
    const { store, session, versions, desk } = await openLarge(5);
    await session.save();
    expect(session.getState().notice).toMatchObject({ kind: 'unanswered', saved: 4_500, rows: 500 });
    store.edit([{ id: '2001', field: 'title', value: 'Typed meanwhile' }]);
    await session.save();
    expect(session.getState().notice).toMatchObject({ kind: 'saved', saved: 500, unsent: 0 });
    // What was typed meanwhile is saved behind it, over the version that the retry has told.
    expect(store.getSummary()).toMatchObject({ unsaved: 0 });
    expect(await versions()).toEqual({ 2: 4_999, 3: 1 });
    expect((await desk.get('2001')).change?.version).toBe('3');
    expect((await desk.get('2001')).value.title).toBe('Typed meanwhile');
  });

  it('stops between two requests; the rest keeps its edits and is saved later', async () => {
    const { store, session, requests } = await openLarge();
    const stop = session.subscribe(() => {
      if ((session.getState().progress?.done ?? 0) >= 1_000) session.cancel();
    });
    await session.save();
    expect(session.getState().notice).toMatchObject({ kind: 'saved', saved: 1_000, unsent: 4_000 });
    expect([requests(), store.getSummary().unsaved]).toEqual([2, 4_000]);
    stop();
    await session.save();
    expect(store.getSummary().unsaved).toBe(0);
  });
});
