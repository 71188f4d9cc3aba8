import { text } from 'noclobber';
import type { SavePolicy } from 'noclobber/table';
import { describe, expect, it } from 'vitest';
import { createTableSession } from '../../../src/react/table/session/createTableSession.js';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import { stateOf } from '../../../src/react/table/store/editedRow.js';
import { harbour, type Article } from '../../newsroom.js';
import { openArticles } from '../../client/batch/articles.js';
import { openStore, version } from './openStore.js';

/** Two articles in a table over a real checker, whose answers can be held back. */
async function openSession(policy: SavePolicy) {
  const newsroom = await openArticles(2);
  const { checker, items, desk } = newsroom;
  let held: Promise<void> | undefined;
  /** What happens before each request. */
  const before: (() => Promise<void>)[] = [];
  const mine = newsroom.articlesOf('You', {
    rules: { body: text() },
    async fetch(request) {
      await before.shift()?.();
      const answer = await checker.fetch(request);
      await held;
      return answer;
    },
  });
  const isStrict = policy === 'silent' || policy === 'abort-all';
  const store = createTableStore<Article>({ rules: mine.rules, isStrict, userId: 'You' });
  store.setRows(items);
  const session = createTableSession<Article>({ resource: mine, store });
  session.connect({ policy, onSaved() {} });
  return {
    store,
    session,
    before,
    set: (field: keyof Article, value: unknown) => store.edit([{ id: '1', field, value }]),
    stored: async () => (await desk.get('1')).value,
    state() {
      const row = store.getEdited('1');
      return row && stateOf(row);
    },
    async desks(change: Partial<Article>) {
      const base = await desk.get('1');
      await desk.save({ base, mine: { ...base.value, ...change } });
    },
    deskRemoves: async () => desk.remove({ base: await desk.get('1') }),
    hold() {
      let letGo = () => {};
      held = new Promise((resolve) => (letGo = resolve));
      return letGo;
    },
  };
}

describe('a row that somebody else deletes', () => {
  it('F14: keeps what is typed into the editor that was open, and is recreated with it', async () => {
    const { store, session, set, deskRemoves, state, stored } = await openSession('silent');
    store.open('1', 'title');
    await deskRemoves();
    store.receiveDeleted(['1'], { by: { id: 'Desk', name: 'Desk' }, at: '' });
    set('title', 'Mine');
    store.close('1');
    expect(state()).toBe('deleted');
    await session.review('1');
    await session.getDialog().onRecreate?.();
    expect((await stored()).title).toBe('Mine');
  });

  it('goes once its editor is closed with nothing in it', () => {
    const { store, ids } = openStore(3);
    store.open('2', 'name');
    store.receiveDeleted(['2']);
    expect(ids()).toEqual(['1', '2', '3']);
    store.close('2');
    expect([ids(), store.getSummary().open]).toEqual([['1', '3'], 0]);
  });

  it('keeps what was typed where others had saved the same before, also when an editor in it closes', () => {
    const { store, set, state, ids } = openStore(1);
    set('1', 'price', 7);
    store.send(['1']);
    store.receive([version('1', { price: 7 }, 2)]);
    const edit = { base: version('1'), mine: { ...version('1').value, price: 7 } };
    store.settle(new Map([['1', { kind: 'conflict' as const, conflict: { kind: 'deleted', ...edit } }]]));
    store.open('1', 'name');
    store.close('1');
    expect([ids(), state('1')]).toEqual([['1'], 'deleted']);
  });

  it('is not “saved” where that came after the save: it goes, or stays with what was typed since', () => {
    const { store, set, settle, ids, state } = openStore(3);
    for (const id of ['1', '2']) set(id, 'name', 'Mine');
    store.send(['1', '2']);
    set('2', 'price', 7);
    store.receiveDeleted(['1', '2']);
    for (const id of ['1', '2']) settle(id, version(id, { name: 'Mine' }, 2));
    expect([ids(), state('2'), store.getEdited('2')?.edits]).toEqual([['2', '3'], 'deleted', { price: 7 }]);
  });
});

describe('a new row that is read before its save is answered', () => {
  const openBoth = () => {
    const opened = openStore(1);
    const id = opened.store.addNew({ name: 'Mine', price: 1 });
    opened.store.send([id]);
    opened.store.addRows([version('9', { name: 'Mine', price: 1 })]);
    return { ...opened, answer: () => opened.settle(id, version('9', { name: 'Mine', price: 1 })), id };
  };

  it('keeps what was typed into what was read, and into the row that was on its way', () => {
    const { store, set, ids, answer, id } = openBoth();
    set('9', 'name', 'Again');
    set(id, 'price', 7);
    answer();
    expect([ids(), store.getEdited('9')?.edits]).toEqual([['1', '9'], { name: 'Again', price: 7 }]);
  });

  it('goes back to no older version than was told', () => {
    const { store, shown, answer, state } = openBoth();
    store.receive([version('9', { price: 5 }, 2)]);
    answer();
    expect([shown('9', 'price'), state('9')]).toEqual([5, 'updated']);
  });
});

describe('a new row whose editor is open while it is saved', () => {
  it('comes once, under the server’s name and with what was read of it, when the editor is left', () => {
    const { store, ids, settle, shown } = openStore(1);
    const id = store.addNew({ name: 'Mine', price: 1 });
    store.send([id]);
    store.open(id, 'name');
    settle(id, version('9', { name: 'Mine', price: 1 }));
    const read = version('9', { name: 'Mine', price: 2 }, 2);
    store.addRows([read]);
    store.setRows([version('1'), read]);
    expect(ids()).toEqual(['1', id]);
    store.close(id);
    expect([ids(), shown('9', 'price')]).toEqual([['1', '9'], 2]);
  });
});

