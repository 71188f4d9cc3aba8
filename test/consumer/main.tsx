import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createResource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog } from 'noclobber/react';
import { createRoot } from 'react-dom/client';
import 'noclobber/styles.css';

interface Article {
  id: string;
  title: string;
  body: string;
}

const articles = createResource<Article>({ url: '/api/articles' });

function ArticleForm({ id }: { readonly id: string }) {
  const form = useVersionedForm(articles, id);
  return (
    <form onSubmit={form.save}>
      <input aria-label="Title" {...form.register('title')} />
      <textarea aria-label="Body" {...form.register('body')} />
      <button disabled={form.isSaving}>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

/** Wrong on purpose: the package's types have to report it. */
export function WrongProps() {
  const form = useVersionedForm(articles, 'a');
  // @ts-expect-error A conflict is no number.
  return <ConflictDialog {...form.conflictDialog} conflict={7} />;
}

/** Wrong on purpose, too. */
export function WrongField() {
  // @ts-expect-error An article has no such field.
  return <input {...useVersionedForm(articles, 'a').register('titel')} />;
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <ArticleForm id="a" />
    </QueryClientProvider>,
  );
}
