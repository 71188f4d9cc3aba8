import { describe, expect, it } from 'vitest';
import { createTableSession } from '../../../src/react/table/session/createTableSession.js';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import type { Article } from '../../newsroom.js';
import { openArticles } from '../../client/batch/articles.js';
import { openSession } from './openSession.js';

/** A session, and what its notice offers. */
async function openActing(count: number) {
  const opened = await openSession(count);
  const { session, notice, desk } = opened;
  return {
    ...opened,
    async told(expected: object) {
      await expect.poll(notice).toMatchObject(expected);
    },
    goOn() {
      const now = notice();
      if (now?.kind === 'acted' || now?.kind === 'unchecked') now.goOn();
    },
    retry() {
      const now = notice();
      if (now?.kind === 'unanswered') now.retry();
    },
    async listToken() {
      return (await desk.list({ isSigned: true })).listToken;
    },
    async versions() {
      return (await desk.list({ sort: ['id'] })).items.map(({ change }) => change?.version);
    },
    act: session.act,
    actOnAll: session.actOnAll,
  };
}

describe('an action', () => {
  it('C45, F19: on rows that are not answered says so, and asks again what became of them', async () => {
    const { act, lose, told, retry, versions } = await openActing(2);
    lose(2);
    await act('publish', ['1', '2']);
    await told({ kind: 'unanswered', action: 'publish', done: 0, rows: 2 });
    retry();
    retry();
    await told({ kind: 'acted', done: 2, moved: [], refused: 0 });
    expect(await versions()).toEqual(['2', '2']);
  });

  it('C45, F19: that is chosen again asks first what became of the one before', async () => {
    const { act, actOnAll, lose, notice, listToken, versions } = await openActing(3);
    lose(2);
    await act('publish', ['1', '2']);
    await act('publish', ['2', '1']);
    expect(notice()).toMatchObject({ kind: 'acted', done: 2, moved: [], refused: 0 });
    expect(await versions()).toEqual(['2', '2', '1']);
    // Without an answer nothing else is begun.
    lose(4);
    await act('remove', ['1']);
    await actOnAll('publish', { where: {}, listToken: await listToken() });
    expect(notice()).toMatchObject({ kind: 'unanswered', action: 'remove', rows: 1 });
    // Then the other rows have their turn.
    await act('remove', ['1', '3']);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [], refused: 0 });
    expect(await versions()).toEqual(['2']);
  });

  it('C46, F19: on all that match, too', async () => {
    const { actOnAll, listToken, lose, told, retry, versions } = await openActing(3);
    lose(2);
    await actOnAll('publish', { where: {}, listToken: await listToken() });
    await told({ kind: 'unanswered', action: 'publish', done: 0, rows: null });
    retry();
    await told({ kind: 'acted', done: 3, refused: 0 });
    expect(await versions()).toEqual(['2', '2', '2']);
  });

  it('C47: goes on once, however often that is clicked', async () => {
    const { act, actOnAll, desks, told, goOn, versions, sentCount } = await openActing(2);
    await desks('1', { title: 'Theirs' });
    await act('publish', ['1']);
    await told({ kind: 'acted', done: 0, moved: ['1'] });
    const before = sentCount();
    goOn();
    goOn();
    await told({ kind: 'acted', done: 1, moved: [] });
    await actOnAll('publish', { where: {}, listToken: undefined });
    await told({ kind: 'unchecked', reason: 'too-many' });
    goOn();
    goOn();
    await told({ kind: 'acted', done: 2 });
    expect(sentCount()).toBe(before + 2);
    expect(await versions()).toEqual(['3', '2']);
  });

  it('C45: counts chosen rows that are gone, or that no server knows yet', async () => {
    const { act, store, notice } = await openActing(3);
    const added = store.addNew({ title: 'New', body: '', tags: [], price: 1 });
    store.receiveDeleted(['2']);
    await act('publish', ['1', '2', added]);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: ['2'], refused: 1 });
  });

  it('C48: takes a row with edits away that one deletes oneself', async () => {
    const { act, set, store, told } = await openActing(2);
    set('1', { title: 'Mine' });
    await act('remove', ['1']);
    await told({ kind: 'acted', done: 1, moved: [], refused: 0 });
    expect([store.rowCount, store.getSummary().open]).toEqual([1, 0]);
    store.undo();
    expect([store.rowCount, store.getSummary().states]).toMatchObject([2, { deleted: 1 }]);
  });

  it('C45: counts what was done before it failed', async () => {
    const { articlesOf, items } = await openArticles(501);
    let requests = 0;
    const mine = articlesOf('You', {
      headers() {
        if (++requests > 1) throw new Error('Signed out.');
        return { 'Noclobber-User': 'You' };
      },
    });
    const store = createTableStore<Article>();
    store.setRows(items);
    const session = createTableSession<Article>({ resource: mine, store });
    const ids = items.map(({ value }) => value.id);
    await session.act('remove', ids);
    expect(session.getState().notice).toMatchObject({ kind: 'failed', action: 'remove', done: 500, left: 1 });
    expect(store.rowCount).toBe(1);
  });

  it('C45, C46: is done once to a row that is named twice, and sends nothing where none is', async () => {
    const { act, notice, sentCount, versions } = await openActing(2);
    const before = sentCount();
    await act('publish', []);
    expect(sentCount()).toBe(before);
    await act('publish', ['1', '1']);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [], refused: 0 });
    expect(await versions()).toEqual(['2', '1']);
  });

  it('C45: waits for the save of its rows, and a save for it: nobody meets their own change', async () => {
    const { act, session, set, state, hold, notice, versions, titles } = await openActing(3);
    set('1', { title: 'Mine' });
    const letGo = hold();
    const saved = session.save();
    await expect.poll(() => state('1')).toBe('saving');
    const acted = act('publish', ['1', '2']);
    set('2', { title: 'Mine too' });
    const savedBehind = session.save();
    letGo();
    await Promise.all([saved, acted, savedBehind]);
    expect(notice()).toMatchObject({ kind: 'saved', saved: 1, open: 0 });
    expect(['1', '2'].map(state)).toEqual(['clean', 'saved']);
    expect([await versions(), await titles()]).toEqual([
      ['3', '3', '1'],
      ['Mine', 'Mine too', 'Article 3'],
    ]);
  });

  it('C45, F2: on a row whose save was not answered asks first what became of that, and else does nothing', async () => {
    const { act, session, set, lose, cutReads, told, notice, versions } = await openActing(1);
    set('1', { title: 'Mine' });
    lose(3);
    cutReads(true);
    await session.save();
    await told({ kind: 'unanswered', rows: 1 });
    await act('publish', ['1']);
    expect(notice()).toMatchObject({ kind: 'unanswered', rows: 1 });
    lose(0);
    cutReads(false);
    expect(await versions()).toEqual(['2']);
    await act('publish', ['1']);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [], refused: 0 });
    expect(await versions()).toEqual(['3']);
  });

  it('C45: tells why it was not done, of the first row that it was not done to', async () => {
    const { act, notice } = await openActing(2);
    await act('archive', ['1', '2']);
    const firstRefusal = { id: '1', error: { status: 400 } };
    expect(notice()).toMatchObject({ kind: 'acted', done: 0, refused: 2, firstRefusal });
  });

  it('C48: goes by the versions that a person was asked about, whatever has come since', async () => {
    const { act, store, desk, desks, items, notice, versions } = await openActing(2);
    const tokens = new Map(items.map(({ value, token }) => [value.id, token]));
    await desks('1', { title: 'Theirs' });
    store.receive([await desk.get('1')]);
    await act('remove', ['1', '2'], undefined, tokens);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: ['1'], refused: 0 });
    expect(await versions()).toEqual(['2']);
  });
});
