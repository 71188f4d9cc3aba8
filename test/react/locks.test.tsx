import { act, screen, waitFor } from '@testing-library/react';
import type { Resource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import {
  LockBadge,
  LockNotice,
  useEditLock,
  useLocks,
  useVersionedList,
  type EditLockHookOptions,
  type NoClobberProviderProps,
} from 'noclobber/react';
import type { Authorize } from 'noclobber/server';
import { externalEdit } from 'noclobber/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { harbour, type Article } from '../newsroom.js';
import { openLive } from './openLive.js';
import { renderPage } from './renderPage.js';

interface EditorProps {
  readonly articles: Resource<Article>;
  readonly options?: EditLockHookOptions | undefined;
}

function Editor({ articles, options }: EditorProps) {
  const lock = useEditLock(articles, '1', options);
  const form = useVersionedForm(articles, '1', { lock });
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <p data-testid="status">{form.status}</p>
      <p data-testid="lock">{lock.status}</p>
      <p data-testid="draft">{form.draft.restoredAt && 'restored'}</p>
      <LockBadge lock={lock} />
      <LockNotice lock={lock} resource={articles} onSave={form.save} />
      <input aria-label="Title" {...form.register('title')} />
      <textarea aria-label="Body" {...form.register('body')} />
      <button>Save</button>
      <button type="button" onClick={() => form.setValue('title', 'By the app')}>
        Fill in
      </button>
    </form>
  );
}

/** A page with a form that is locked, and somebody at the desk who works on the same article. */
async function openEditor({
  lock,
  provider = {},
  ...options
}: Parameters<typeof openLive>[0] & {
  readonly lock?: EditLockHookOptions;
  readonly provider?: NoClobberProviderProps;
} = {}) {
  const live = await openLive(options);
  const editor = <Editor articles={live.mine} options={lock} />;
  const page = renderPage(editor, { userId: 'You', ...provider });
  await shows('status', 'ready');
  return {
    ...live,
    ...page,
    editor,
    /** How often this page has taken or renewed the lock. */
    puts: () =>
      live.requests.filter(
        ({ method, url, headers }) =>
          method === 'PUT' && url.endsWith('/lock') && headers.get('Noclobber-User') === 'You',
      ).length,
  };
}

/** Brings this page to the front, or puts it behind another one. */
function turn(visibilityState: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
  act(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
}

const shows = (name: string, text: string) =>
  waitFor(() => expect(screen.getByTestId(name)).toHaveTextContent(text));
const told = (text: string) => waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(text));
const title = () => screen.getByRole('textbox', { name: 'Title' });
const body = () => screen.getByRole('textbox', { name: 'Body' });
const button = (name: string) => screen.getByRole('button', { name });

const denying = (operation: string, denied: 'forbidden' | 'unauthorized'): Authorize => {
  return ({ headers }, asked) => {
    const id = headers.get('Noclobber-User') ?? '';
    return id === 'You' && asked.operation === operation ? { denied } : { id, name: id };
  };
};

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState');
});

