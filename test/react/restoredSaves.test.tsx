import { screen, waitFor } from '@testing-library/react';
import type { Resource } from 'noclobber';
import { useSaveQueue, useVersionedForm } from 'noclobber/form';
import { SaveNotice } from 'noclobber/react';
import { externalEdit } from 'noclobber/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

interface PageProps {
  readonly articles: Resource<Article>;
  readonly id: string | null;
}

function Editor({ articles, id }: PageProps) {
  const form = useVersionedForm(articles, id);
  return (
    <form onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <input aria-label="Title" {...form.register('title')} />
      <button>Save</button>
    </form>
  );
}

function Saves() {
  const { saves } = useSaveQueue();
  return <p data-testid="saves">{saves.length}</p>;
}

const shows = (name: string, expected: string) =>
  waitFor(() => expect(screen.getByTestId(name).textContent).toBe(expected));
const title = () => screen.getByRole('textbox', { name: 'Title' });
const restored = () => screen.findByText('Restored what you had not saved');

let isOnline = true;
function goOffline(isOffline: boolean) {
  isOnline = !isOffline;
  vi.spyOn(Navigator.prototype, 'onLine', 'get').mockImplementation(() => isOnline);
  if (isOnline) dispatchEvent(new Event('online'));
}

/** A page whose form has saved what was typed without a connection, and was closed. */
async function leaveSave(typed: string, { id = '1' as string | null, more = '' } = {}) {
  const newsroom = await openNewsroom();
  const writes: string[] = [];
  const articles = newsroom.articlesOf('You', {
    async fetch(request) {
      if (request.method !== 'GET') writes.push(await request.clone().text());
      return newsroom.fetch(request);
    },
  });
  const page = (key: string, isOpen: boolean) => (
    <>
      <Saves />
      {isOpen && <Editor key={key} articles={articles} id={id} />}
    </>
  );
  const { show, user } = renderPage(page('first', true), { userId: 'You' });
  const open = () => show(page('again', true));
  const save = () => user.click(screen.getByRole('button', { name: 'Save' }));
  await shows('status', 'ready');
  goOffline(true);
  await user.type(title(), typed);
  await save();
  await shows('status', 'queued');
  await shows('saves', '1');
  if (more) await user.type(title(), more);
  show(page('first', false));
  const stored = async () => (await newsroom.desk.get('1')).value;
  return { ...newsroom, writes, user, open, save, stored };
}

afterEach(() => {
  goOffline(false);
  vi.restoreAllMocks();
});

describe('a form that restores what is queued', () => {
  it('F8: is sent as it was queued when there is a connection again', async () => {
    const { open, stored, writes } = await leaveSave('!');
    open();
    await restored();
    goOffline(false);
    await shows('saves', '0');
    await shows('unsaved', '');

    expect(writes).toHaveLength(1);
    expect((await stored()).title).toBe(`${harbour.title}!`);
  });

  it('F19: takes the queued save out when what it restored is discarded', async () => {
    const { open, user, stored, writes } = await leaveSave('!');
    open();
    await restored();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    await shows('saves', '0');
    goOffline(false);

    expect(writes).toEqual([]);
    expect((await stored()).title).toBe(harbour.title);
  });

  it.each(['without a connection', 'with one', 'after others saved the same'])(
    'F8: keeps what was typed back over it, unsaved, opened %s',
    async (how) => {
      const { open, stored, desk } = await leaveSave('!', { more: '{Backspace}' });
      const sent = `${harbour.title}!`;
      if (how.startsWith('after')) await externalEdit(desk, '1', (article) => ({ ...article, title: sent }));
      goOffline(how === 'without a connection');
      open();
      await shows('status', 'ready');
      // As long as it takes to keep a draft.
      await new Promise((resolve) => setTimeout(resolve, 600));
      goOffline(false);
      await shows('saves', '0');
      await shows('unsaved', 'title');

      expect(title()).toHaveValue(harbour.title);
      expect((await stored()).title).toBe(sent);
    },
  );

  it('F19: takes the queued save out when what it restored is typed back', async () => {
    const { open, user } = await leaveSave('!');
    open();
    await restored();
    await user.type(title(), '{Backspace}');
    await shows('saves', '0');

    expect(screen.getByTestId('unsaved').textContent).toBe('');
  });

  it.each([true, false])(
    'F8: creates a queued new record once (opened without a connection: %s)',
    async (isOffline) => {
      const { open, save, desk } = await leaveSave('New', { id: null });
      goOffline(isOffline);
      open();
      await waitFor(() => expect(title()).toHaveValue('New'));
      goOffline(false);
      await save();
      await shows('saves', '0');
      await shows('status', 'saved');

      expect((await desk.list({ where: { title: 'New' } })).items).toHaveLength(1);
    },
  );

  it('F8: starts a new record empty once the queue has created the one before', async () => {
    const { open, desk } = await leaveSave('New', { id: null });
    goOffline(false);
    await shows('saves', '0');
    open();
    await shows('status', 'ready');
    // As long as it takes to find a draft.
    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(title()).toHaveValue('');
    expect((await desk.list({ where: { title: 'New' } })).items).toHaveLength(1);
  });

  it.each(['at once', 'by the queue before it opens'])(
    'F8: keeps what was typed since over what was sent %s, and has no conflict with oneself',
    async (sent) => {
      const { open, save, stored, desk } = await leaveSave('!', { more: '?' });
      const isQueueFirst = sent !== 'at once';
      if (isQueueFirst) goOffline(false);
      if (isQueueFirst) await shows('saves', '0');
      open();
      await restored();
      goOffline(false);
      await shows('saves', '0');
      await shows('unsaved', 'title');
      expect((await stored()).title).toBe(`${harbour.title}!`);
      await externalEdit(desk, '1', (article) => ({ ...article, price: 7 }));
      await save();
      await shows('status', 'saved');

      expect(await stored()).toMatchObject({ title: `${harbour.title}!?`, price: 7 });
    },
  );

  it('F8: saves what was typed over it without a conflict with oneself', async () => {
    const { open, user, save, stored, desk } = await leaveSave('!');
    open();
    await restored();
    await user.type(title(), '?');
    await save();
    await shows('status', 'queued');
    await externalEdit(desk, '1', (article) => ({ ...article, price: 7 }));
    goOffline(false);
    await shows('status', 'saved');
    await shows('saves', '0');

    expect(await stored()).toMatchObject({ title: `${harbour.title}!?`, price: 7 });
  });

  it('F8: sends it before what is saved in its form', async () => {
    const { open, user, save, stored, writes } = await leaveSave('!');
    open();
    await restored();
    await user.type(title(), '?');
    goOffline(false);
    await save();
    await shows('saves', '0');
    await waitFor(async () => expect((await stored()).title).toBe(`${harbour.title}!?`));

    expect(new Set(writes).size).toBe(2);
  });
});
