import type { VersionedForm } from 'noclobber/form';
import type { KeyboardEvent } from 'react';
import type { Article } from '../article.js';
import type { ControlProps } from './Field.js';

/** A title of any length: it grows, but holds no line break, and Enter saves as in any one-line field. */
export function TitleInput({ form, ...control }: ControlProps & { readonly form: VersionedForm<Article> }) {
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
  return (
    <textarea
      {...control}
      rows={1}
      onKeyDown={onKeyDown}
      {...form.register('title', {
        setValueAs: (title: string) => title.replaceAll(/\s*\n\s*/g, ' '),
        validate: (title) => title.trim() !== '' || 'An article needs a title.',
      })}
    />
  );
}
