import type { Resource } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import type { SentSave, Unsaved } from '../../src/client/index.js';
import { createFormSession } from '../../src/react/session/createFormSession.js';
import { harbour, openNewsroom, type Article } from '../newsroom.js';

/** A session over a form that is only an object, a line to the server that can be cut, and a queue for what waits without one. */
async function openForm({ id = '1' as string | null } = {}) {
  const newsroom = await openNewsroom();
  let fates: ('pass' | 'cut' | 'lost')[] = [];
  let isOffline = false;
  /** Saves in the queue, and whether the form holds them. */
  const queued = new Map<number, { readonly save: SentSave<Article>; readonly isHeld: boolean }>();
  const discarded: Unsaved<Article>[] = [];
  let opened = 0;
  let meanwhile = () => {};
  const requests: string[] = [];
  const forced: (string | null)[] = [];
  const articles = newsroom.articlesOf('You', {
    retries: 0,
    async fetch(request) {
      if (request.method !== 'GET') meanwhile();
      if (request.method !== 'GET' && fates[0] === 'lost') {
        fates = fates.slice(1);
        throw new TypeError('There is no line.');
      }
      const response = await newsroom.fetch(request);
      if (request.method === 'GET') return response;
      requests.push(request.method);
      forced.push(request.headers.get('Noclobber-Force'));
      if (fates.shift() !== 'cut') return response;
      throw new TypeError('The line was cut.');
    },
  });
  let values: Partial<Article> = {};
  let checks: (given: Partial<Article>) => unknown = (given) => given;
  const session = createFormSession<Article>({
    resource: articles,
    isNew: id === null,
    port: {
      getValues: () => values,
      start: (base) => (values = { ...base, ...values }),
      setValues: ({ mine }) => (values = { ...mine }),
      validate: async () => checks(values),
      showErrors() {},
    },
  });
  session.connect({
    onSaved() {},
    refetch() {},
    onDiscard: (unsaved) => void discarded.push(unsaved),
    outbox: {
      isOffline: () => isOffline,
      open() {
        opened += 1;
        const order = opened;
        return {
          isKept: () => queued.has(order),
          put: async (save) => void queued.set(order, { save, isHeld: true }),
          remove: () => void queued.delete(order),
          leave() {
            const entry = queued.get(order);
            if (entry) queued.set(order, { ...entry, isHeld: false });
          },
        };
      },
    },
  });
  const load = async () => session.take(await articles.get('1'));
  const notice = () => {
    const { notice: shown } = session.getState();
    if (!shown) throw new Error('There is no notice.');
    return shown;
  };
  return {
    ...newsroom,
    articles,
    session,
    requests,
    forced,
    load,
    notice,
    discarded,
    queued: () => [...queued.values()].map(({ save, isHeld }) => ({ title: save.mine.title, isHeld })),
    goOffline: () => void (isOffline = true),
    async goOnline() {
      isOffline = false;
      return session.resume();
    },
    values: () => values,
    type: (change: Partial<Article>) => (values = { ...values, ...change }),
    /** Does something while the next write is on its way. */
    whileSaving: (act: () => void) =>
      (meanwhile = () => {
        meanwhile = () => {};
        act();
      }),
    /** Loses the next write itself. */
    lose: () => (fates = ['lost']),
    /** Loses the answer to the next write, or to one after some others. */
    cut: ({ after = 0 } = {}) => (fates = [...Array<'pass'>(after).fill('pass'), 'cut']),
    checkWith: (check: typeof checks) => (checks = check),
    desks: (change: Partial<Article>) =>
      externalEdit(newsroom.desk, '1', (article) => ({ ...article, ...change })),
    stored: async () => (await newsroom.desk.get('1')).value,
    act: async (kind: 'undo' | 'retry' | 'review') => {
      const shown = notice();
      const act = kind in shown && (shown as unknown as Record<string, () => void>)[kind];
      if (!act) throw new Error(`The notice "${shown.kind}" has no ${kind}.`);
      act();
      await expect.poll(() => session.getState().status).not.toBe('saving');
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}

const titleOf = (resource: Resource<Article>) => resource.get('1').then(({ value }) => value.title);

describe('a form session', () => {
  it('creates nothing while the record is not loaded', async () => {
    const { session, type, requests } = await openForm();
    type({ title: 'Too early' });

    expect(await session.save()).toBe(false);
    expect(session.getState().status).toBe('loading');
    expect(requests).toEqual([]);
  });

  it('keeps what was typed before the record came', async () => {
    const { session, type, load, values, desk } = await openForm();
    type({ title: 'Typed early' });
    await load();

    expect(values()).toEqual({ ...harbour, title: 'Typed early' });
    expect(await session.save()).toBe(true);
    expect(await titleOf(desk)).toBe('Typed early');
  });

  it('takes no field back that others changed after a merge, when the merge is undone', async () => {
    const { session, load, type, desks, act, stored, values } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    await session.save();
    await desks({ body: 'Written by Desk' });
    await load();
    await act('undo');

    expect(await stored()).toEqual({ ...harbour, price: 210, body: 'Written by Desk' });
    expect(values()).toMatchObject({ title: 'Mine', body: 'Written by Desk' });
  });

  it('undoes an overwrite: theirs is saved again, mine is back in the form', async () => {
    const { session, load, type, desks, act, stored, values } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ title: 'Theirs', price: 210 });
    await session.save();
    await session.overwrite();
    expect(await stored()).toMatchObject({ title: 'Mine', price: harbour.price });
    expect(session.getState().notice).toMatchObject({ kind: 'overwrote', paths: [['title'], ['price']] });
    await act('undo');

    expect(await stored()).toEqual({ ...harbour, title: 'Theirs', price: 210 });
    expect(values().title).toBe('Mine');
    expect(session.getUnsaved()).toContain('title');
  });

  it('keeps what the last save told when there is nothing more to save', async () => {
    const { session, load, type, desks, notice } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    await session.save();
    expect(await session.save()).toBe(true);

    expect(notice()).toMatchObject({ kind: 'merged' });
    expect(session.getState().status).toBe('saved');
  });

  it('C52: says of a save that it was forced, and over which version', async () => {
    const { session, load, type, desks, forced, stored } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ title: 'Theirs' });
    await session.save();
    await session.overwrite();

    expect(forced).toEqual([null, '2']);
    expect((await stored()).title).toBe('Mine');
  });

  it('F17: a record that is too large for the server stays in the form, and it says so', async () => {
    const { session, load, type, values, stored } = await openForm();
    await load();
    const body = 'word '.repeat(1_000_000);
    type({ body });
    expect(await session.save()).toBe(false);

    expect(session.getState()).toMatchObject({
      status: 'error',
      error: { name: 'ResponseError', status: 413 },
      notice: { kind: 'failed' },
    });
    expect(values().body).toBe(body);
    expect((await stored()).body).toBe(harbour.body);
  });

  it('keeps what is typed while the conflict is on screen, whatever is chosen', async () => {
    const { session, load, type, desks, stored, values } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    type({ body: 'Typed beside the dialog' });
    await session.resolve(theirs.value, []);

    expect(values()).toMatchObject({ title: 'Theirs', body: 'Typed beside the dialog' });
    expect(session.getUnsaved()).toEqual(['body']);
    expect((await stored()).body).toBe(harbour.body);
  });

  it('is not blocked by a save that was not answered and then refused', async () => {
    const { session, load, type, cut, stored } = await openForm();
    await load();
    type({ title: 'a\0b' });
    cut();
    await session.save();
    expect(session.getState().status).toBe('error');
    type({ title: 'Corrected' });

    expect(await session.save()).toBe(true);
    expect((await stored()).title).toBe('Corrected');
  });

  it('is not blocked by a creation that was not answered and then refused', async () => {
    const { session, type, cut, desk } = await openForm({ id: null });
    type({ ...harbour, id: undefined, title: 'a\0b' });
    cut();
    await session.save();
    await session.save();
    type({ title: 'Corrected' });

    expect(await session.save()).toBe(true);
    expect((await desk.list({ where: { title: 'Corrected' } })).items).toHaveLength(1);
  });

  it('saves the newer decision of two where the first one was not answered', async () => {
    const { session, load, type, desks, cut, stored } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    cut();
    await session.resolve({ ...theirs.value, title: 'Mine' }, [['title']]);
    expect((await stored()).title).toBe('Mine');

    expect(await session.resolve(theirs.value, [])).toBe(true);
    expect((await stored()).title).toBe('Theirs');
  });

  it('is no conflict with oneself when the same decision is sent again', async () => {
    const { session, load, type, desks, cut, stored, requests } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    cut();
    const decision = { ...theirs.value, title: 'Mine' };
    await session.resolve(decision, [['title']]);

    expect(await session.resolve(decision, [['title']])).toBe(true);
    expect(session.getState()).toMatchObject({ status: 'saved', notice: { kind: 'overwrote' } });
    expect((await stored()).title).toBe('Mine');
    requests.length = 0;
    type({ body: 'Next' });
    await session.save();
    expect(requests).toHaveLength(1);
  });

  it('keeps a decision for theirs that was not answered, when the form is saved next', async () => {
    const { session, load, type, desks, cut, stored, values } = await openForm();
    await load();
    type({ title: 'Mine', price: 1 });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    cut();
    await session.resolve({ ...theirs.value, price: 1 }, []);
    session.keepEditing();
    await session.save();

    expect(await stored()).toMatchObject({ title: 'Theirs', price: 1 });
    expect(values()).toMatchObject({ title: 'Theirs', price: 1 });
  });

  it('does an undo that was not answered once, and saves nothing else on "Try again"', async () => {
    const { session, load, type, desks, act, cut, stored, values, requests } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    await session.save();
    cut();
    await act('undo');
    expect((await stored()).title).toBe(harbour.title);
    requests.length = 0;
    await act('retry');

    expect(await stored()).toEqual({ ...harbour, price: 210 });
    expect(values().title).toBe('Mine');
    expect(requests).toHaveLength(1);
    expect(session.getState().notice).toMatchObject({ kind: 'undone' });
  });

  it('checks what is saved by "Try again", too', async () => {
    const { session, load, type, cut, act, checkWith, stored } = await openForm();
    await load();
    type({ title: 'Sent' });
    cut();
    await session.save();
    type({ title: '' });
    checkWith((given) => (given.title ? given : undefined));
    await act('retry');

    expect((await stored()).title).toBe('Sent');
  });

  it('reviews against what is saved now: a field that only others changed is not mine', async () => {
    const { session, load, type, desks, act } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs', price: 210 });
    await session.save();
    await desks({ title: 'Theirs again' });
    await session.resolve({ ...theirs.value, title: 'Mine' }, [['title']]);
    session.keepEditing();
    await desks({ price: 220 });
    await load();
    await act('review');

    const { conflict } = session.getState();
    expect(conflict).toMatchObject({ mine: { title: 'Mine', price: 220 }, base: { value: { price: 220 } } });
    expect(conflict).toMatchObject({ theirs: { value: { title: 'Theirs again', price: 220 } } });
  });

  it('keeps choices while the conflict is put aside, and through a second one where they still apply', async () => {
    const { session, load, type, desks, act } = await openForm();
    await load();
    type({ title: 'Mine', body: 'Mine' });
    const theirs = await desks({ title: 'Theirs', body: 'Theirs' });
    await session.save();
    const choices = [
      { path: ['title'], value: 'Written in the dialog' },
      { path: ['body'], pick: 'mine' as const },
    ];
    session.choose(choices);
    session.keepEditing();
    await act('review');
    expect(session.getState().choices).toEqual(choices);
    await desks({ body: 'Theirs again' });
    await session.resolve({ ...theirs.value, title: 'Written in the dialog', body: 'Mine' }, []);

    expect(session.getState()).toMatchObject({ isAgain: true, choices: [choices[0]] });
  });

  it('keeps what was typed after a discard, when the discard is undone', async () => {
    const { session, load, type, desks, values, notice } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    await load();
    session.discard();
    type({ body: 'Typed since' });
    const shown = notice();
    if (shown.kind === 'discarded') shown.undo();

    expect(values()).toEqual({ ...harbour, title: 'Mine', price: 210, body: 'Typed since' });
  });

  it('gives everything back after a second click on "Discard"', async () => {
    for (const id of ['1', null]) {
      const { session, load, type, act, values, discarded } = await openForm({ id });
      if (id) await load();
      type({ title: 'Long text' });
      session.discard();
      session.discard();
      expect(discarded).toMatchObject([{ mine: { title: 'Long text' } }]);
      await act('undo');

      expect(values()).toMatchObject({ title: 'Long text' });
    }
  });

  it('does not send what was discarded', async () => {
    const { session, load, type, cut, stored, requests } = await openForm();
    await load();
    type({ title: 'Discarded' });
    cut();
    await session.save();
    session.discard();
    await load();
    requests.length = 0;
    type({ body: 'Kept' });
    await session.save();

    expect(requests).toEqual(['PATCH']);
    expect((await stored()).body).toBe('Kept');
  });

  it('never goes back to an older version than it has met', async () => {
    const { session, load, type, desks, cut, values, requests } = await openForm();
    await load();
    type({ title: 'Mine' });
    cut();
    await session.save();
    await desks({ title: 'Theirs', price: 210 });
    await load();
    requests.length = 0;
    await session.save();

    expect(values()).toMatchObject({ title: 'Theirs', price: 210 });
    expect(session.getState().record).toMatchObject({ change: { version: '3' } });
    // Only the question what became of the first save.
    expect(requests).toHaveLength(1);
  });

  it('asks when somebody else has brought a deleted record back', async () => {
    const { session, load, type, desk } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desk.remove({ base: await desk.get('1') });
    await session.save();
    await desk.create({ ...harbour, title: 'Brought back' }, { isReplacement: true });
    await session.recreate();

    expect(session.getState().conflict).toMatchObject({
      kind: 'modified',
      theirs: { value: { title: 'Brought back' } },
    });
  });

  it('takes a schema’s word for what was edited, and for nothing else', async () => {
    const { session, load, type, checkWith, stored } = await openForm();
    await load();
    // Trims, and cuts off what it doesn't know.
    checkWith(({ title, body }) => ({ title: title?.trim(), body: `${body} (checked)` }));
    type({ title: ' Mine ' });
    await session.save();

    expect(await stored()).toEqual({ ...harbour, title: 'Mine' });
  });

  it('does not count an empty input for a field that the record never had', async () => {
    const { session, load, type, requests } = await openForm();
    await load();
    type({ subtitle: '', rating: Number.NaN } as Partial<Article>);

    expect(session.getValues()).toEqual(harbour);
    expect(await session.save()).toBe(true);
    expect(requests).toEqual([]);
  });

  it('keeps what is typed while a save is on its way that comes back as a conflict', async () => {
    const { session, load, type, desks, articles, stored, values, whileSaving } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    whileSaving(() => type({ body: 'Typed meanwhile' }));
    await session.save();
    expect(session.getState().conflict).toMatchObject({ mine: { body: 'Typed meanwhile' } });
    await session.resolve({ ...theirs.value, title: 'Mine', body: 'Typed meanwhile' }, [['title']]);

    expect(await stored()).toMatchObject({ title: 'Mine', body: 'Typed meanwhile' });
    expect(values()).toEqual((await articles.get('1')).value);
  });

  it('asks about what is typed while others’ change of that field is being merged in', async () => {
    const { session, load, type, desks, stored, whileSaving } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ body: 'Theirs' });
    whileSaving(() => type({ body: 'Mine' }));
    await session.save();
    expect(session.getState().theirChanges).toMatchObject([
      { path: ['body'], kind: 'both', theirs: 'Theirs' },
    ]);

    expect(await session.save()).toBe(false);
    expect(session.getState().conflict).toMatchObject({
      mine: { body: 'Mine' },
      theirs: { value: { body: 'Theirs' } },
    });
    expect(await stored()).toMatchObject({ title: 'Mine', body: 'Theirs' });
  });

  it('overwrites nothing that came between when a decision is sent again', async () => {
    const { session, load, type, desks, cut, stored } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    await desks({ body: 'Came between' });
    cut({ after: 1 });
    const decision = { ...theirs.value, title: 'Mine' };
    await session.resolve(decision, [['title']]);
    expect(session.getState().status).toBe('error');
    await session.resolve(decision, [['title']]);

    expect(await stored()).toMatchObject({ title: 'Mine', body: 'Came between' });
  });

  it('keeps a mark, and asks, where an undo meets a field that both have changed', async () => {
    const { session, load, type, desks, act, stored } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    await session.save();
    type({ body: 'Mine, not saved' });
    await desks({ body: 'Theirs' });
    await act('undo');
    expect(session.getState().theirChanges).toMatchObject([{ path: ['body'], kind: 'both' }]);
    await session.save();

    expect(session.getState().conflict).toMatchObject({ mine: { title: 'Mine', body: 'Mine, not saved' } });
    expect((await stored()).body).toBe('Theirs');
  });

  it('tells of a merge whose answer was cut', async () => {
    const { session, load, type, desks, cut, notice } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    cut({ after: 1 });
    await session.save();
    await session.save();

    expect(notice()).toMatchObject({ kind: 'merged', paths: [['price']] });
  });

  it('is no conflict with oneself after a record was brought back or copied and the answer was cut', async () => {
    for (const act of ['recreate', 'saveCopy'] as const) {
      const { session, load, type, desk, cut, values } = await openForm();
      await load();
      type({ title: 'Mine' });
      await desk.remove({ base: await desk.get('1') });
      await session.save();
      cut();
      await session[act]();
      session.keepEditing();
      type({ title: 'Mine, and more' });

      expect(await session.save()).toBe(true);
      const { items } = await desk.list();
      expect(items.map(({ value }) => value)).toEqual([values()]);
      expect(values().title).toBe('Mine, and more');
    }
  });

  it('takes nothing for typed of what a decision gave up that waited and met a newer version', async () => {
    const { session, load, type, desks, goOffline, goOnline, stored, values } = await openForm();
    await load();
    type({ title: 'Mine', price: 1 });
    const theirs = await desks({ title: 'Theirs', body: 'Theirs' });
    await session.save();
    goOffline();
    await session.resolve({ ...theirs.value, price: 1 }, []);
    expect(session.getState().status).toBe('queued');
    await desks({ tags: ['newer'] });
    await goOnline();
    expect(session.getUnsaved()).toEqual([]);
    await session.save();

    expect(await stored()).toEqual({ ...theirs.value, price: 1, tags: ['newer'] });
    expect(values()).toEqual(await stored());
  });

  it('saves what is typed behind a decision that waits over that decision', async () => {
    const { session, load, type, desks, goOffline, goOnline, stored, values } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs', body: 'Theirs' });
    await session.save();
    goOffline();
    await session.resolve({ ...theirs.value, price: 1 }, []);
    type({ tags: ['typed since'] });
    await session.save();
    await goOnline();

    expect(await stored()).toEqual({ ...theirs.value, price: 1, tags: ['typed since'] });
    expect(values()).toEqual(await stored());
  });

  it('reverts nothing that is read while saves wait', async () => {
    const { session, load, type, desks, goOffline, goOnline, stored, values } = await openForm();
    await load();
    goOffline();
    type({ title: 'Mine' });
    await session.save();
    type({ title: 'Mine again' });
    await session.save();
    await desks({ body: 'Theirs' });
    await load();
    await desks({ body: 'Theirs again' });
    await goOnline();
    expect(session.getUnsaved()).toEqual([]);
    await session.save();

    expect(await stored()).toEqual({ ...harbour, title: 'Mine again', body: 'Theirs again' });
    expect(values()).toEqual(await stored());
  });

  it('shows what was read while a save waited, when that is discarded', async () => {
    const { session, load, type, desks, goOffline, values } = await openForm();
    await load();
    goOffline();
    type({ title: 'Mine' });
    await session.save();
    await desks({ body: 'Theirs' });
    await load();
    session.discard();

    expect(values()).toEqual({ ...harbour, body: 'Theirs' });
  });

  it('tells what a third person saved during a decision, and keeps it when that is undone', async () => {
    const { session, load, type, desks, act, stored, values, notice } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    await desks({ body: 'A third person’s' });
    await session.resolve({ ...theirs.value, title: 'Mine' }, [['title']]);
    expect(notice()).toMatchObject({
      kind: 'overwrote',
      paths: [['title']],
      merged: { change: { version: '3' }, paths: [['body']] },
    });
    await act('undo');

    expect(await stored()).toEqual({ ...harbour, title: 'Theirs', body: 'A third person’s' });
    expect(values()).toEqual({ ...harbour, title: 'Mine', body: 'A third person’s' });
  });

  it('takes nothing for typed of what is read while a conflict is asked about', async () => {
    const { session, load, type, desks, whileSaving, stored, values } = await openForm();
    await load();
    type({ title: 'Mine' });
    const theirs = await desks({ title: 'Theirs' });
    await session.save();
    await desks({ price: 210 });
    await load();
    await desks({ price: 220 });
    whileSaving(() => type({ body: 'Mine' }));
    await session.resolve({ ...theirs.value, title: 'Mine' }, [['title']]);

    expect(session.getUnsaved()).toEqual(['body']);
    expect(values()).toEqual({ ...harbour, title: 'Mine', body: 'Mine', price: 220 });
    expect((await stored()).price).toBe(220);
  });

  it('leaves nothing in the queue of two saves that were discarded', async () => {
    const { session, load, type, goOffline, queued } = await openForm();
    await load();
    goOffline();
    for (const title of ['First', 'Second']) {
      type({ title });
      await session.save();
    }
    expect(queued().map(({ title }) => title)).toEqual(['First', 'Second']);
    session.discard();

    expect(queued()).toEqual([]);
  });

  it('leaves nothing in the queue of a new record that was discarded', async () => {
    const { session, type, goOffline, queued } = await openForm({ id: null });
    goOffline();
    type({ title: 'New' });
    await session.save();
    session.discard();

    expect(queued()).toEqual([]);
  });

  it('creates a record that waited, and saves what was typed behind it', async () => {
    const { session, type, goOffline, goOnline, desk } = await openForm({ id: null });
    goOffline();
    for (const title of ['New', 'Newer']) {
      type({ ...harbour, id: undefined, title });
      await session.save();
    }
    expect(await goOnline()).toBe(true);

    expect((await desk.list({ where: { title: 'Newer' } })).items).toHaveLength(1);
    expect((await desk.list()).items).toHaveLength(2);
  });

  it('leaves no older save in the queue once a newer one is answered', async () => {
    const { session, load, type, goOffline, goOnline, lose, queued, stored } = await openForm();
    await load();
    goOffline();
    for (const title of ['First', 'Second']) {
      type({ title });
      await session.save();
    }
    lose();
    expect(await goOnline()).toBe(false);
    expect(queued()).toHaveLength(2);
    type({ title: 'First' });
    expect(await session.save()).toBe(true);

    expect(queued()).toEqual([]);
    expect((await stored()).title).toBe('First');
  });

  it('keeps a field that was cleared to undefined cleared, whatever others save, and takes it out of the record', async () => {
    const { session, load, type, desks, values, stored } = await openForm();
    await load();
    type({ body: undefined, place: { city: 'Harbour', street: undefined } } as unknown as Partial<Article>);
    expect(session.getUnsaved()).toEqual(['body', 'place']);
    expect(session.getValues()).not.toHaveProperty('body');
    await desks({ price: 210 });
    await load();
    expect(values()).toMatchObject({ body: undefined, place: { street: undefined }, price: 210 });
    await desks({ tags: [] });
    await load();
    expect(session.getUnsaved()).toEqual(['body', 'place']);
    expect(await session.save()).toBe(true);

    const { body: _body, ...rest } = harbour;
    expect(await stored()).toEqual({ ...rest, price: 210, tags: [], place: { city: 'Harbour' } });
    expect(session.getUnsaved()).toEqual([]);
  });

  it('does not take an empty field that its input gives as undefined for cleared', async () => {
    const { session, load, type, desks } = await openForm();
    await desks({ body: '', price: null });
    await load();
    type({ body: undefined, price: undefined } as unknown as Partial<Article>);

    expect(session.getUnsaved()).toEqual([]);
    expect(session.getValues()).toMatchObject({ body: '', price: null });
  });

  it('goes on from a draft in which a field was cleared', async () => {
    const { session, load, values } = await openForm();
    await load();
    const { record: base } = session.getState();
    const { body: _body, ...mine } = harbour;
    session.restore({ base, mine: mine as Article, keptAt: '2026-11-20T10:00:00Z' });

    expect(session.getUnsaved()).toEqual(['body']);
    expect(values()).toHaveProperty('body', undefined);
  });

  it.each(['before', 'after'])(
    'keeps what was typed over a queued save %s that and more is saved, and takes back nothing of others',
    async (when) => {
      const { session, load, desks, values } = await openForm();
      await load();
      const { record: base } = session.getState();
      const over = { ...harbour, title: 'Queued' };
      const restore = () =>
        session.restore({ base, over, mine: { ...harbour, price: 5 }, keptAt: '2026-11-20T10:00:00Z' });
      if (when === 'before') restore();
      await desks({ title: 'Queued', body: 'Theirs', price: 7 });
      await load();
      if (when === 'after') restore();
      await desks({ body: 'Theirs again' });
      await load();
      await expect.poll(values).toEqual({ ...harbour, price: 5, body: 'Theirs again' });

      expect(session.getUnsaved()).toEqual(['title', 'price']);
      expect(session.getState().record?.value.price).toBe(harbour.price);
      expect(session.getState().theirChanges.find(({ kind }) => kind === 'both')?.path).toEqual(['price']);
    },
  );

  it('hands over what an undo takes back before that is sent', async () => {
    const { session, load, type, desks, cut, act, discarded } = await openForm();
    await load();
    type({ title: 'Mine' });
    await desks({ price: 210 });
    await session.save();
    cut();
    await act('undo');

    expect(discarded).toMatchObject([
      { base: { value: { price: 210 } }, mine: { title: 'Mine', price: 210 } },
    ]);
  });

  it('leaves a save to the queue that is cut after the form was closed', async () => {
    const { session, load, type, cut, whileSaving, queued } = await openForm();
    await load();
    type({ title: 'Mine' });
    cut();
    whileSaving(() => session.leave());
    await session.save();

    expect(queued()).toEqual([{ title: 'Mine', isHeld: false }]);
  });

  it('F8: sends nothing of what waits once it was cleared or somebody else signed in; the form keeps its text', async () => {
    const { session, load, type, goOffline, goOnline, queued, requests, values, stored } = await openForm();
    await load();
    goOffline();
    for (const title of ['First', 'Second']) {
      type({ title });
      await session.save();
    }
    session.disown();
    await goOnline();

    expect(requests).toEqual([]);
    expect(queued()).toMatchObject([{ isHeld: false }, { isHeld: false }]);
    expect(session.getState()).toMatchObject({ status: 'ready', notice: null });
    expect(values().title).toBe('Second');
    expect(await session.save()).toBe(true);
    expect((await stored()).title).toBe('Second');
    expect(queued()).toHaveLength(2);
  });

  it('says of an undo that met a newer version, at once or after it waited, that nothing was undone', async () => {
    for (const waits of [false, true]) {
      const { session, load, type, desks, act, goOffline, goOnline, notice, stored } = await openForm();
      await load();
      type({ title: 'Mine' });
      await desks({ price: 210 });
      await session.save();
      await desks({ title: 'Theirs' });
      if (waits) goOffline();
      await act('undo');
      if (waits) await goOnline();

      expect(notice()).toMatchObject({ kind: 'notUndone', change: { by: { name: 'Desk' }, version: '4' } });
      expect(await stored()).toEqual({ ...harbour, title: 'Theirs', price: 210 });
    }
  });

  it('U13: keeps the way back to an open conflict where a draft is read late', async () => {
    const { session, load, type, desks, notice } = await openForm();
    await load();
    const { record } = session.getState();
    type({ title: 'Mine' });
    await desks({ title: 'Theirs' });
    await session.save();
    session.keepEditing();
    session.restore({
      base: record,
      mine: { ...harbour, body: 'Typed before' },
      keptAt: '2026-11-20T10:00:00Z',
    });

    expect(session.getValues()).toMatchObject({ title: 'Mine', body: 'Typed before' });
    expect(notice()).toMatchObject({ kind: 'unresolved' });
  });

  it('tells how many fields need a choice once that is counted, and never none', async () => {
    const { session, load, type, desks, notice } = await openForm();
    await load();
    type({ title: 'Mine', body: 'Mine' });
    await desks({ title: 'Theirs', body: 'Theirs' });
    await session.save();
    session.keepEditing();

    expect(notice()).not.toHaveProperty('open');
    await expect.poll(notice).toMatchObject({ kind: 'unresolved', open: 2 });
  });
});
