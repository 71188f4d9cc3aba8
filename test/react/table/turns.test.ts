import { describe, expect, it } from 'vitest';
import { openSession } from './openSession.js';

const fresh = { title: 'New', body: '', tags: [], price: 1 };

/** A session with a save of row 1 that has not been answered. */
async function openSaving(...[count, options]: Parameters<typeof openSession>) {
  const opened = await openSession(count, options);
  const { set, hold, session, state } = opened;
  return {
    ...opened,
    async startSave(before: () => unknown = () => undefined) {
      const letGo = hold();
      set('1', { title: 'Mine' });
      await before();
      const saved = session.save();
      await expect.poll(() => state('1')).toBe('saving');
      return async (...others: readonly Promise<unknown>[]) => {
        letGo();
        await Promise.all([saved, ...others]);
      };
    },
  };
}

describe('an action behind a save', () => {
  it('C45, C48: deletes nothing that others wrote unseen, where the save was refused', async () => {
    const { startSave, desks, desk, session, notice, state } = await openSaving(1);
    const end = await startSave(() => desks('1', { body: 'Theirs' }));
    await end(session.act('remove', ['1']));
    expect(notice()).toMatchObject({ kind: 'acted', done: 0, moved: ['1'] });
    expect(state('1')).toBe('conflict');
    expect((await desk.get('1')).value.body).toBe('Theirs');
  });

  it('C45, C48: leaves a row that was merged on the way, whose changes nobody has seen', async () => {
    const { startSave, desks, desk, session, notice } = await openSaving(1, { policy: 'merge' });
    const end = await startSave(() => desks('1', { body: 'Theirs' }));
    await end(session.act('remove', ['1']));
    expect(notice()).toMatchObject({ kind: 'acted', done: 0, moved: ['1'] });
    expect((await desk.get('1')).value).toMatchObject({ title: 'Mine', body: 'Theirs' });
  });

  it('C45: that a person was asked about before it meets none of their own changes', async () => {
    const { session, set, items, notice, desk } = await openSaving(1);
    const asked = new Map(items.map(({ value, token }) => [value.id, token]));
    for (const title of ['Mine', 'Mine too']) {
      set('1', { title });
      await session.save();
    }
    await session.act('publish', ['1'], undefined, asked);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [] });
    await session.act('remove', ['1'], undefined, asked);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [] });
    await expect(desk.get('1')).rejects.toThrow('410');
  });

  it('C45: is done to a new row under the name that it was given', async () => {
    const { session, store, hold, state, notice } = await openSaving(1);
    const id = store.addNew(fresh);
    store.edit([{ id, field: 'title', value: 'Newer' }]);
    const letGo = hold();
    const saved = session.save();
    await expect.poll(() => state(id)).toBe('saving');
    const acted = session.act('publish', [id]);
    letGo();
    await Promise.all([saved, acted]);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [], refused: 0 });
    await session.act('remove', [id]);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, moved: [] });
    expect(store.rowCount).toBe(1);
  });

  it('C45, F2: leaves out only what was not answered, and does it once that is', async () => {
    const { session, set, lose, cutReads, notice, desk, store } = await openSaving(3);
    set('1', { title: 'Mine' });
    lose(3);
    cutReads(true);
    await session.save();
    lose(1);
    await session.act('remove', ['1', '2']);
    lose(0);
    cutReads(false);
    const told = notice();
    expect(told).toMatchObject({ kind: 'unanswered', action: 'remove', rows: 1, done: 1 });
    if (told?.kind === 'unanswered') told.retry();
    await expect.poll(notice).toMatchObject({ kind: 'acted', done: 1, moved: [], refused: 0 });
    expect(store.rowCount).toBe(1);
    await expect(desk.get('1')).rejects.toThrow('410');
  });
});

describe('saves and actions', () => {
  it('C45: have their turns as they were asked for, before the code that saves is there, too', async () => {
    const { session, set, notice, desk } = await openSaving(2);
    set('1', { title: 'Mine' });
    const saved = session.save();
    const acted = session.act('publish', ['1']);
    set('2', { title: 'Mine too' });
    const savedToo = session.save();
    const actedToo = session.act('publish', ['1', '2']);
    await Promise.all([saved, acted, savedToo, actedToo]);
    expect(notice()).toMatchObject({ kind: 'acted', done: 2, moved: [], refused: 0 });
    expect((await desk.get('1')).value).toMatchObject({ title: 'Mine', tags: ['published'] });
  });

  it('C46: that all that match are meant waits for a save, too', async () => {
    const { startSave, session, notice } = await openSaving(2);
    const end = await startSave();
    await end(session.actOnAll('publish', { where: {}, listToken: undefined }));
    expect(notice()).toMatchObject({ kind: 'unchecked', reason: 'too-many' });
  });

  it('C45: a save that waits shows it, and can be stopped', async () => {
    const { session, set, hold, notice, state } = await openSaving(2);
    const letGo = hold();
    const acted = session.act('publish', ['2']);
    set('1', { title: 'Mine' });
    const saved = session.save();
    expect(session.getState().isSaving).toBe(true);
    session.cancel();
    letGo();
    await Promise.all([acted, saved]);
    expect(notice()).toMatchObject({ kind: 'saved', saved: 0, unsent: 1 });
    expect([session.getState().isSaving, state('1')]).toEqual([false, 'edited']);
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 1 });
  });
});

describe('rows that no server knows yet', () => {
  it('C48: are done with where they are deleted, and come back by undo', async () => {
    const { session, store, notice, state } = await openSaving(1);
    const id = store.addNew(fresh);
    store.edit([{ id, field: 'title', value: 'Newer' }]);
    await session.act('remove', [id, '1']);
    expect(notice()).toMatchObject({ kind: 'acted', done: 2, moved: [], refused: 0 });
    expect(store.rowCount).toBe(0);
    store.undo();
    expect(state(id)).toBe('new');
  });

  it('C45: are left by any other action, and named', async () => {
    const { session, store, notice } = await openSaving(1);
    const id = store.addNew(fresh);
    await session.act('publish', [id, '1']);
    expect(notice()).toMatchObject({ kind: 'acted', done: 1, refused: 1, firstRefusal: { id } });
  });
});
