import { custom } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResourceOptions } from 'noclobber';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { plainFields } from './plainFields.js';

const chunk = '../../src/react/session/meeting.js';

/** A session on a page that has not loaded the code for edits that meet. */
async function openPage({
  id = '1',
  ...options
}: Partial<ResourceOptions<Article>> & { readonly id?: string | null } = {}) {
  const { createFormSession } = await import('../../src/react/session/createFormSession.js');
  const { meetingCode } = await import('../../src/react/session/meetingCode.js');
  const { articlesOf, desk } = await openNewsroom();
  const articles = articlesOf('You', options);
  const { port, values, type } = plainFields();
  const session = createFormSession<Article>({ resource: articles, isNew: id === null, port });
  const base = await articles.get('1');
  return {
    session,
    meetingCode,
    base,
    draft: { base, mine: { ...harbour, title: 'Typed before' }, keptAt: '2026-11-20T10:00:00Z' },
    values,
    type,
    desks: async (change: Partial<Article>) => {
      await externalEdit(desk, '1', (article) => ({ ...article, ...change }));
      return articles.get('1');
    },
  };
}

beforeEach(() => vi.resetModules());
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock(chunk);
});

describe('a form whose code for edits that meet is not here', () => {
  it('takes the newest version once it is, whatever was read last', async () => {
    const { session, base, desks, values } = await openPage();
    session.take(base);
    const older = await desks({ price: 1 });
    const newer = await desks({ price: 2 });
    session.take(newer);
    session.take(older);

    await expect.poll(() => values().price).toBe(2);
  });

  it('says that nothing is kept while a draft can’t come back, and brings it back once the code is there', async () => {
    // Nothing stands in for the code: it fails to load, as a chunk does without a line.
    vi.doMock(chunk, () => {
      throw new TypeError('The chunk is gone.');
    });
    const { session, desks, draft, values, meetingCode } = await openPage();
    session.take(await desks({ price: 1 }));
    session.restore(draft);
    await expect.poll(() => session.getState().draft.isRefused).toBe(true);
    expect(session.isRestoring()).toBe(true);
    vi.doUnmock(chunk);
    await meetingCode.load();

    await expect.poll(values).toMatchObject({ title: 'Typed before', price: 1 });
    expect(session.getState().draft).toEqual({ restoredAt: draft.keptAt, isRefused: false });
  });

  it('brings a draft of just what is saved back without it', async () => {
    const { session, base, draft, values } = await openPage();
    session.take(base);
    session.restore(draft);

    expect(values().title).toBe('Typed before');
    expect(session.getState().notice).toMatchObject({ kind: 'restored' });
  });

  it('holds a draft back that a rule throws at, and says that nothing is kept', async () => {
    const rule = custom<string>(() => {
      throw new Error('A rule of the app’s.');
    });
    const { session, desks, draft, values } = await openPage({ rules: { title: rule } });
    session.restore(draft);
    session.take(await desks({ title: 'Theirs' }));

    await expect.poll(() => session.getState().draft.isRefused).toBe(true);
    expect(session.isRestoring()).toBe(true);
    expect(values().title).toBe('Theirs');
  });

  it('asks without it where no answer comes, and lets go on editing; it may come late', async () => {
    let answer: (code: object) => void = () => {};
    vi.doMock(chunk, () => new Promise((resolve) => (answer = resolve)));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { session, base, desks, values, type, meetingCode } = await openPage();
    session.take(base);
    type({ title: 'Mine' });
    await desks({ title: 'Theirs' });
    const saving = session.save();
    await vi.advanceTimersByTimeAsync(6000);
    await saving;
    expect(session.getState()).toMatchObject({ status: 'conflict', isReviewing: true });
    session.keepEditing();
    type({ body: 'And more' });
    expect(session.getState().notice?.kind).toBe('unresolved');
    expect(meetingCode.getState()).toEqual({ isFailed: true });
    answer({});
    await meetingCode.here;

    expect(meetingCode.getState()).toHaveProperty('code');
    expect(values()).toMatchObject({ title: 'Mine', body: 'And more' });
  });

  it.each(['1', null])(
    'discards what there was when that was pressed, and nothing that was typed since (record: %s)',
    async (id) => {
      const { session, base, values, type, meetingCode } = await openPage({ id });
      if (id) session.take(base);
      const before = values().title ?? '';
      type({ title: 'Mine' });
      session.discard();
      type({ body: 'Typed since' });
      await meetingCode.here;
      await expect.poll(() => session.getState().notice).toMatchObject({ kind: 'discarded' });

      expect(values()).toMatchObject({ body: 'Typed since' });
      expect(values().title ?? '').toBe(before);
    },
  );
});
