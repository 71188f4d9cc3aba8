import { act, screen, waitFor } from '@testing-library/react';
import type { Resource } from 'noclobber';
import { clearDrafts, useDrafts, useVersionedForm, type Drafts } from 'noclobber/form';
import { NoClobberProvider, SaveNotice } from 'noclobber/react';
import { externalEdit } from 'noclobber/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepCopy } from '../../src/react/keepCopy.js';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

interface EditorProps {
  readonly articles: Resource<Article>;
  readonly id?: string | null;
  readonly label?: string;
}

function Editor({ articles, id = '1', label = '' }: EditorProps) {
  const form = useVersionedForm(articles, id);
  return (
    <form aria-label={`Article${label}`} onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <p data-testid="draft">
        {form.draft.restoredAt && 'restored'} {form.draft.isRefused && 'refused'}
      </p>
      <input aria-label={`Title${label}`} {...form.register('title')} />
      <textarea aria-label={`Body${label}`} {...form.register('body')} />
      <input aria-label={`City${label}`} {...form.register('place.city')} />
      <button>Save{label}</button>
    </form>
  );
}

function DraftList({ onRender }: { readonly onRender: (drafts: Drafts) => void }) {
  const drafts = useDrafts();
  onRender(drafts);
  return <p data-testid="drafts">{drafts.drafts.length}</p>;
}

const status = (expected: string) =>
  waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent(expected));
const title = () => screen.getByRole('textbox', { name: 'Title' });
const body = () => screen.getByRole('textbox', { name: 'Body' });
const restored = () => screen.findByText('Restored what you had not saved');
const kept = async (count: number) => {
  await waitFor(() => expect(screen.getByTestId('drafts')).toHaveTextContent(String(count)));
  return count;
};

/** Longer than a form takes to keep what is typed. */
const halfASecond = () => new Promise((resolve) => setTimeout(resolve, 500));

/** A page with a form that can be left and opened again, and the list of drafts beside it. */
async function openPage({ userId = 'You', draftTtlMs = 60_000, id = '1' as string | null } = {}) {
  const newsroom = await openNewsroom();
  const secretive = newsroom.articlesOf('You', { secret: ['body'] });
  const seen: { drafts?: Drafts } = {};
  const list = <DraftList onRender={(drafts) => (seen.drafts = drafts)} />;
  const page = (articles: Resource<Article>) => (
    <>
      <Editor articles={articles} id={id} />
      {list}
    </>
  );
  const { show, user, queryClient } = renderPage(page(newsroom.mine), { userId, draftTtlMs });
  await status('ready');
  return {
    ...newsroom,
    secretive,
    user,
    queryClient,
    show,
    leave: () => show(list),
    open: (articles = newsroom.mine) => show(page(articles)),
    drafts: () => {
      if (!seen.drafts) throw new Error('The list was not rendered.');
      return seen.drafts;
    },
  };
}

afterEach(() => vi.restoreAllMocks());

