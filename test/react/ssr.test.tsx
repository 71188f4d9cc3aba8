import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, screen, waitFor, within } from '@testing-library/react';
import { recordKey, type Resource } from 'noclobber';
import { useDrafts, useSaveQueue, useVersionedForm } from 'noclobber/form';
import { ConflictDialog, NoClobberProvider, SaveNotice, useVersionedList } from 'noclobber/react';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';

function Page({ articles }: { readonly articles: Resource<Article> }) {
  const form = useVersionedForm(articles, '1', { defaultValues: harbour });
  const { items } = useVersionedList(articles);
  const { drafts } = useDrafts();
  const { saves } = useSaveQueue();
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p>{items.length + drafts.length + saves.length}</p>
      <input aria-label="Title" {...form.register('title')} />
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

it('renders on a server and is taken over without a difference, under StrictMode', async () => {
  const { mine } = await openNewsroom();
  const queryClient = new QueryClient();
  queryClient.setQueryData(recordKey(mine, '1'), await mine.get('1'));
  const app = (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NoClobberProvider userId="You" conflictDialog={ConflictDialog}>
          <Page articles={mine} />
        </NoClobberProvider>
      </QueryClientProvider>
    </StrictMode>
  );
  const html = renderToString(app);
  expect(html).toContain('Title');
  const container = document.createElement('div');
  document.body.append(container);
  container.innerHTML = html;
  const complaints: unknown[] = [];
  const root = await act(async () =>
    hydrateRoot(container, app, { onRecoverableError: (error) => complaints.push(error) }),
  );
  await waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent('ready'));

  expect(complaints).toEqual([]);
  expect(within(container).getByRole('textbox', { name: 'Title' })).toHaveValue(harbour.title);
  act(() => root.unmount());
  container.remove();
});
