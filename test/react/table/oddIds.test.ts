import { describe, expect, it } from 'vitest';
import { harbour } from '../../newsroom.js';
import { openSession } from './openSession.js';

const odd = [
  'a/b',
  '../up',
  'say "hi"',
  "it's",
  ' two  words ',
  'ünï-日本-🐟',
  '007',
  '7',
  '1e3',
  'a,b',
  '50%',
  '%2F',
  '?x=1&y#z',
  'tab\tand\nbreak',
  '<b>',
  '\\',
  '__proto__',
  'constructor',
  'toString',
];

/** A session over rows with odd ids, as others have named them. */
async function openOdd() {
  const opened = await openSession(0);
  const { desk, store } = opened;
  for (const id of odd) await desk.create({ ...harbour, id, title: 'Before' });
  store.setRows((await desk.list({ sort: ['id'] })).items);
  return { ...opened, title: async (id: string) => (await desk.get(id)).value.title };
}

describe('rows with odd ids', () => {
  it('C45: are edited and saved, each its own', async () => {
    const { session, store, set, state, notice, title } = await openOdd();
    expect(store.rowCount).toBe(odd.length);
    for (const id of odd) set(id, { title: `Mine ${id}` });
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: odd.length, open: 0, refused: 0 });
    for (const id of odd) expect([state(id), await title(id)]).toEqual(['saved', `Mine ${id}`]);
  });

  it('C45: conflict, and are reviewed, each with what was saved under its own', async () => {
    const { session, desks, set, state, notice, reviewing, saveMine, title } = await openOdd();
    for (const id of odd) {
      set(id, { title: `Mine ${id}` });
      await desks(id, { title: `Theirs ${id}` });
    }
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 0, open: odd.length });
    for (const id of odd) {
      session.review(id);
      await reviewing(id);
      expect(session.getState().reviewed?.conflict).toMatchObject({
        mine: { title: `Mine ${id}` },
        theirs: { value: { id, title: `Theirs ${id}` } },
      });
      expect(await saveMine()).toBe(true);
      expect([state(id), await title(id)]).toEqual(['saved', `Mine ${id}`]);
    }
  });

  it('C45: are acted on where they were chosen, and only there', async () => {
    const { session, store, desk, desks, notice } = await openOdd();
    const [moved = '', ...rest] = odd;
    const chosen = rest.filter((_, place) => place % 2 === 0);
    await desks(moved, { title: 'Theirs' });
    await session.act('publish', [moved, ...chosen]);
    expect(notice()).toMatchObject({ kind: 'acted', done: chosen.length, moved: [moved], refused: 0 });
    const published = (await desk.list({})).items.filter(({ value }) => value.tags.includes('published'));
    expect(published.map(({ value }) => value.id).toSorted()).toEqual(chosen.toSorted());
    await session.act('remove', chosen);
    const left = odd.filter((id) => !chosen.includes(id));
    expect((await desk.list({})).items.map(({ value }) => value.id).toSorted()).toEqual(left.toSorted());
    expect(store.rowCount).toBe(left.length);
  });
});
