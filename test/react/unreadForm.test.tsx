import { onlineManager, QueryClient } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { recordKey, type Resource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog, germanMessages, SaveNotice } from 'noclobber/react';
import { afterEach, describe, expect, it } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

function Editor({
  articles,
  id = '1',
  defaults,
}: {
  readonly articles: Resource<Article>;
  readonly id?: string | null;
  readonly defaults?: () => Promise<Article>;
}) {
  const form = useVersionedForm(articles, id, defaults && { defaultValues: defaults });
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <input aria-label="Title" {...form.register('title')} />
      <input aria-label="City" {...form.register('place.city')} />
      <input aria-label="Street" {...form.register('place.street')} />
      <button>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

const status = (expected: string) =>
  waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent(expected));
const field = (name: string) => screen.getByRole('textbox', { name });
const press = (name: string) => screen.getByRole('button', { name });

/** A newsroom whose server can be cut off, or answer something else than the record. */
async function openRoom() {
  const newsroom = await openNewsroom();
  let answer = newsroom.fetch;
  const articles = newsroom.articlesOf('You', { retries: 0, fetch: (request) => answer(request) });
  return {
    ...newsroom,
    articles,
    cut: () => (answer = async () => Promise.reject(new TypeError('No connection.'))),
    mend: () => (answer = newsroom.fetch),
    answerWith: (code: number) => (answer = async () => new Response('{}', { status: code })),
  };
}

afterEach(() => onlineManager.setOnline(true));