describe('a draft', () => {
  it('is kept within half a second of a keystroke, with what it was typed over', async () => {
    const { user, drafts, desk } = await openPage();
    await user.type(title(), '!');
    await kept(1);

    const [draft] = drafts().drafts;
    const typedAt = performance.now();
    expect(draft).toMatchObject({
      id: '1',
      base: await desk.get('1'),
      mine: { ...harbour, title: `${harbour.title}!` },
    });
    await user.type(title(), '?');
    await waitFor(() => expect(drafts().drafts[0]?.mine).toMatchObject({ title: `${harbour.title}!?` }));
    // Half a second, and as much again for a busy machine.
    expect(performance.now() - typedAt).toBeLessThan(1000);
  });

  it('comes back when the form is opened again, says so, and goes when it is saved', async () => {
    const { user, leave, open, desk } = await openPage();
    await user.type(title(), '!');
    leave();
    open();
    await restored();
    expect(title()).toHaveValue(`${harbour.title}!`);
    expect(screen.getByTestId('unsaved')).toHaveTextContent('title');
    expect(screen.getByTestId('draft')).toHaveTextContent('restored');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('saved');
    await kept(0);

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`);
    expect(screen.queryByText('Restored what you had not saved')).not.toBeInTheDocument();
  });

  it('goes when what was typed is typed back', async () => {
    const { user } = await openPage();
    await user.type(title(), '!');
    await kept(1);
    await user.type(title(), '{Backspace}');

    expect(await kept(0)).toBe(0);
  });

  it('is merged with what others saved meanwhile, and marks what both changed', async () => {
    const { user, leave, open, desk } = await openPage();
    await user.type(title(), '!');
    await user.type(body(), ' Mine.');
    leave();
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs', price: 210 }));
    open();
    await restored();
    expect(title()).toHaveValue(`${harbour.title}!`);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('conflict');

    expect((await desk.get('1')).value).toMatchObject({ title: 'Theirs', price: 210 });
    await kept(1);
  });

  it('is discarded from the notice, with a way back, and a copy of it stays in the list', async () => {
    const { user, leave, open, drafts } = await openPage();
    await user.type(title(), '!');
    leave();
    open();
    await restored();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(title()).toHaveValue(harbour.title);
    await waitFor(() => expect(drafts().discarded).toHaveLength(1));
    await kept(0);
    leave();
    open();
    await status('ready');
    expect(title()).toHaveValue(harbour.title);
    leave();
    await waitFor(() => expect(drafts().discarded).toHaveLength(1));
    for (const copy of drafts().discarded) await act(() => drafts().recover(copy));
    open();
    await restored();

    expect(title()).toHaveValue(`${harbour.title}!`);
  });

  it('is deleted from the list', async () => {
    const { user, leave, drafts } = await openPage();
    await user.type(title(), '!');
    leave();
    await kept(1);
    for (const draft of drafts().drafts) await act(() => drafts().discard(draft));

    expect(await kept(0)).toBe(0);
  });

  it('of a new record comes back, too, and is the record’s once that is created', async () => {
    const { user, leave, open, desk } = await openPage({ id: null });
    await user.type(title(), 'New');
    leave();
    open();
    await restored();
    expect(title()).toHaveValue('New');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('saved');
    await kept(0);
    await user.type(title(), 'er');
    await kept(1);

    const { items } = await desk.list({ where: { title: 'New' } });
    expect(items).toHaveLength(1);
  });

  it('is never kept of a secret field, and comes back with what is saved there', async () => {
    const { user, leave, open, drafts, secretive } = await openPage();
    leave();
    open(secretive);
    await status('ready');
    await user.type(body(), ' secret');
    await user.type(title(), '!');
    await kept(1);
    expect(JSON.stringify(drafts().drafts)).not.toContain('secret');
    expect(drafts().drafts[0]?.mine).not.toHaveProperty('body');
    leave();
    open(secretive);
    await restored();

    expect(title()).toHaveValue(`${harbour.title}!`);
    expect(body()).toHaveValue(harbour.body);
  });

  it('is another person’s own', async () => {
    const first = await openPage({ userId: 'first' });
    await first.user.type(title(), '!');
    await kept(1);
    first.show(<p>signed out</p>);
    await openPage({ userId: 'second' });
    await kept(0);

    expect(title()).toHaveValue(harbour.title);
  });

  it('expires', async () => {
    const { user, leave, open } = await openPage({ draftTtlMs: 1 });
    await user.type(title(), '!');
    leave();
    open();
    await status('ready');
    await kept(0);

    expect(title()).toHaveValue(harbour.title);
  });

  it('is cleared for signing out; an open form keeps nothing until somebody types again', async () => {
    const { user, leave } = await openPage();
    await user.type(title(), '!');
    await kept(1);
    await act(() => clearDrafts());
    await kept(0);
    leave();

    expect(await kept(0)).toBe(0);
  });

  it('is not kept again after it was cleared, whatever others save, until somebody types again', async () => {
    const { user, queryClient, drafts, desk } = await openPage();
    await user.type(title(), '!');
    await kept(1);
    await act(() => clearDrafts());
    await externalEdit(desk, '1', (article) => ({ ...article, body: 'Theirs' }));
    await queryClient.refetchQueries();
    await waitFor(() => expect(body()).toHaveValue('Theirs'));
    await halfASecond();
    expect(drafts().drafts).toEqual([]);
    await user.type(title(), '?');
    await kept(1);

    expect(drafts().drafts[0]?.mine).toMatchObject({ title: `${harbour.title}!?` });
  });

  it('is not kept again where others save one of two fields alike after it was cleared', async () => {
    const { user, queryClient, drafts, desk } = await openPage();
    await user.type(title(), '!');
    await user.type(body(), '!');
    await kept(1);
    await act(() => clearDrafts());
    await externalEdit(desk, '1', (article) => ({ ...article, body: `${harbour.body}!` }));
    await queryClient.refetchQueries();
    await waitFor(() => expect(screen.getByTestId('unsaved').textContent).toBe('title'));
    await halfASecond();

    expect(drafts().drafts).toEqual([]);
  });

  it('is not kept again where others’ change is merged into what was cleared', async () => {
    const { user, queryClient, drafts, desk } = await openPage();
    const city = screen.getByRole('textbox', { name: 'City' });
    await user.type(city, '!');
    await kept(1);
    await act(() => clearDrafts());
    const place = { city: 'Harbour', street: 'Quay 2' };
    await externalEdit(desk, '1', (article) => ({ ...article, body: 'Theirs', place }));
    await queryClient.refetchQueries();
    await waitFor(() => expect(body()).toHaveValue('Theirs'));
    await halfASecond();
    expect(drafts().drafts).toEqual([]);
    await user.type(city, '?');
    await kept(1);

    expect(drafts().drafts[0]?.mine).toMatchObject({ place: { city: 'Harbour!?', street: 'Quay 2' } });
  });

  it('goes when what it holds is saved after its form was closed', async () => {
    const { user, articlesOf, fetch, leave, open, desk } = await openPage();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const slow = articlesOf('You', {
      async fetch(request) {
        const response = await fetch(request);
        if (request.method !== 'GET') await answered;
        return response;
      },
    });
    leave();
    open(slow);
    await status('ready');
    await user.type(title(), '!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(async () => expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`));
    leave();
    await kept(1);
    answer();

    expect(await kept(0)).toBe(0);
  });

  it('comes back in one of two forms that open at once', async () => {
    const { user, show, leave, mine } = await openPage();
    await user.type(title(), '!');
    await kept(1);
    leave();
    show(
      <>
        <Editor articles={mine} />
        <Editor articles={mine} label=" 2" />
      </>,
    );
    await restored();
    await halfASecond();

    expect(screen.getAllByText('Restored what you had not saved')).toHaveLength(1);
  });

  it('stays its writer’s where somebody else signs in over the open form', async () => {
    const { mine } = await openNewsroom();
    const seen: { drafts?: Drafts } = {};
    const signedIn = (userId: string) => (
      <NoClobberProvider userId={userId}>
        <Editor articles={mine} />
        <DraftList onRender={(drafts) => (seen.drafts = drafts)} />
      </NoClobberProvider>
    );
    const ofBob = { base: await mine.get('1'), mine: { ...harbour, title: 'Of Bob' } };
    await keepCopy({ userId: 'Bob', url: mine.url, id: '1' }, ofBob, { ttlMs: 60_000, isDiscarded: false });
    const { user, show } = renderPage(signedIn('Ana'));
    await status('ready');
    await user.type(title(), '!');
    await kept(1);
    show(signedIn('Bob'));
    await waitFor(() => expect(seen.drafts?.drafts[0]?.mine).toMatchObject({ title: 'Of Bob' }));
    await user.click(title());
    await halfASecond();
    expect(seen.drafts?.drafts).toMatchObject([{ mine: { title: 'Of Bob' } }]);
    show(signedIn('Ana'));

    await waitFor(() => expect(seen.drafts?.drafts[0]?.mine).toMatchObject({ title: `${harbour.title}!` }));
    expect(seen.drafts?.drafts).toHaveLength(1);
  });

  it('is not taken out of another form that is open', async () => {
    const { mine } = await openNewsroom();
    const both = (isSecondOpen: boolean) => (
      <>
        <Editor articles={mine} />
        {isSecondOpen && <Editor articles={mine} label=" 2" />}
        <DraftList onRender={() => {}} />
      </>
    );
    const { user, show } = renderPage(both(false));
    await waitFor(() => expect(title()).toHaveValue(harbour.title));
    await user.type(title(), '!');
    await kept(1);
    show(both(true));
    const second = await screen.findByRole('textbox', { name: 'Title 2' });
    await waitFor(() => expect(second).toHaveValue(harbour.title));
    await user.type(second, '?');
    await kept(2);

    expect(title()).toHaveValue(`${harbour.title}!`);
    expect(second).toHaveValue(`${harbour.title}?`);
  });

  it('is not taken out of an open form whose new record was created meanwhile', async () => {
    const { user, show, desk, mine } = await openPage({ id: null });
    await user.type(title(), 'New');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('saved');
    await kept(0);
    await user.type(title(), 'er');
    await kept(1);
    const [created] = (await desk.list({ where: { title: 'New' } })).items;
    show(
      <>
        <Editor articles={mine} id={null} />
        <DraftList onRender={() => {}} />
        <Editor articles={mine} id={created?.value.id ?? ''} label=" 2" />
      </>,
    );
    const second = await screen.findByRole('textbox', { name: 'Title 2' });
    await waitFor(() => expect(second).toHaveValue('New'));
    await halfASecond();

    expect(second).toHaveValue('New');
    expect(title()).toHaveValue('Newer');
  });

  it('holds no secret field in the copy of what was discarded', async () => {
    const { user, leave, open, drafts, secretive } = await openPage();
    leave();
    open(secretive);
    await status('ready');
    await user.type(title(), '!');
    await kept(1);
    leave();
    open(secretive);
    await restored();
    await user.type(body(), ' secret');
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(drafts().discarded).toHaveLength(1));

    expect(drafts().discarded[0]?.mine).toMatchObject({ title: `${harbour.title}!` });
    expect(drafts().discarded[0]?.mine).not.toHaveProperty('body');
    expect(JSON.stringify(drafts().discarded)).not.toContain('secret');
  });

  it('is told of where the browser refuses to keep anything, and nothing else is disturbed', async () => {
    const full = () => {
      throw new DOMException('No room left.', 'QuotaExceededError');
    };
    const { user, desk } = await openPage();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
    await user.type(title(), '!');
    expect(await screen.findByText('This browser keeps no copy of what you type.')).toBeVisible();
    expect(screen.getByTestId('draft')).toHaveTextContent('refused');
    vi.restoreAllMocks();
    await user.type(title(), '!');
    await waitFor(() => expect(screen.getByTestId('draft')).not.toHaveTextContent('refused'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('saved');

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!!`);
  });

  it('C52: speaks in the app’s own words', async () => {
    const { mine } = await openNewsroom();
    const messages = { restored: 'Wiederhergestellt', discard: 'Verwerfen' };
    const { user, show } = renderPage(<Editor articles={mine} />, { messages });
    await status('ready');
    await user.type(title(), '!');
    show(<p>Another page</p>);
    show(<Editor articles={mine} />);

    expect(await screen.findByText('Wiederhergestellt')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Verwerfen' })).toBeVisible();
  });

  it('survives an expired sign-in: the save is refused, and the draft is there after the next one', async () => {
    const { user, articlesOf, fetch, leave, open } = await openPage();
    const problem = { type: 'https://example.org/sign-in', title: 'Sign in', status: 401 };
    const signedOut = articlesOf('You', {
      fetch: async (request) =>
        request.method === 'GET' ? fetch(request) : Response.json(problem, { status: 401 }),
    });
    leave();
    open(signedOut);
    await status('ready');
    await user.type(title(), '!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('error');
    leave();
    open();
    await restored();

    expect(title()).toHaveValue(`${harbour.title}!`);
  });
});