describe('a lock and whoever works at the page', () => {
  it('L22: who asked for it and was away when it came free has it when they come back', async () => {
    const { desk, user, puts } = await openEditor();
    await act(() => desk.lock('1').take());
    await told('Desk is editing this article.');
    await user.click(button('Ask to edit'));
    await told('They were asked.');
    turn('hidden');
    await act(() => desk.lock('1').release());
    await shows('lock', 'none');
    expect(puts()).toBe(0);

    turn('visible');
    await shows('lock', 'held');
  });

  it('L16: is theirs who work: not a draft that comes back, not what others save, nothing on a hidden page', async () => {
    const { desk, user, puts, editor, show } = await openEditor();
    await user.type(title(), '!');
    await shows('lock', 'held');
    expect(puts()).toBe(1);
    show(<p>Elsewhere</p>);
    await expect.poll(() => desk.lock('1').read()).toEqual({ kind: 'lock', lock: null });
    show(editor);
    await shows('draft', 'restored');
    expect(title()).toHaveValue(`${harbour.title}!`);
    await externalEdit(desk, '1', (article) => ({ ...article, body: 'Theirs' }));
    turn('visible');
    await waitFor(() => expect(body()).toHaveValue('Theirs'));
    turn('hidden');
    await user.click(button('Fill in'));
    expect(title()).toHaveValue('By the app');
    await shows('lock', 'none');
    expect(puts()).toBe(1);

    turn('visible');
    await user.type(title(), '!');
    await shows('lock', 'held');
    expect(puts()).toBe(2);
  });

  it('L17: is kept over a save, without a gap in which others could take it', async () => {
    const { user, desk, requests, mine } = await openEditor();
    await user.type(title(), '!');
    await shows('lock', 'held');
    await user.click(button('Save'));
    await shows('status', 'saved');
    await user.type(title(), '!');
    await user.click(button('Save'));
    await shows('status', 'saved');

    expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!!`);
    expect(await mine.lock('1').read()).toMatchObject({ lock: { fence: '1', holder: { isThisTab: true } } });
  });
});

describe('what a lock says', () => {
  it('L2, L12, L14: warns as early as the provider says, and goes on with a press', async () => {
    const { user, puts } = await openEditor({ lock: { ttlMs: 6_000 }, provider: { lockWarnMs: 4_000 } });
    await user.type(title(), '!');
    await shows('lock', 'held');
    await told('Your lock ends in less than a minute.');
    expect(button('Save now')).toBeVisible();
    await user.click(button('Extend'));
    await waitFor(() => expect(puts()).toBe(2));
    await shows('lock', 'held');
  });

  it('L21: why one has none, once, where one may not lock', async () => {
    const { user, puts } = await openEditor({ authorize: denying('lock', 'forbidden') });
    await user.type(title(), ', and more');
    await told('You may not lock this article. You can go on editing');

    expect(screen.getByText('Not locked')).toBeVisible();
    expect(puts()).toBe(1);
    await user.click(button('Save'));
    await shows('status', 'saved');
  });

  it('L21: that one is signed out, and asks again at a press', async () => {
    const { user, puts } = await openEditor({ authorize: denying('lock', 'unauthorized') });
    await user.type(title(), ', and more');
    await told('You are signed out. Your changes are kept here');
    expect(puts()).toBe(1);
    await user.click(button('Lock again'));
    await waitFor(() => expect(puts()).toBe(2));
    await told('You are signed out.');
  });

  it('L19, L21: that one may not take over, while one may still ask', async () => {
    const { user, desk } = await openEditor({ authorize: denying('takeover', 'forbidden') });
    await act(() => desk.lock('1').take());
    await told('Desk is editing this article.');
    await user.click(button('Take over'));
    await told('You may not take it over.');
    expect(screen.queryByRole('button', { name: 'Take over' })).not.toBeInTheDocument();
    await user.click(button('Ask to edit'));
    await told('They were asked.');
    // The button is gone; whoever pressed it goes on from there.
    expect(screen.getByRole('status')).toHaveFocus();
  });

  it('L13: that nobody heard what one asked', async () => {
    let isDown = false;
    const { user, desk } = await openEditor({ isLost: ({ method }) => isDown && method === 'POST' });
    await act(() => desk.lock('1').take());
    await told('Desk is editing this article.');
    isDown = true;
    await user.click(button('Ask to edit'));
    await told('The server did not answer. Try again in a moment.');
    await user.click(button('Take over'));
    await told('The server did not answer.');
    isDown = false;
    await user.click(button('Ask to edit'));
    await told('They were asked.');
    expect(screen.getByRole('status')).not.toHaveTextContent('did not answer');
  });

  it('L15, L19: who has it since one’s own ended, and how to come by it', async () => {
    const { user, desk } = await openEditor({ lock: { ttlMs: 1_000 } });
    await user.type(title(), '!');
    await told('Your lock has ended.');
    expect(button('Lock again')).toBeVisible();
    await act(() => desk.lock('1').take());
    await told('Your lock has ended, and Desk is editing this article now. Your changes are kept here.');
    expect(button('Ask to edit')).toBeVisible();
    await user.click(button('Take over'));
    await told('Your lock has ended. You can go on editing');
  });
});

describe('locks in a list', () => {
  function List({ articles }: Pick<EditorProps, 'articles'>) {
    const { items } = useVersionedList(articles);
    const ids = items.map(({ value }) => value.id);
    const { lockOf, ownerOf } = useLocks(articles, ids);
    return ids.map((id) => (
      <p key={id} data-testid={id} data-owner={ownerOf(id)}>
        <LockBadge lock={lockOf(id)} isShort />
      </p>
    ));
  }

  async function openList(provider: NoClobberProviderProps) {
    const live = await openLive();
    for (const id of ['2', '3', '4']) await live.desk.create({ ...harbour, id });
    const otherTab = live.articlesOf('You', {
      headers: { 'Noclobber-User': 'You', 'Noclobber-Tab': 'another' },
    });
    const farAway = live.articlesOf('Desk', {
      headers: { 'Noclobber-User': 'Desk', 'Noclobber-Tab': 'far' },
    });
    await live.mine.lock('1').take();
    await otherTab.lock('2').take();
    await farAway.lock('3').take();
    live.requests.length = 0;
    renderPage(<List articles={live.mine} />, provider);
    await waitFor(() => expect(screen.getByTestId('3')).toHaveTextContent(/^Desk, until /));
    const reads = () => live.requests.flatMap(({ url }) => /\/locks\?ids=(.*)$/.exec(url)?.[1] ?? []);
    return { ...live, farAway, reads };
  }

  it('F7, L18: are one’s own, one’s other tab’s and others’, in one request', async () => {
    const { farAway, reads } = await openList({ userId: 'You' });
    expect(screen.getByTestId('1')).toHaveTextContent(/^Yours until /);
    expect(screen.getByTestId('2')).toHaveTextContent(/^You, in another tab, until /);
    const owners = ['1', '2', '3', '4'].map((id) => screen.getByTestId(id).dataset.owner);
    expect(owners).toEqual(['me', 'my-other-tab', 'others', 'nobody']);
    // Once more where the stream of events opens after that.
    expect(reads().length).toBeLessThan(3);

    await farAway.lock('3').release();
    await farAway.lock('4').take();
    await waitFor(() => expect(screen.getByTestId('4')).toHaveTextContent(/^Desk, until /));
    expect(screen.getByTestId('3')).toBeEmptyDOMElement();
    expect(reads().length).toBeLessThan(6);
    expect(new Set(reads())).toEqual(new Set(['1,2,3,4']));
  });

  it('F7: are one’s own in this tab also where nobody says who one is', async () => {
    await openList({});
    expect(screen.getByTestId('1')).toHaveTextContent(/^Yours until /);
    expect(screen.getByTestId('2')).toHaveTextContent(/^You, until /);
  });
});
