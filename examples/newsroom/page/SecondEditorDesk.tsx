import type { LockMode } from 'noclobber';
import { useVersionedForm, type VersionedForm } from 'noclobber/form';
import {
  ConflictDialog,
  LockNotice,
  SaveNotice,
  useEditLock,
  useEditors,
  useLiveChanges,
} from 'noclobber/react';
import { useEffect, useState } from 'react';
import type { Article } from '../article.js';
import { secondEditor, theirArticles } from '../resource.js';
import { Field } from './Field.js';
import { refreshBoth } from './queryClients.js';
import { SecondEditorActs } from './SecondEditorActs.js';
import { Skeleton } from './Skeleton.js';
import { TitleInput } from './TitleInput.js';
import { useGone } from './useGone.js';

export interface SecondEditorDeskProps {
  readonly id: string;
  readonly yourForm: VersionedForm<Article>;
  readonly onEdited: (isEdited: boolean) => void;
}

/** What the second editor works with: a small form of their own, and changes that they make at a press. */
export function SecondEditorDesk({ id, yourForm, onEdited }: SecondEditorDeskProps) {
  useLiveChanges(theirArticles);
  const [mode, setMode] = useState<LockMode>('advisory');
  const lock = useEditLock(theirArticles, id, { mode });
  const form = useVersionedForm(theirArticles, id, {
    lock,
    onSaved: () => void refreshBoth(),
  });
  const gone = useGone(id);
  const isEdited = form.unsaved.length > 0;
  const { tracking } = useEditors(theirArticles, id, { isEditing: isEdited });
  useEffect(() => onEdited(isEdited), [isEdited, onEdited]);
  // What the buttons below saved in their name is no news to them.
  const theirChanges = form.theirChanges.filter(({ change }) => change?.by.id !== secondEditor);
  const quietForm = { ...form, theirChanges };

  if (form.record === null && !gone) return <Skeleton label="Loading the second editor’s form…" lines={4} />;
  return (
    <div className="room-body">
      <SaveNotice notice={gone && !isEdited ? null : form.notice} resource={theirArticles} />
      {!gone && <LockNotice lock={lock} resource={theirArticles} onSave={form.save} />}
      {gone && !isEdited ? (
        <p className="nc-muted">The article is deleted. Bring it back, and the second editor can go on.</p>
      ) : (
        <form
          className="room-fields"
          aria-label="Article, as the second editor has it"
          noValidate
          onSubmit={form.save}
          {...tracking}
        >
          <Field form={quietForm} name="title" label="Their title">
            {(control) => <TitleInput {...control} form={form} />}
          </Field>
          <Field form={quietForm} name="body" label="Their body">
            {(control) => <textarea {...control} rows={5} {...form.register('body')} />}
          </Field>
          <div className="nc-buttons">
            <button type="submit" className="nc-button" aria-disabled={!isEdited || form.isSaving}>
              {form.isSaving ? 'Saving…' : 'Save as Second editor'}
            </button>
            <span className="nc-muted room-small" role="status">
              {form.status === 'saved' && !isEdited && 'Saved'}
            </span>
          </div>
        </form>
      )}
      <SecondEditorActs
        id={id}
        yourForm={yourForm}
        lock={lock}
        mode={mode}
        onMode={setMode}
        isGone={gone !== undefined}
      />
      <ConflictDialog {...form.conflictDialog} />
    </div>
  );
}
