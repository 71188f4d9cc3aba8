import { custom } from 'noclobber';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSession } from './openSession.js';

describe('ask', () => {
  it('tells what became of the save before it shows what needs a person', async () => {
    const { session, set, desks } = await openSession(1, { policy: 'ask' });
    await desks('1', { title: 'Theirs' });
    set('1', { title: 'Mine' });
    const seen: unknown[] = [];
    session.subscribe(() => {
      const { reviewed, notice, isSaving } = session.getState();
      if (reviewed) seen.push([notice?.kind, isSaving]);
    });
    await session.save();
    expect(seen).toEqual([['saved', false]]);
  });
});

describe('abort-all', () => {
  it('C43: a second save, with nothing settled, saves nothing either', async () => {
    const { session, set, desks, notice, titles, sentCount, state } = await openSession(3, {
      policy: 'abort-all',
    });
    await desks('2', { title: 'Theirs' });
    for (const id of ['1', '2', '3']) set(id, { title: `Mine ${id}` });
    const nothing = { kind: 'saved', saved: 0, open: 1, refused: 0, aborted: 2, unsent: 0 };
    await session.save();
    expect(notice()).toMatchObject(nothing);
    const before = sentCount();
    await session.save();
    expect(notice()).toMatchObject(nothing);
    expect(sentCount()).toBe(before);
    expect(['1', '2', '3'].map(state)).toEqual(['edited', 'conflict', 'edited']);
    session.reviewAll();
    await expect.poll(() => session.getDialog().conflict).not.toBeNull();
    await session.settleAll('theirs');
    await session.save();
    expect(await titles()).toEqual(['Mine 1', 'Theirs', 'Mine 3']);
  });

  it('C43: a conflict that is known beforehand, or a row that is not valid, holds up the others', async () => {
    const { session, set, meet, store, notice, titles } = await openSession(3, { policy: 'abort-all' });
    set('1', { title: 'Mine 1' });
    await meet('2');
    await session.save();
    expect(notice()).toMatchObject({ saved: 0, open: 1, refused: 0, aborted: 1 });
    store.discard(['2']);
    store.edit([{ id: '3', field: 'price', value: -1, fault: { message: 'Too low' } }]);
    await session.save();
    expect(notice()).toMatchObject({ saved: 0, open: 0, refused: 1, aborted: 1 });
    // Rows that are chosen stand for themselves.
    await session.save(['1']);
    expect(await titles()).toEqual(['Mine 1', 'Theirs 2', 'Article 3']);
  });
});

describe('rows that are gone', () => {
  it('C44: keep their edits and their choices, and the others are saved', async () => {
    const { session, set, desk, notice, titles, state, reviewing } = await openSession(3);
    for (const id of ['1', '2', '3']) set(id, { title: `Mine ${id}` });
    await desk.remove({ base: await desk.get('2') });
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 2, open: 1, refused: 0 });
    expect(['1', '2', '3'].map(state)).toEqual(['saved', 'deleted', 'saved']);
    expect(await titles()).toEqual(['Mine 1', 'Mine 3']);
    session.review('2');
    await reviewing('2');
    expect(session.getDialog().conflict).toMatchObject({ kind: 'deleted', mine: { title: 'Mine 2' } });
    await session.getDialog().onRecreate?.();
    expect(await titles()).toEqual(['Mine 1', 'Mine 2', 'Mine 3']);
  });
});

