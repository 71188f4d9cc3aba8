import { describe, expect, it } from 'vitest';
import { harbour } from '../../newsroom.js';
import { openSession } from './openSession.js';

/** Reviews a row that somebody deleted, while the save of another one goes on. */
async function reviewBehindSave() {
  const opened = await openSession(2);
  const { session, store, set, desk, hold, reviewing } = opened;
  set('1', { title: 'Mine 1' });
  set('2', { title: 'Mine 2' });
  await desk.remove({ base: await desk.get('2') });
  store.receiveDeleted(['2']);
  session.review('2');
  await reviewing('2');
  const letGo = hold();
  return { ...opened, letGo, saving: session.save(['1']) };
}

describe('a review', () => {
  it('during a save waits for it, and is saved then', async () => {
    const { session, set, meet, hold, reviewing, saveMine, state, titles } = await openSession(3);
    await meet('2');
    await meet('3');
    set('1', { title: 'Mine 1' });
    const letGo = hold();
    const saving = session.save();
    await expect.poll(() => state('1')).toBe('saving');
    session.reviewAll();
    await reviewing('2');
    const settled = saveMine();
    letGo();
    expect(await settled).toBe(true);
    await saving;
    expect(['1', '2', '3'].map(state)).toEqual(['saved', 'saved', 'conflict']);
    expect(await titles()).toEqual(['Mine 1', 'Mine 2', 'Theirs 3']);
  });

  it('F19: saves a deleted row’s text as a copy once, though the first answer is lost, and behind a save that goes on', async () => {
    const { session, letGo, saving, lose, titles, state } = await reviewBehindSave();
    lose(2);
    const copied = session.getDialog().onSaveCopy?.();
    letGo();
    await saving;
    expect(await copied).toBe(false);
    expect(session.getState().reviewed?.error?.name).toBe('NetworkError');
    expect(await session.getDialog().onSaveCopy?.()).toBe(true);
    expect((await titles()).toSorted()).toEqual(['Mine 1', 'Mine 2']);
    await session.save();
    expect(state('1')).toBe('saved');
  });

  it('F19: a copy that was made, deleted and is wanted again is made again', async () => {
    const { session, store, set, desk, reviewing, titles } = await openSession(2);
    set('1', { title: 'Mine 1' });
    await desk.remove({ base: await desk.get('1') });
    store.receiveDeleted(['1']);
    session.review('1');
    await reviewing('1');
    await session.getDialog().onSaveCopy?.();
    const copy = (await desk.list()).items.find(({ value }) => value.title === 'Mine 1');
    await session.act('remove', [copy?.value.id ?? '']);
    store.undo();
    session.review('1');
    await reviewing('1');
    expect(await session.getDialog().onSaveCopy?.()).toBe(true);
    expect((await titles()).toSorted()).toEqual(['Article 2', 'Mine 1']);
  });

  it.each([
    ['recreated', 'onRecreate' as const],
    ['copied', 'onSaveCopy' as const],
  ])(
    'F19: what was %s, without an answer, and deleted since is no row and can be saved again',
    async (_, way) => {
      const { session, store, set, desk, lose, reviewing, titles } = await openSession(1);
      set('1', { title: 'Mine 1' });
      await desk.remove({ base: await desk.get('1') });
      store.receiveDeleted(['1']);
      session.review('1');
      await reviewing('1');
      lose(1);
      expect(await session.getDialog()[way]?.()).toBe(false);
      const [made] = (await desk.list()).items.map(({ value }) => value.id);
      await desk.remove({ base: await desk.get(made ?? '') });
      expect(await session.getDialog()[way]?.()).toBe(false);
      expect([await titles(), store.rowCount]).toEqual([[], 1]);
      expect(await session.getDialog()[way]?.()).toBe(true);
      expect([await titles(), store.rowCount]).toEqual([['Mine 1'], 1]);
    },
  );

  it('a copy that waited for its turn is not made once it was stopped', async () => {
    const { session, letGo, saving, titles, state } = await reviewBehindSave();
    await expect.poll(() => state('1')).toBe('saving');
    const copied = session.getDialog().onSaveCopy?.();
    session.cancel();
    letGo();
    await saving;
    expect(await copied).toBe(false);
    expect([state('2'), await titles()]).toEqual(['deleted', ['Mine 1']]);
  });

  it('of all rows leaves out those with values that are not valid', async () => {
    const { session, store, meet, reviewing, state, titles } = await openSession(2);
    await meet('1');
    await meet('2');
    store.edit([{ id: '1', field: 'body', value: 'Long', fault: { message: 'Too long' } }]);
    session.reviewAll();
    await reviewing('1');
    await session.settleAll('mine');
    expect(['1', '2'].map(state)).toEqual(['conflict', 'saved']);
    expect(await titles()).toEqual(['Theirs 1', 'Mine 2']);
  });

  it('of all rows during a save waits for it, too', async () => {
    const { session, set, meet, hold, reviewing, state, titles } = await openSession(3);
    await meet('2');
    await meet('3');
    set('1', { title: 'Mine 1' });
    const letGo = hold();
    const saving = session.save();
    session.reviewAll();
    await reviewing('2');
    const settled = session.settleAll('mine');
    // A second click, and the one beside it.
    await session.settleAll('mine');
    await session.settleAll('theirs');
    letGo();
    await Promise.all([saving, settled]);
    expect(['1', '2', '3'].map(state)).toEqual(['saved', 'saved', 'saved']);
    expect(await titles()).toEqual(['Mine 1', 'Mine 2', 'Mine 3']);
    expect(session.getState().reviewed).toBeNull();
  });

  it('during a save under ask is not torn away by what that save met', async () => {
    const { session, set, desks, meet, hold, reviewing, saveMine, state } = await openSession(2, {
      policy: 'ask',
    });
    await meet('2');
    await desks('1', { title: 'Theirs 1' });
    set('1', { title: 'Mine 1' });
    const letGo = hold();
    const saving = session.save();
    session.review('2');
    await reviewing('2');
    letGo();
    await saving;
    expect(session.getState().reviewed).toMatchObject({ id: '2', at: 1, all: 2 });
    await saveMine();
    expect(session.getState().reviewed).toMatchObject({ id: '1', at: 2, all: 2 });
    expect(['1', '2'].map(state)).toEqual(['conflict', 'saved']);
  });

  it('closed while it waits, and opened and saved again, is saved once', async () => {
    const { session, set, meet, hold, reviewing, saveMine, state, desk } = await openSession(2);
    await meet('2');
    set('1', { title: 'Mine 1' });
    const letGo = hold();
    const saving = session.save();
    session.review('2');
    await reviewing('2');
    const first = saveMine();
    session.getDialog().onKeepEditing();
    session.review('2');
    await reviewing('2');
    const second = saveMine();
    letGo();
    await Promise.all([saving, first, second]);
    expect(state('2')).toBe('saved');
    expect((await desk.get('2')).change?.version).toBe('3');
  });

  it('F19: whose answers are lost shows no conflict with oneself', async () => {
    const { session, meet, reviewing, lose, notice, state } = await openSession(2);
    await meet('1');
    await meet('2');
    session.reviewAll();
    await reviewing('1');
    lose();
    await session.settleAll('mine');
    expect(notice()).toMatchObject({ kind: 'unanswered', saved: 0, rows: 2 });
    expect(session.getState().reviewed).toBeNull();
    session.review('1');
    await reviewing(undefined);
    await session.save();
    expect(['1', '2'].map(state)).toEqual(['saved', 'saved']);
    expect(notice()).toMatchObject({ kind: 'saved', saved: 2, open: 0 });
  });

  it('is not skipped while it is saved: the answer goes on to the next row, and to no other', async () => {
    const { session, meet, hold, reviewing, saveMine, state } = await openSession(3);
    for (const id of ['1', '2', '3']) await meet(id);
    session.reviewAll();
    await reviewing('1');
    const letGo = hold();
    const settled = saveMine();
    session.reviewNext();
    session.getDialog().onDiscard();
    await reviewing('1');
    letGo();
    await settled;
    await reviewing('2');
    expect(['1', '2', '3'].map(state)).toEqual(['saved', 'conflict', 'conflict']);
  });

  it('that the server refuses leaves its reason in its row, not with the next one', async () => {
    const { session, set, meet, reviewing, saveMine, state } = await openSession(2);
    for (const id of ['1', '2']) await meet(id);
    set('1', { price: -1 });
    session.reviewAll();
    await reviewing('1');
    expect(await saveMine()).toBe(false);
    expect(session.getState().reviewed).toMatchObject({ id: '2', error: null });
    expect(state('1')).toBe('invalid');
  });

  it.each(['saved', 'refused'])('that was closed while it is saved stays closed: %s', async (end) => {
    const { session, meet, desks, hold, reviewing, saveMine, state } = await openSession(2);
    for (const id of ['1', '2']) await meet(id);
    session.reviewAll();
    await reviewing('1');
    if (end === 'refused') await desks('1', { title: 'Newer' });
    const letGo = hold();
    const settled = saveMine();
    session.getDialog().onKeepEditing();
    letGo();
    expect(await settled).toBe(end === 'saved');
    expect(session.getState().reviewed).toBeNull();
    expect(state('1')).toBe(end === 'saved' ? 'saved' : 'conflict');
  });

  it('overwrites with mine, over the version that was shown', async () => {
    const { session, meet, reviewing, state, titles } = await openSession(1);
    await meet('1');
    session.review('1');
    await reviewing('1');
    await session.getDialog().onOverwrite?.();
    expect([state('1'), await titles()]).toEqual(['saved', ['Mine 1']]);
  });

  it.each(['mine', 'all mine'])(
    'what is typed while a resolution as %s waits for its turn is kept',
    async (kind) => {
      const { session, set, meet, hold, reviewing, saveMine, store, state } = await openSession(2);
      await meet('2');
      set('1', { title: 'Mine 1' });
      const letGo = hold();
      const saving = session.save(['1']);
      await expect.poll(() => state('1')).toBe('saving');
      session.review('2');
      await reviewing('2');
      const settled = kind === 'mine' ? saveMine() : session.settleAll('mine');
      session.getDialog().onKeepEditing();
      set('2', { title: 'Typed since', price: 7 });
      letGo();
      await Promise.all([saving, settled]);
      expect(state('2')).toBe('conflict');
      expect(store.getEdited('2')?.edits).toMatchObject({ title: 'Typed since', price: 7 });
    },
  );

  it('what is typed when the dialog is shown already is reviewed with the rest', async () => {
    const { session, set, desks, saveMine, reviewing, desk } = await openSession(1, { policy: 'ask' });
    await desks('1', { title: 'Theirs' });
    set('1', { title: 'Mine' });
    await session.save();
    await reviewing('1');
    set('1', { price: 7 });
    await saveMine();
    await reviewing('1');
    await saveMine();
    expect((await desk.get('1')).value).toMatchObject({ title: 'Mine', price: 7 });
  });

  it('a row that others deleted and recreated while it was saved is a conflict', async () => {
    const { session, set, store, desk, hold, reviewing, saveMine, state, titles } = await openSession(1);
    set('1', { title: 'Mine 1' });
    const letGo = hold();
    const saving = session.save();
    await expect.poll(() => state('1')).toBe('saving');
    await desk.remove({ base: await desk.get('1') });
    store.receiveDeleted(['1']);
    await desk.create({ ...harbour, title: 'Theirs' }, { isReplacement: true });
    letGo();
    await saving;
    expect(state('1')).toBe('conflict');
    session.review('1');
    await reviewing('1');
    await saveMine();
    expect([state('1'), await titles()]).toEqual(['saved', ['Mine 1']]);
  });

  it('a row of which a deletion is told that is none is there again when it is recreated', async () => {
    const { session, set, store, reviewing, state } = await openSession(1);
    set('1', { title: 'Mine 1' });
    store.receiveDeleted(['1']);
    session.review('1');
    await reviewing('1');
    await session.getDialog().onRecreate?.();
    expect(state('1')).toBe('edited');
  });
});
