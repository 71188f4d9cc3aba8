import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createResource, type LockMode } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import {
  ConflictDialog,
  EditorsBar,
  FieldMark,
  LockBadge,
  LockNotice,
  NoClobberProvider,
  SaveNotice,
  useEditLock,
  useEditors,
  useLiveChanges,
  useLocks,
  useVersionedList,
} from 'noclobber/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'noclobber/styles.css';
import type { Article } from '../../newsroom.js';

// A page as an app has it: a form that is locked, who else is here, and a list. The address says who looks at what.
const address = new URLSearchParams(location.search);
const user = address.get('user') ?? 'You';
const id = address.get('id') ?? '1';
const warn = address.get('warn');
const mode: LockMode = address.get('mode') === 'enforced' ? 'enforced' : 'advisory';

const articles = createResource<Article>({
  url: `${location.origin}/api/articles`,
  recordLabel: 'article',
  headers: { 'Noclobber-User': encodeURIComponent(user) },
  timeoutMs: 5_000,
  retries: 1,
});

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Infinity, networkMode: 'always' } },
});

function ArticleForm() {
  useLiveChanges(articles);
  const lock = useEditLock(articles, id, { mode, ...(warn !== null && { warnMs: Number(warn) }) });
  const form = useVersionedForm(articles, id, { lock });
  const editors = useEditors(articles, id, { isEditing: form.unsaved.length > 0 });
  return (
    <form aria-label="Article" onSubmit={form.save} {...editors.tracking}>
      <LockBadge lock={lock} />
      <EditorsBar editors={editors} resource={articles} />
      <LockNotice lock={lock} resource={articles} onSave={form.save} mine={form.getValues} />
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p data-testid="lock">{lock.status}</p>
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

function ArticleList() {
  const { items } = useVersionedList(articles);
  const { lockOf, ownerOf } = useLocks(
    articles,
    items.map(({ value }) => value.id),
  );
  return (
    <ul aria-label="Articles">
      {items.map(({ value }) => (
        <li key={value.id} data-owner={ownerOf(value.id)}>
          {value.title} <LockBadge lock={lockOf(value.id)} />
        </li>
      ))}
    </ul>
  );
}

const root = document.querySelector('#page');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NoClobberProvider userId={user}>
          <ArticleForm />
          {address.has('list') && <ArticleList />}
        </NoClobberProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