describe('answers that do not arrive', () => {
  it('F19: what the retry tells is what became of the rows it asked for, and the others stay as they are', async () => {
    const { session, set, desks, lose, notice, state, store } = await openSession(6, { chunkRows: 2 });
    await desks('3', { title: 'Theirs' });
    for (const id of ['1', '2', '3', '4', '5', '6']) set(id, { title: 'Mine' });
    lose();
    await session.save();
    expect(notice()).toMatchObject({ kind: 'unanswered', saved: 3, rows: 2 });
    const choices = [{ path: ['title'], pick: 'mine' as const }];
    store.choose('3', choices);
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 2, open: 0, unsent: 0 });
    expect(['1', '2', '3', '4'].map(state)).toEqual(['saved', 'saved', 'conflict', 'saved']);
    expect(store.getEdited('3')?.choices).toBe(choices);
  });

  it('F5: stopped while a request hangs, only its rows wait for an answer; the rest are edits as before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { session, set, store, hold, notice, state, titles } = await openSession(6, { chunkRows: 2 });
    for (const id of ['1', '2', '3', '4', '5', '6']) set(id, { title: `Mine ${id}` });
    const letGo = hold();
    const saving = session.save();
    await vi.waitFor(() => expect(state('1')).toBe('saving'));
    session.cancel();
    await vi.advanceTimersByTimeAsync(6_000);
    await saving;
    expect(notice()).toMatchObject({ kind: 'unanswered', rows: 2 });
    expect(['1', '2', '3', '6'].map(state)).toEqual(['saving', 'saving', 'edited', 'edited']);
    store.discard(['3', '4']);
    letGo();
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 4, unsent: 0 });
    expect((await titles()).slice(2)).toEqual(['Article 3', 'Article 4', 'Mine 5', 'Mine 6']);
  });

  it('F5: a row waits for its answer also where another was told of twice', async () => {
    const { session, set, desks, goWrong, notice, state } = await openSession(2, { policy: 'merge' });
    await desks('1', { price: 99 });
    for (const id of ['1', '2']) set(id, { title: `Mine ${id}` });
    // The first is merged and sent again.
    goWrong('busy', 'lost');
    await session.save();
    expect(['1', '2'].map(state)).toEqual(['saving', 'saving']);
    await desks('1', { title: 'Theirs' });
    goWrong('busy');
    await session.save();
    expect(notice()).toMatchObject({ kind: 'unanswered', rows: 1 });
    expect(state('2')).toBe('saving');
    await session.save();
    expect(state('2')).toBe('saved');
  });

  it('F5: a row that was merged but never sent, as the person stopped, is an edit as before', async () => {
    const { session, set, desks, lose, hold, notice, state, desk, sentCount } = await openSession(1, {
      policy: 'merge',
    });
    await desks('1', { price: 99 });
    set('1', { title: 'Mine' });
    lose();
    await session.save();
    expect(state('1')).toBe('saving');
    const letGo = hold();
    const sent = sentCount();
    const asking = session.save();
    await expect.poll(sentCount).toBe(sent + 1);
    session.cancel();
    letGo();
    await asking;
    expect(state('1')).toBe('edited');
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 1, merged: 1 });
    expect((await desk.get('1')).value).toMatchObject({ title: 'Mine', price: 99 });
  });

  it('leaves what it says as it is where rows have nothing to save', async () => {
    const { session, set, notice, sentCount } = await openSession(3);
    set('1', { title: 'Mine' });
    await session.save();
    const [said, sent] = [notice(), sentCount()];
    expect(said).toMatchObject({ kind: 'saved', saved: 1 });
    await session.save(['3']);
    expect(notice()).toBe(said);
    expect(sentCount()).toBe(sent);
  });

  it('F19: where the look at what conflicts is cut, the rows beside it are saved and say so', async () => {
    const { session, set, desks, desk, cutReads, notice, state } = await openSession(2);
    // Too long to come along with the refusal.
    const body = 'long '.repeat(60_000);
    await desks('2', { body });
    for (const id of ['1', '2']) set(id, { title: 'Mine' });
    cutReads(true);
    await session.save();
    expect(notice()).toMatchObject({ kind: 'saved', saved: 1, refused: 1 });
    expect(['1', '2'].map(state)).toEqual(['saved', 'failed']);
    cutReads(false);
    set('1', { price: 7 });
    await session.save();
    expect(notice()).toMatchObject({ saved: 1, open: 1 });
    expect((await desk.get('1')).value).toMatchObject({ title: 'Mine', price: 7 });
  });

  it('counts what was saved before something broke', async () => {
    const { session, set, desks, notice, state } = await openSession(2, {
      policy: 'merge',
      rules: {
        price: custom(() => {
          throw new Error('The rule is broken.');
        }),
      },
    });
    await desks('2', { price: 1 });
    for (const id of ['1', '2']) set(id, { price: 7 });
    await session.save();
    expect(notice()).toMatchObject({ kind: 'failed', done: 1, left: 1 });
    expect(['1', '2'].map(state)).toEqual(['saved', 'edited']);
  });

  it.each(['merge', 'ask'] as const)(
    'F2: under %s a row that was not answered, and that others have changed, is merged by the next save',
    async (policy) => {
      const { session, set, desks, goWrong, notice, state, titles } = await openSession(1, { policy });
      await desks('1', { price: 99 });
      set('1', { title: 'Mine' });
      goWrong('busy');
      await session.save();
      expect(state('1')).toBe('saving');
      await session.save();
      expect([notice()?.kind, state('1'), await titles()]).toEqual(['saved', 'saved', ['Mine']]);
    },
  );

  it('what was refused of a row is not said once it has no edits', async () => {
    const { set, desks, store, desk, state } = await openSession(1);
    await desks('1', { title: 'Theirs' });
    expect(state('1')).toBe('clean');
    set('1', { title: 'Theirs' });
    store.settle(new Map([['1', { kind: 'refused', error: new Error('Refused.') }]]));
    expect(state('1')).toBe('failed');
    store.receive([await desk.get('1')]);
    store.clearMarks();
    expect(state('1')).toBe('clean');
  });
});