describe('a form whose record can not be read', () => {
  it('says so, and reads it again on request', async () => {
    const { articles, cut, mend } = await openRoom();
    cut();
    const { user } = renderPage(<Editor articles={articles} />);
    expect(await screen.findByText('This article could not be read.')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('No answer from the server.');
    await status('error');
    mend();
    await user.click(press('Try again'));
    await status('ready');

    expect(field('Title')).toHaveValue(harbour.title);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('keeps what was typed into it, also over a reload, and lays it over the record once that is read', async () => {
    const { articles, cut, mend, desk } = await openRoom();
    cut();
    const page = () => <Editor articles={articles} />;
    const { user, show } = renderPage(page());
    await status('error');
    await user.type(field('Title'), 'Typed blind');
    await user.type(field('City'), 'Quayside');
    show(<p>Another page</p>);
    show(page());
    await waitFor(() => expect(field('Title')).toHaveValue('Typed blind'));
    expect(await screen.findByText('This article could not be read.')).toBeVisible();
    await user.type(field('Title'), '!');
    show(<p>Another page</p>);
    mend();
    show(page());
    await status('ready');
    await waitFor(() => expect(field('Title')).toHaveValue('Typed blind!'));
    expect(await screen.findByText('Restored what you had not saved')).toBeVisible();
    expect(field('Street')).toHaveValue(harbour.place?.street);
    await user.click(press('Save'));
    await status('saved');

    expect((await desk.get('1')).value).toEqual({
      ...harbour,
      title: 'Typed blind!',
      place: { ...harbour.place, city: 'Quayside' },
    });
  });

  it('keeps what was typed when the record is read after all, and says what it brought back', async () => {
    const { articles, cut, mend } = await openRoom();
    cut();
    const { user, show } = renderPage(<Editor articles={articles} />);
    await status('error');
    await user.type(field('Title'), 'Typed blind');
    show(<p>Another page</p>);
    show(<Editor articles={articles} />);
    await waitFor(() => expect(field('Title')).toHaveValue('Typed blind'));
    mend();
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await status('ready');

    expect(field('Title')).toHaveValue('Typed blind');
    expect(field('City')).toHaveValue(harbour.place?.city);
    expect(screen.getByTestId('unsaved')).toHaveTextContent(/^title$/);
    expect(screen.getByText('Restored what you had not saved')).toBeVisible();
  });

  it('answers Save by reading again, and tells why nothing can be saved yet', async () => {
    const { articles, cut, answerWith, mend, desk } = await openRoom();
    cut();
    const { user } = renderPage(<Editor articles={articles} />);
    await status('error');
    await user.type(field('Title'), 'Mine');
    answerWith(403);
    await user.click(press('Save'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('did not allow it'));
    expect(screen.getByRole('status')).toHaveTextContent('It can be saved once the rest is read.');
    mend();
    await user.click(press('Save'));
    await status('ready');
    expect(field('Title')).toHaveValue('Mine');
    await user.click(press('Save'));
    await status('saved');

    expect((await desk.get('1')).value).toEqual({ ...harbour, title: 'Mine' });
  });

  it.each([
    [401, 'You are not signed in any more.', 'Sie sind nicht mehr angemeldet.'],
    [404, 'It is not there any more.', 'Es ist nicht mehr da.'],
    [403, 'The server did not allow it.', 'Der Server hat es nicht erlaubt.'],
  ])('says why where the server says %i, in German too', async (code, english, german) => {
    const { articles, answerWith } = await openRoom();
    answerWith(code);
    const { unmount } = renderPage(<Editor articles={articles} />);
    await status('error');
    expect(screen.getByRole('status')).toHaveTextContent(english);
    unmount();
    renderPage(<Editor articles={articles} />, { messages: germanMessages });
    await status('error');

    expect(screen.getByRole('status')).toHaveTextContent(
      `Das konnte nicht gelesen werden (article). ${german}`,
    );
    expect(press('Noch einmal versuchen')).toBeVisible();
  });

  it('says where a new record’s defaults can not be fetched; they can be fetched again', async () => {
    const { articles } = await openRoom();
    let isThere = false;
    const defaults = async () => {
      if (!isThere) throw new Error('Not now.');
      return { ...harbour, title: 'A default' };
    };
    const { user } = renderPage(<Editor articles={articles} id={null} defaults={defaults} />);
    expect(await screen.findByText('What a new article starts from could not be read.')).toBeVisible();
    await user.type(field('City'), 'Quayside');
    isThere = true;
    await user.click(press('Try again'));
    await status('ready');

    expect(field('Title')).toHaveValue('A default');
    expect(field('City')).toHaveValue('Quayside');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });
});

describe('a form that is opened without a connection', () => {
  /** As apps have it: TanStack Query waits for a connection. */
  const plainClient = () => new QueryClient();

  it('F8: shows what was typed before, over what was read then, and saves it when the line is back', async () => {
    const { articles, desk, cut, mend } = await openRoom();
    const first = renderPage(<Editor articles={articles} />);
    await status('ready');
    await first.user.type(field('Title'), '!');
    first.unmount();
    cut();
    onlineManager.setOnline(false);
    const { user } = renderPage(<Editor articles={articles} />, { queryClient: plainClient() });
    await status('ready');
    expect(await screen.findByText('Restored what you had not saved')).toBeVisible();
    expect(field('Title')).toHaveValue(`${harbour.title}!`);
    expect(field('Street')).toHaveValue(harbour.place?.street);
    mend();
    act(() => onlineManager.setOnline(true));
    await user.click(press('Save'));
    await status('saved');

    expect((await desk.get('1')).value).toEqual({ ...harbour, title: `${harbour.title}!` });
  });

  it('says so where nothing was typed before, and is filled when the line is back', async () => {
    const { articles, cut, mend } = await openRoom();
    cut();
    onlineManager.setOnline(false);
    const { user } = renderPage(<Editor articles={articles} />, { queryClient: plainClient() });
    await status('error');
    expect(screen.getByText('This article could not be read.')).toBeVisible();
    await user.click(press('Try again'));
    await user.type(field('Title'), 'Typed blind');
    mend();
    act(() => onlineManager.setOnline(true));
    await status('ready');

    expect(field('Title')).toHaveValue('Typed blind');
    expect(field('City')).toHaveValue(harbour.place?.city);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });
});

describe('a record that is deleted while its form is open', () => {
  async function openDeleted(typed = '') {
    const room = await openRoom();
    const page = renderPage(<Editor articles={room.articles} />);
    await status('ready');
    if (typed) await page.user.type(field('Title'), typed);
    const old = await room.desk.get('1');
    await room.desk.remove({ base: old });
    const refetch = () =>
      act(() => page.queryClient.invalidateQueries({ queryKey: recordKey(room.articles, '1') }));
    await refetch();
    await status('deleted');
    return { ...room, ...page, old, refetch };
  }

  it('is told of, by whom, before anything is saved; what was typed stays, and can be brought back', async () => {
    const { user, desk } = await openDeleted('!');
    expect(screen.getByRole('status')).toHaveTextContent(
      'Desk deleted this article. Your changes are safe, but not saved yet.',
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(field('Title')).toHaveValue(`${harbour.title}!`);
    await user.type(field('Title'), '?');
    await user.click(press('Review'));
    await user.click(await screen.findByRole('button', { name: 'Recreate with my version' }));
    await status('saved');

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!?`);
  });

  it('does not speak of changes where nothing was typed, and does not take Save for one', async () => {
    const { user } = await openDeleted();
    expect(screen.getByRole('status')).toHaveTextContent(/^Desk deleted this article\.\s*Review$/);
    await user.click(press('Save'));

    await status('deleted');
    expect(screen.getByText('Desk deleted this article.')).toBeVisible();
  });

  it('is there again when somebody brings it back', async () => {
    const { desk, old, refetch, user } = await openDeleted('!');
    await desk.create({ ...old.value, price: 5 }, { isReplacement: true });
    await refetch();
    await status('ready');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    await user.click(press('Save'));
    await status('saved');

    expect((await desk.get('1')).value).toMatchObject({ title: `${harbour.title}!`, price: 5 });
  });

  it('stays discarded when it is read once more', async () => {
    const { user, refetch } = await openDeleted('!');
    await user.click(press('Review'));
    await user.click(await screen.findByRole('button', { name: 'Discard mine' }));
    await refetch();

    expect(screen.getByText('Your version was discarded.')).toBeVisible();
    await status('deleted');
  });
});