it('what others save under text that is no value is in conflict with what is typed in its place', () => {
  const { store, set, state } = openStore(1);
  store.edit([{ id: '1', field: 'price', value: 0, fault: { message: 'Not a number', text: 'x' } }]);
  store.receive([version('1', { price: 9 }, 2)]);
  expect(state('1')).toBe('invalid');
  set('1', 'price', 7);
  expect(state('1')).toBe('conflict');
  set('1', 'price', 9);
  expect(state('1')).toBe('updated');
});

describe('rows that are sorted or filtered in the table', () => {
  const byPrice = { field: 'price', isDescending: false };

  it('stay where they are until the next sort, whatever comes, goes or is read again', () => {
    const { store, set, ids } = openStore(5);
    store.arrange({ sort: byPrice });
    set('1', 'price', 100);
    store.open('1', 'price');
    store.receiveDeleted(['3', '3']);
    expect([ids(), store.placeOf('5')]).toEqual([['1', '2', '4', '5'], 3]);
    store.addRows([version('6', { price: 0 })]);
    expect(ids()).toEqual(['1', '2', '4', '5', '6']);
    store.setRows([version('6', { price: 0 }), version('5'), version('4'), version('2', { price: 3 }, 2)]);
    expect(ids()).toEqual(['1', '6', '2', '4', '5']);
    store.arrange({ sort: byPrice });
    expect(ids()).toEqual(['6', '2', '4', '5', '1']);
  });

  it('are filtered away though others changed or locked them; only what is being edited stays', () => {
    const { store, set, ids, state } = openStore(3);
    store.receive([version('1', { price: 9 }, 2)]);
    set('2', 'price', 9);
    expect(state('1')).toBe('updated');
    store.arrange({ filter: { field: 'name', text: '3' } });
    expect(ids()).toEqual(['2', '3']);
  });

  it('are shown again where undo or redo brings edits into them', () => {
    const { store, set, ids } = openStore(5);
    store.arrange({ sort: { field: 'price', isDescending: true } });
    set('2', 'note', 'Mine');
    store.undo();
    store.arrange({ sort: { field: 'price', isDescending: true }, filter: { field: 'price', text: '4' } });
    expect(ids()).toEqual(['4']);
    store.redo();
    expect(ids()).toEqual(['4', '2']);
    store.undo();
    expect(store.getSummary().unsaved).toBe(0);
  });

  it('C50: more rows bring newer versions of those that are there, and are refused without their tokens', () => {
    const { store, shown, ids } = openStore(2);
    store.addRows([version('2', { price: 9 }, 2), version('3')]);
    expect([ids(), shown('2', 'price')]).toEqual([['1', '2', '3'], 9]);
    const { token: _lost, ...record } = version('4');
    // @ts-expect-error A row needs the version that was read.
    expect(() => store.addRows([record])).toThrow('came without its version token');
  });
});

describe('what is typed while a save is merged with what others saved', () => {
  /** Saves mine over theirs; the row is on its way from now on. */
  async function openSaving(mine: Partial<Article>, theirs: Partial<Article>) {
    const opened = await openSession('merge');
    const { session, set, desks, hold, state } = opened;
    await desks(theirs);
    for (const [field, value] of Object.entries(mine)) set(field as keyof Article, value);
    const letGo = hold();
    const saving = session.save();
    await expect.poll(state).toBe('saving');
    return {
      ...opened,
      async answer() {
        letGo();
        await saving;
      },
    };
  }

  it('is a conflict over a cell that they changed, not an edit of what was never seen', async () => {
    const { set, answer, state, session, stored } = await openSaving({ title: 'Mine' }, { price: 99 });
    set('price', 7);
    await answer();
    expect(state()).toBe('conflict');
    await session.save();
    expect(await stored()).toMatchObject({ title: 'Mine', price: 99 });
  });

  it('is a conflict, too, where its editor was open before the answer came', async () => {
    const { store, set, answer, state } = await openSaving({ title: 'Mine' }, { price: 99 });
    store.open('1', 'price');
    await answer();
    set('price', 7);
    store.close('1');
    expect(state()).toBe('conflict');
  });

  it('goes on in a text, and keeps the paragraph that they added to it', async () => {
    const [mine, theirs] = [harbour.body.replace('Monday', 'Tuesday'), `${harbour.body}\n\nTheirs.`];
    const { set, answer, session, stored } = await openSaving({ body: mine }, { body: theirs });
    set('body', mine.replace('four', 'six'));
    await answer();
    await session.save();
    expect((await stored()).body).toBe(theirs.replace('Monday', 'Tuesday').replace('four', 'six'));
  });

  it('is still reviewed over what was first read, where others were faster twice', async () => {
    const { session, before, set, desks, state, stored } = await openSession('merge');
    const theirs = `${harbour.body}\n\nTheirs.`;
    set('title', 'Mine');
    set('body', harbour.body.replace('Monday', 'Tuesday'));
    before.push(
      () => desks({ body: theirs }),
      () => desks({ title: 'Theirs' }),
    );
    await session.save();
    expect(state()).toBe('conflict');
    await session.reviewAll();
    await session.settleAll('mine');
    expect(await stored()).toMatchObject({ title: 'Mine', body: theirs.replace('Monday', 'Tuesday') });
  });
});
