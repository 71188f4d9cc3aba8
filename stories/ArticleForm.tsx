import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog, FieldMark, SaveNotice } from 'noclobber/react';
import './page.css';
import { articles, type Article } from './newsroom.js';

/** An article's form as an app writes it: React Hook Form's fields, the kit's notice, marks and dialog. */
export function ArticleForm({ id }: { readonly id: string | null }) {
  const form = useVersionedForm(articles, id, {
    defaultValues: id === null ? { title: '', body: '', price: 0, tags: [], publishDate: '' } : undefined,
  });
  const fields: readonly { readonly name: 'title' | 'body' | 'price'; readonly label: string }[] = [
    { name: 'title', label: 'Title' },
    { name: 'body', label: 'Body' },
    { name: 'price', label: 'Price' },
  ];
  const theirChange = (name: keyof Article) => form.theirChanges.find(({ path }) => path[0] === name);
  return (
    <form className="nc story-form" aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      {fields.map(({ name, label }) => (
        <div
          key={name}
          className="nc-control"
          data-state={form.unsaved.includes(name) ? 'edited' : undefined}
        >
          <label className="nc-label" htmlFor={name}>
            {label}
          </label>
          {name === 'body' ? (
            <textarea id={name} className="nc-input" rows={8} {...form.register(name)} />
          ) : (
            <input
              id={name}
              className="nc-input"
              {...form.register(name, { valueAsNumber: name === 'price' })}
            />
          )}
          <FieldMark change={theirChange(name)} resource={articles} />
        </div>
      ))}
      <div className="nc-savebar">
        <p className="nc-savebar-text" role="status">
          {form.status === 'saved' ? 'Saved' : form.unsaved.length > 0 ? 'Not saved yet' : 'Nothing to save'}
        </p>
        <button className="nc-button" data-kind="primary" disabled={form.isSaving}>
          Save
        </button>
      </div>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}
