import { act, renderHook, screen, waitFor } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  isConflictError,
  isNetworkError,
  nativeDialect,
  recordKey,
  type Conflict,
  type Versioned,
} from 'noclobber';
import {
  ConflictDialog,
  NoClobberProvider,
  useStaleness,
  useVersionedList,
  useVersionedMutation,
  type NoClobberProviderProps,
  type VersionedMutationOptions,
} from 'noclobber/react';
import { dropAnswer, externalEdit } from 'noclobber/testing';
import { useVersionedForm } from 'noclobber/form';
import { StrictMode, type ReactNode } from 'react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

interface Setting {
  readonly provider?: NoClobberProviderProps;
  readonly options?: VersionedMutationOptions<Article>;
  readonly retries?: number;
  readonly carrier?: 'body' | 'if-match';
}

/** A list and a mutation, as a table of an app has them, and a server whose writes can be held or cut. */
async function openTable({ provider, options, retries = 3, carrier = 'body' }: Setting = {}) {
  const newsroom = await openNewsroom();
  let fetch = newsroom.fetch;
  let held: Promise<void> | undefined;
  let answersHeld: Promise<void> | undefined;
  const writes: string[] = [];
  const refusals: number[] = [];
  const reads: { readonly asked: string | null; readonly status: number }[] = [];
  const articles = newsroom.articlesOf('You', {
    retries,
    dialect: nativeDialect({ carrier }),
    async fetch(request) {
      if (request.method !== 'GET') {
        writes.push(request.method);
        await held;
      }
      const response = await fetch(request);
      if (request.method !== 'GET') {
        if (!response.ok) refusals.push(response.status);
        return response;
      }
      reads.push({ asked: request.headers.get('If-None-Match'), status: response.status });
      await answersHeld;
      return response;
    },
  });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NoClobberProvider {...provider}>{children}</NoClobberProvider>
      </QueryClientProvider>
    </StrictMode>
  );
  const { result, unmount } = renderHook(
    () => ({ list: useVersionedList(articles), mutation: useVersionedMutation(articles, options) }),
    { wrapper },
  );
  await waitFor(() => expect(result.current.list.items).toHaveLength(1));
  const first = (): Versioned<Article> => {
    const [item] = result.current.list.items;
    if (!item) throw new Error('The list is empty.');
    return { value: item.value, token: item.token, ...(item.change ? { change: item.change } : {}) };
  };
  return {
    ...newsroom,
    articles,
    queryClient,
    unmount,
    writes,
    refusals,
    reads,
    first,
    items: () => result.current.list.items,
    mutation: () => result.current.mutation,
    /** Starts a save of the list's first record. */
    edit(change: Partial<Article>, base = first()) {
      let done: Promise<Versioned<Article> | null> = Promise.resolve(null);
      act(() => {
        done = result.current.mutation.mutateAsync({ base, mine: { ...base.value, ...change } });
        done.catch(() => {});
      });
      return { done };
    },
    hold() {
      let letGo = () => {};
      held = new Promise((resolve) => (letGo = resolve));
      return () => act(async () => letGo());
    },
    holdAnswers() {
      let letGo = () => {};
      answersHeld = new Promise((resolve) => (letGo = resolve));
      return () => act(async () => letGo());
    },
    cut: () => (fetch = dropAnswer(newsroom.fetch, { times: 10 })),
    /** Answers writes in the server's place, as a proxy or another server would. */
    answerWrites: (answer: () => Response) =>
      (fetch = async (request) => (request.method === 'GET' ? newsroom.fetch(request) : answer())),
  };
}

