import type { VersionedForm } from 'noclobber/form';
import { sectionNames, statusNames, type Article } from '../article.js';
import { Field } from './Field.js';
import { PriceInput } from './PriceInput.js';
import { TagsInput } from './TagsInput.js';
import { TitleInput } from './TitleInput.js';

/** Everything of an article that can be edited. */
export function ArticleFields({ form }: { readonly form: VersionedForm<Article> }) {
  return (
    <>
      <Field form={form} name="title" label="Title">
        {(control) => <TitleInput {...control} form={form} />}
      </Field>
      <Field form={form} name="body" label="Body">
        {(control) => <textarea {...control} rows={8} {...form.register('body')} />}
      </Field>
      <div className="room-pair">
        <Field form={form} name="price" label="Price">
          {(control) => (
            <div className="nc-money">
              <span aria-hidden="true">€</span>
              <PriceInput {...control} form={form} />
            </div>
          )}
        </Field>
        <Field form={form} name="publishDate" label="Publish date">
          {(control) => <input {...control} type="date" {...form.register('publishDate')} />}
        </Field>
        <Field form={form} name="section" label="Section">
          {(control) => (
            <select {...control} {...form.register('section')}>
              <Options names={sectionNames} />
            </select>
          )}
        </Field>
        <Field form={form} name="status" label="Status">
          {(control) => (
            <select {...control} {...form.register('status')}>
              <Options names={statusNames} />
            </select>
          )}
        </Field>
      </div>
      <Field form={form} name="tags" label="Tags">
        {(control) => <TagsInput {...control} form={form} />}
      </Field>
    </>
  );
}

function Options({ names }: { readonly names: Readonly<Record<string, string>> }) {
  return Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}
