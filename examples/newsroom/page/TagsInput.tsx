import type { VersionedForm } from 'noclobber/form';
import { useController } from 'react-hook-form';
import type { Article } from '../article.js';
import type { ControlProps } from './Field.js';
import { useTextValue } from './useTextValue.js';

/** Tags, a comma between them. */
export function TagsInput({ form, ...control }: ControlProps & { readonly form: VersionedForm<Article> }) {
  const {
    field: { value, onChange, onBlur, ...field },
  } = useController({ control: form.control, name: 'tags' });
  const { tidy, ...text } = useTextValue<readonly string[]>({
    value,
    onChange,
    toText: (tags) => tags.join(', '),
    fromText: (typed) => [...new Set(typed.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== ''),
  });
  return (
    <input
      {...control}
      {...text}
      {...field}
      autoComplete="off"
      onBlur={() => {
        onBlur();
        tidy();
      }}
    />
  );
}
