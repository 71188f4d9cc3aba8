import { QueryClient } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { recordKey, type LockMode, type Resource, type Versioned } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import {
  EditorsBar,
  LockBadge,
  LockNotice,
  useEditLock,
  useEditors,
  useLiveChanges,
  useLocks,
  useVersionedList,
} from 'noclobber/react';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { harbour, type Article } from '../newsroom.js';
import { openLive } from './openLive.js';
import { renderPage } from './renderPage.js';

interface EditorProps {
  readonly articles: Resource<Article>;
  readonly mode?: LockMode;
}

function Editor({ articles, mode = 'advisory' }: EditorProps) {
  useLiveChanges(articles);
  const lock = useEditLock(articles, '1', { mode });
  const form = useVersionedForm(articles, '1', { lock, draft: false });
  const editors = useEditors(articles, '1', { isEditing: form.unsaved.length > 0 });
  return (
    <form aria-label="Article" onSubmit={form.save} {...editors.tracking}>
      <p data-testid="status">{form.status}</p>
      <p data-testid="lock">{lock.status}</p>
      <LockBadge lock={lock} />
      <LockNotice lock={lock} resource={articles} onSave={form.save} />
      <EditorsBar editors={editors} resource={articles} />
      <input aria-label="Title" {...form.register('title')} />
      <textarea aria-label="Body" {...form.register('body')} />
      <button>Save</button>
    </form>
  );
}

async function openEditor(mode?: LockMode, options?: Parameters<typeof openLive>[0]) {
  const live = await openLive(options);
  const page = renderPage(<Editor articles={live.mine} mode={mode} />, { userId: 'You' });
  await shows('status', 'ready');
  return { ...live, ...page };
}

const shows = (name: string, text: string) =>
  waitFor(() => expect(screen.getByTestId(name)).toHaveTextContent(text));
const title = () => screen.getByRole('textbox', { name: 'Title' });
const theirLock = (desk: Resource<Article>) => desk.lock('1').takeOver({ mode: 'enforced' });

describe('a form that is locked', () => {
  it('L13: is taken with the first edit, once under StrictMode, and given up when it is closed', async () => {
    const { user, mine, desk, requests, unmount } = await openEditor();
    const takes = () =>
      requests.filter(({ method, url }) => method === 'PUT' && url.endsWith('/lock')).length;
    expect(takes()).toBe(0);
    await user.type(title(), '!');
    await shows('lock', 'held');
    expect(takes()).toBe(1);
    expect(screen.getByText('Yours for 3 minutes')).toBeVisible();

    unmount();
    await expect.poll(async () => (await desk.lock('1').read()).kind === 'lock').toBe(true);
    await expect.poll(() => mine.lock('1').read()).toEqual({ kind: 'lock', lock: null });
  });

  it('L7, L8: is locked by somebody else’s enforced lock, and keeps what is typed', async () => {
    const { user, desk } = await openEditor('enforced');
    await user.type(title(), '!');
    await shows('lock', 'held');
    await act(() => theirLock(desk));
    await shows('lock', 'lost');
    await shows('status', 'locked');

    expect(screen.getAllByRole('status')[0]).toHaveTextContent(/^Desk took over this article at /);
    expect(title()).toHaveValue(`${harbour.title}!`);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await shows('status', 'locked');
    expect((await desk.get('1')).value.title).toBe(harbour.title);
    await user.click(screen.getByRole('button', { name: 'Take over' }));
    await shows('lock', 'held');
    await shows('status', 'ready');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await shows('status', 'saved');
    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`);
  });

  it('saves with the fence of its lock', async () => {
    const { user, requests } = await openEditor();
    await user.type(title(), '!');
    await shows('lock', 'held');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await shows('status', 'saved');

    const save = requests.find(({ method }) => method === 'PATCH');
    expect(save?.headers.get('Noclobber-Fence')).toBe('1');
  });

  it('is not taken by what others save', async () => {
    const { desk, requests } = await openEditor();
    await externalEdit(desk, '1', (article) => ({ ...article, body: 'Theirs' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Body' })).toHaveValue('Theirs'));

    expect(requests.some(({ method, url }) => method === 'PUT' && url.endsWith('/lock'))).toBe(false);
  });

  it('L22: hands over after a save to whoever asks', async () => {
    const { user, desk } = await openEditor();
    await user.type(title(), '!');
    await shows('lock', 'held');
    await act(() => desk.lock('1').ask());
    await user.click(await screen.findByRole('button', { name: 'Save and hand over' }));
    await shows('lock', 'none');

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`);
    expect(await desk.lock('1').read()).toEqual({ kind: 'lock', lock: null });
  });
});