describe('useVersionedMutation and useVersionedList', () => {
  it('U12: shows a write that is on its way beside the record, never a version that nobody made', async () => {
    const { edit, hold, first, items, queryClient } = await openTable();
    const before = first();
    const letGo = hold();
    const { done } = edit({ title: 'Mine' });
    await waitFor(() => expect(items()[0]?.pending?.title).toBe('Mine'));
    expect(first()).toEqual(before);
    // A list that is read meanwhile changes nothing about that.
    await act(() => queryClient.cancelQueries());
    await letGo();
    const saved = await act(() => done);

    await waitFor(() => expect(items()[0]?.pending).toBeUndefined());
    expect(first()).toEqual(saved);
  });

  it('U12: has nothing to roll back when a write fails', async () => {
    const { edit, items, first, desk } = await openTable();
    const before = first();
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    const error: unknown = await act(() => edit({ title: 'Mine' }, before).done.catch((thrown) => thrown));

    expect(isConflictError<Article>(error) && error.conflict).toMatchObject({
      kind: 'modified',
      mine: { title: 'Mine' },
      theirs: { token: theirs.token },
    });
    await waitFor(() => expect(items()[0]?.pending).toBeUndefined());
  });

  it('merges what fits without a question', async () => {
    const { edit, desk } = await openTable();
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));
    await act(() => edit({ title: 'Mine' }).done);

    expect((await desk.get('1')).value).toEqual({ ...harbour, title: 'Mine', price: 210 });
  });

  it('U11, F4: an answer that was read before the save and comes after it replaces nothing', async () => {
    const { edit, first, holdAnswers, queryClient, items } = await openTable();
    const letGo = holdAnswers();
    const read = queryClient.invalidateQueries();
    await waitFor(() => expect(queryClient.isFetching()).toBe(1));
    await act(() => edit({ title: 'Mine' }).done);
    await letGo();
    await act(() => read);

    expect(items()[0]?.value.title).toBe('Mine');
    expect(first().change?.version).toBe('2');
  });

  it('U17: a conflict is shown and settled after the component that saved is gone', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    function Publish() {
      const { mutate } = useVersionedMutation(mine);
      return <button onClick={() => mutate({ base, mine: { ...harbour, title: 'Mine' } })}>Publish</button>;
    }
    const { user, show } = renderPage(<Publish />, { conflictDialog: ConflictDialog });
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    show(<p>Another page</p>);
    await user.click(await screen.findByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

    expect((await desk.get('1')).value.title).toBe('Mine');
  });

  it('shows a form’s conflict once where the provider has a dialog', async () => {
    const { mine, desk } = await openNewsroom();
    function Title() {
      const form = useVersionedForm(mine, '1');
      return (
        <form aria-label="Article" onSubmit={form.save}>
          <input aria-label="Title" {...form.register('title')} />
          <button>Save</button>
          <ConflictDialog {...form.conflictDialog} />
        </form>
      );
    }
    const { user } = renderPage(<Title />, { conflictDialog: ConflictDialog });
    const title = screen.getByRole('textbox', { name: 'Title' });
    await waitFor(() => expect(title).toHaveValue(harbour.title));
    await user.type(title, '!');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('dialog');
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    await user.click(screen.getByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));

    await waitFor(async () => expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`));
  });

  it('C49, U18: several conflicts are shown one after the other, and each promise has its own end', async () => {
    const { edit, desk, first, articles } = await openTable({ provider: { conflictDialog: ConflictDialog } });
    await desk.create({ ...harbour, id: '2', title: 'Second' });
    const bases = [first(), await articles.get('2')];
    for (const id of ['1', '2']) {
      await externalEdit(desk, id, (article) => ({ ...article, title: `Theirs ${id}` }));
    }
    const [one, two] = bases.map((base) => edit({ title: `Mine ${base.value.id}` }, base).done);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('radio', { name: 'Your change' }));
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    expect((await act(async () => one))?.value.title).toBe('Mine 1');
    await screen.findByText(/Theirs 2/);
    await user.click(screen.getByRole('button', { name: 'Keep editing' }));
    const error: unknown = await act(async () => two?.catch((thrown: unknown) => thrown));

    expect(isConflictError<Article>(error) && error.conflict.mine.title).toBe('Mine 2');
    expect((await desk.get('2')).value.title).toBe('Theirs 2');
  });

  it('lets the mutation’s own handler decide, then the provider’s', async () => {
    const asked: string[] = [];
    const decideAs = (who: string) => async (conflict: Conflict<unknown>) => {
      asked.push(who);
      return conflict.mine;
    };
    for (const own of [true, false]) {
      const { edit, desk, first } = await openTable({
        provider: { onConflict: decideAs('provider'), conflictDialog: ConflictDialog },
        ...(own
          ? {
              options: {
                onConflict: decideAs('mutation') as VersionedMutationOptions<Article>['onConflict'],
              },
            }
          : {}),
      });
      const stale = first();
      await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
      await act(() => edit({ title: 'Mine' }, stale).done);
      expect((await desk.get('1')).value.title).toBe('Mine');
    }

    expect(asked).toEqual(['mutation', 'provider']);
  });

  it('U21: sends a refused write once, and says of an unanswered one under which key to ask again', async () => {
    const { edit, desk, first, writes, cut, articles } = await openTable({ retries: 0 });
    const base = first();
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await act(() => edit({ title: 'Mine' }, base).done.catch(() => {}));
    expect(writes).toEqual(['PATCH']);
    await act(() => edit({ title: 'a\0b' }, base).done.catch(() => {}));
    expect(writes).toEqual(['PATCH', 'PATCH']);
    cut();
    const current = await articles.get('1');
    const error: unknown = await act(() => edit({ title: 'Mine' }, current).done.catch((thrown) => thrown));

    expect(writes).toHaveLength(3);
    expect(isNetworkError(error) && error.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['body', 409],
    ['if-match', 412],
  ] as const)('U21: sends a write once that meets a conflict, its token in %s', async (carrier, status) => {
    const { edit, desk, first, refusals } = await openTable({ carrier });
    const base = first();
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    const error: unknown = await act(() => edit({ title: 'Mine' }, base).done.catch((thrown) => thrown));

    expect(isConflictError(error)).toBe(true);
    expect(refusals).toEqual([status]);
  });

  it.each([
    [422, 'invalid'],
    [423, 'locked'],
    [428, 'token-required'],
  ])('U21: sends a write that is refused with %i once, whatever retries it has', async (status, tail) => {
    const { edit, writes, answerWrites } = await openTable();
    answerWrites(() =>
      Response.json({ type: `https://noclobber.dev/problems/${tail}`, title: tail, status }, { status }),
    );
    const error: unknown = await act(() => edit({ title: 'Mine' }).done.catch((thrown: unknown) => thrown));

    expect(error).toBeInstanceOf(Error);
    expect(isNetworkError(error)).toBe(false);
    expect(writes).toEqual(['PATCH']);
  });

  it('U13, U16: does not wait for TanStack Query’s idea of being online', async () => {
    const { edit, mutation, desk } = await openTable();
    const { onlineManager } = await import('@tanstack/react-query');
    onlineManager.setOnline(false);
    await act(() => edit({ title: 'Mine' }).done);
    onlineManager.setOnline(true);

    await waitFor(() => expect(mutation().status).toBe('success'));
    expect(mutation().isPaused).toBe(false);
    expect((await desk.get('1')).value.title).toBe('Mine');
  });

  it('U22: deletes what was read, and nothing newer', async () => {
    const { mutation, first, desk, items } = await openTable();
    const stale = first();
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    const error: unknown = await act(() =>
      mutation()
        .mutateAsync({ base: stale, mine: null })
        .catch((thrown: unknown) => thrown),
    );
    expect(isConflictError(error)).toBe(true);
    await act(async () => mutation().mutateAsync({ base: await desk.get('1'), mine: null }));

    await waitFor(() => expect(items()).toEqual([]));
  });
});

