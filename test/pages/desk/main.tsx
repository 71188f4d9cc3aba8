import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createResource } from 'noclobber';
import { useDrafts, useSaveQueue, useVersionedForm } from 'noclobber/form';
import { ConflictDialog, FieldMark, NoClobberProvider, SaveNotice } from 'noclobber/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'noclobber/styles.css';
import type { Article } from '../../newsroom.js';

// A page as an app has it: a form, its drafts, and what waits for a connection. The address says who looks at what.
const address = new URLSearchParams(location.search);
const user = address.get('user') ?? 'You';
const id = address.get('id') ?? '1';

const articles = createResource<Article>({
  url: `${location.origin}/api/articles`,
  recordLabel: 'article',
  headers: { 'Noclobber-User': encodeURIComponent(user) },
  timeoutMs: Number(address.get('timeoutMs') ?? 5_000),
  retries: 1,
});

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Infinity, networkMode: 'always' } },
});

/** A page without a form tells the queue of the resource, if the address says so. */
const known: readonly [] | readonly [typeof articles] = address.get('knows') === 'articles' ? [articles] : [];

function ArticleForm() {
  const form = useVersionedForm(articles, id === 'new' ? null : id);
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <p data-testid="version">{form.record?.change?.version}</p>
      <label>
        Title <input {...form.register('title')} />
      </label>
      <FieldMark change={form.theirChanges.find(({ path }) => path[0] === 'title')} resource={articles} />
      <label>
        Body <textarea {...form.register('body')} />
      </label>
      <button>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

function Kept() {
  const { drafts, discarded } = useDrafts();
  const { saves, unresolved, review, recover, conflictDialog } = useSaveQueue(known);
  return (
    <aside>
      <p data-testid="drafts">{drafts.length}</p>
      <p data-testid="discarded">{discarded.map(({ mine }) => (mine as Article).title).join()}</p>
      <p data-testid="saves">{saves.length}</p>
      <ul aria-label="Conflicts">
        {unresolved.map((save) => (
          <li key={save.order}>
            {save.next === 'review' && <button onClick={() => review(save)}>Review {save.id}</button>}
            {save.next === 'unknown' && <span>Not known here: {save.id}</span>}
            <button onClick={() => void recover(save)}>Edit {save.id || 'the new one'}</button>
          </li>
        ))}
      </ul>
      {conflictDialog && <ConflictDialog {...conflictDialog} />}
    </aside>
  );
}

const root = document.querySelector('#page');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NoClobberProvider userId={user}>
          {id !== 'none' && <ArticleForm />}
          <Kept />
        </NoClobberProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