describe('live changes', () => {
  it('move the cache forward by version, and an event of what is known asks nothing', async () => {
    const late = { eventsLateMs: 200 };
    const { desk, mine, requests, queryClient, user } = await openEditor('advisory', late);
    await waitFor(() => expect(requests.some(({ url }) => url.endsWith('/events'))).toBe(true));
    const cached = () => queryClient.getQueryData<Versioned<Article>>(recordKey(mine, '1'))?.change?.version;
    await externalEdit(desk, '1', (article) => ({ ...article, body: 'Theirs' }));
    await waitFor(() => expect(cached()).toBe('2'));
    const reads = () =>
      requests.filter(
        ({ method, url, headers }) =>
          method === 'GET' && url.includes('/articles/1?') && headers.get('Noclobber-User') === 'You',
      ).length;
    const before = reads();
    const heard: string[] = [];
    const stop = mine.watch((message) => heard.push(message.kind));
    await user.type(title(), '!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await shows('status', 'saved');
    await waitFor(() => expect(heard).toContain('changed'));
    stop();

    expect(cached()).toBe('3');
    expect(reads()).toBe(before);
  });

  it('tell the app of every event, once the cache knows of it', async () => {
    const { desk, mine } = await openLive();
    const heard: string[] = [];
    // What is saved before the stream is open is read, and no event.
    const opened: string[] = [];
    onTestFinished(mine.watch(({ kind }) => opened.push(kind), { viewer: 'You' }));
    await expect.poll(() => opened).toEqual(['resync']);
    function List() {
      useLiveChanges(mine, { onEvent: ({ kind, id, by }) => heard.push(`${by?.name} ${kind} ${id}`) });
      return useVersionedList(mine).items.map(({ value }) => <p key={value.id}>{value.title}</p>);
    }
    renderPage(<List />, { userId: 'You' });
    await screen.findByText(harbour.title);
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await screen.findByText('Theirs');
    await theirLock(desk);

    await waitFor(() => expect(heard).toEqual(['Desk changed 1', 'Desk locked 1']));
  });

  it('read a list again, with its locks', async () => {
    const { desk, mine } = await openLive();
    function List() {
      useLiveChanges(mine);
      const { items } = useVersionedList(mine);
      const { ownerOf } = useLocks(
        mine,
        items.map(({ value }) => value.id),
      );
      return items.map(({ value }) => <p key={value.id}>{`${value.title}: ${ownerOf(value.id)}`}</p>);
    }
    renderPage(<List />, { userId: 'You' });
    await screen.findByText(`${harbour.title}: nobody`);
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await screen.findByText('Theirs: nobody');
    await theirLock(desk);
    await screen.findByText('Theirs: others');
    await desk.lock('1').release();
    await mine.lock('1').take();

    expect(await screen.findByText('Theirs: me')).toBeVisible();
  });
});

describe('whoever begins to follow', () => {
  it('F14: a page that joins a stream which another one reads looks at everything once', async () => {
    const { articlesOf } = await openLive();
    // Each with a connection of its own, as two pages of one browser.
    const [first, second] = [articlesOf('You'), articlesOf('You')];
    const heard: Record<'first' | 'second', string[]> = { first: [], second: [] };
    const watched = (articles: Resource<Article>, kinds: string[]) =>
      onTestFinished(articles.watch(({ kind }) => kinds.push(kind), { viewer: 'You' }));
    watched(first, heard.first);
    await expect.poll(() => heard.first).toEqual(['resync']);
    watched(second, heard.second);
    await expect.poll(() => heard.second).toEqual(['resync']);
    expect(heard.first).toEqual(['resync']);
  });

  it('F14: what was cached while nobody followed is read again, however long it holds', async () => {
    const { desk, mine } = await openLive();
    const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
    // Somebody else on the page hears it: the stream is open, and goes on.
    const heard: string[] = [];
    onTestFinished(mine.watch(({ kind }) => heard.push(kind), { viewer: 'You' }));
    await expect.poll(() => heard).toEqual(['resync']);
    function List() {
      useLiveChanges(mine);
      return useVersionedList(mine).items.map(({ value }) => <p key={value.id}>{value.title}</p>);
    }
    const { show } = renderPage(<List />, { userId: 'You', queryClient });
    await screen.findByText(harbour.title);
    show(null);
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await expect.poll(() => heard).toEqual(['resync', 'changed']);
    show(<List />);

    expect(await screen.findByText('Theirs')).toBeVisible();
  });
});

describe('a list that goes by locks', () => {
  it('L20: follows as they come and go', async () => {
    const { desk, mine } = await openLive();
    await desk.create({ ...harbour, id: '2', title: 'Ferry' });
    function Free() {
      useLiveChanges(mine);
      return useVersionedList(mine, { locked: 'free' }).items.map(({ value }) => (
        <p key={value.id}>{value.title}</p>
      ));
    }
    renderPage(<Free />, { userId: 'You' });
    await screen.findByText('Ferry');
    await desk.lock('2').take();
    await waitFor(() => expect(screen.queryByText('Ferry')).not.toBeInTheDocument());
    await desk.lock('2').release();

    expect(await screen.findByText('Ferry')).toBeVisible();
  });
});

describe('who is here', () => {
  it('L22: shows others, and says more where they are in the same field', async () => {
    const { user, desk } = await openEditor();
    await act(() => desk.editors('1').put({ state: 'viewing', field: null }));
    await screen.findByText('Desk is here too');
    await user.click(title());
    await act(() => desk.editors('1').put({ state: 'editing', field: '/title' }));
    await screen.findByText('Desk is in Title too');

    expect(screen.getByRole('img', { name: 'Desk, editing Title' })).toBeVisible();
    await act(() => desk.editors('1').put({ state: 'viewing', field: '/body' }));
    await screen.findByText('Desk is here too');
    expect(screen.getByRole('img', { name: 'Desk, in Body text' })).toHaveAttribute(
      'title',
      'Desk, in Body text',
    );
    const { editors } = await desk.editors('1').read();
    expect(editors.map(({ id }) => id).toSorted()).toEqual(['Desk', 'You']);
  });

  it('F7: is never oneself, in this tab or in another, also where the app does not say who that is', async () => {
    const { mine, desk, articlesOf, requests } = await openLive();
    renderPage(<Editor articles={mine} />);
    await shows('status', 'ready');
    await expect
      .poll(() => requests.some(({ method, url }) => method === 'PUT' && url.endsWith('/editors')))
      .toBe(true);
    const otherTab = articlesOf('You', { headers: { 'Noclobber-User': 'You', 'Noclobber-Tab': 'other' } });
    await otherTab.editors('1').put({ state: 'editing', field: '/title' });
    await desk.editors('1').put({ state: 'viewing', field: null });
    await screen.findByText('Desk is here too');

    expect(screen.getAllByRole('img', { name: /./ }).map(({ ariaLabel }) => ariaLabel)).toEqual(['Desk']);
  });
});