describe('useStaleness', () => {
  it('C26: tells that a record was changed, or deleted, since it was read, and reads again only what was', async () => {
    const { articles, desk, first, queryClient, reads } = await openTable();
    const record = first();
    reads.length = 0;
    const { result } = renderHook(() => useStaleness(articles, record), {
      wrapper: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
    });
    await waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(result.current).toMatchObject({ isStale: false, isDeleted: false });
    const asked = `"${record.token}"`;
    expect(reads).toEqual([{ asked, status: 304 }]);
    expect(queryClient.getQueryData(recordKey(articles, '1'))).toEqual(record);
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    act(() => result.current.check());
    await waitFor(() =>
      expect(result.current).toMatchObject({
        isStale: true,
        isDeleted: false,
        change: { by: { name: 'Desk' } },
      }),
    );
    act(() => result.current.check());
    await waitFor(() => expect(reads).toHaveLength(3));
    expect(reads.slice(1)).toEqual([
      { asked, status: 200 },
      { asked: `"${theirs.token}"`, status: 304 },
    ]);
    expect(result.current.isStale).toBe(true);
    await desk.remove({ base: await desk.get('1') });
    act(() => result.current.check());

    await waitFor(() => expect(result.current).toMatchObject({ isStale: true, isDeleted: true }));
  });
});
