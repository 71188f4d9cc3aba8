import type { VersionedForm } from 'noclobber/form';
import { FieldMark } from 'noclobber/react';
import { useId, type ReactNode } from 'react';
import type { Article } from '../article.js';
import { yourArticles } from '../resource.js';
import { Icon } from './Icon.js';

/** What a field's control has to carry. */
export interface ControlProps {
  readonly id: string;
  readonly className: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

export interface FieldProps {
  readonly form: VersionedForm<Article>;
  readonly name: keyof Article & string;
  readonly label: string;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A control with its label, and what there is to say about it: edited here, changed by others, not valid. */
export function Field({ form, name, label, children }: FieldProps) {
  const id = useId();
  const isEdited = form.unsaved.includes(name);
  const theirs = form.theirChanges.find(({ path }) => path[0] === name);
  const error = form.formState.errors[name]?.message;

  return (
    <div className="nc-control" data-state={theirs?.kind ?? (isEdited ? 'edited' : undefined)}>
      <div className="nc-control-head">
        <label className="nc-label" htmlFor={id}>
          {label}
        </label>
        {isEdited && (
          <span className="nc-mark" data-side="mine">
            <Icon name="pencil" />
            Edited
          </span>
        )}
      </div>
      {children({
        id,
        className: 'nc-input',
        'aria-describedby': `${id}-notes`,
        'aria-invalid': error !== undefined,
      })}
      <div id={`${id}-notes`}>
        {error && (
          <p className="nc-mark room-error">
            <Icon name="alert" />
            {error}
          </p>
        )}
        <FieldMark change={theirs} resource={yourArticles} />
      </div>
    </div>
  );
}
