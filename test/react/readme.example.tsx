import { createResource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog, SaveNotice } from 'noclobber/react';
import 'noclobber/styles.css';

interface Article {
  id: string;
  title: string;
  body: string;
}

const articles = createResource<Article>({ url: '/api/articles', recordLabel: 'article' });

export function ArticleForm({ id }: { id: string }) {
  const form = useVersionedForm(articles, id); // React Hook Form's own return value, and more
  return (
    <form onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <input {...form.register('title')} aria-label="Title" />
      <textarea {...form.register('body')} aria-label="Body" />
      <button disabled={form.isSaving}>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}
