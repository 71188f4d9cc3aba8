import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Resource } from 'noclobber';
import { useVersionedForm, type VersionedForm, type VersionedFormOptions } from 'noclobber/form';
import { ConflictDialog, FieldMark, NoClobberProvider, SaveNotice } from 'noclobber/react';
import { StrictMode } from 'react';
import 'noclobber/styles.css';
import type { Article } from '../newsroom.js';

interface ArticleFormProps {
  readonly articles: Resource<Article>;
  readonly id: string | null;
  readonly options?: VersionedFormOptions<Article>;
  readonly onRender: (form: VersionedForm<Article>) => void;
}

function ArticleForm({ articles, id, options, onRender }: ArticleFormProps) {
  const form = useVersionedForm(articles, id, options);
  onRender(form);
  const mark = (name: keyof Article) => (
    <FieldMark change={form.theirChanges.find(({ path }) => path[0] === name)} resource={articles} />
  );
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <label>
        Title <input {...form.register('title', { required: true })} />
      </label>
      {mark('title')}
      <label>
        Body <textarea {...form.register('body')} />
      </label>
      {mark('body')}
      <label>
        Price{' '}
        <input
          type="number"
          {...form.register('price', {
            setValueAs: (text) => (text === '' || text === null ? null : Number(text)),
          })}
        />
      </label>
      {mark('price')}
      {form.formState.errors.title && (
        <p role="alert">{form.formState.errors.title.message || 'A title is needed'}</p>
      )}
      <button disabled={form.isSaving}>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

/** Renders an article's form under StrictMode and gives what a test needs to work it. */
export function renderForm(
  articles: Resource<Article>,
  id: string | null = '1',
  options?: VersionedFormOptions<Article>,
) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown: { form?: VersionedForm<Article> } = {};
  const { unmount } = render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NoClobberProvider userId="You">
          <ArticleForm
            articles={articles}
            id={id}
            options={options}
            onRender={(form) => (shown.form = form)}
          />
        </NoClobberProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  return {
    user: userEvent.setup(),
    queryClient,
    unmount,
    form: () => {
      if (!shown.form) throw new Error('The form was not rendered.');
      return shown.form;
    },
  };
}
