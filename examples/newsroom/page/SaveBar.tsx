import type { VersionedForm } from 'noclobber/form';
import type { Article } from '../article.js';
import { Icon } from './Icon.js';

export interface SaveBarProps {
  readonly form: VersionedForm<Article>;
  readonly isNew: boolean;
}

/** What is not saved yet, and the two ways on. */
export function SaveBar({ form, isNew }: SaveBarProps) {
  const { unsaved, isSaving, status } = form;
  const hasUnsaved = unsaved.length > 0;
  const isSaved = status === 'saved' && !hasUnsaved;

  return (
    <div className="nc-savebar">
      <p className="nc-savebar-text" role="status">
        {isSaved && <Icon name="check" />}
        {isSaving ? 'Saving…' : isSaved ? 'Saved' : countUnsaved(unsaved.length)}
      </p>
      <button
        type="button"
        className="nc-button"
        aria-disabled={!hasUnsaved || isSaving}
        onClick={() => {
          if (hasUnsaved && !isSaving) form.discard();
        }}
      >
        Discard
      </button>
      <button
        type="submit"
        className="nc-button"
        data-kind="primary"
        aria-disabled={(!hasUnsaved && !isNew) || isSaving}
        onClick={(event) => {
          if (!hasUnsaved && !isNew) event.preventDefault();
        }}
      >
        Save
      </button>
    </div>
  );
}

function countUnsaved(count: number): string {
  if (count === 0) return 'No unsaved changes';
  return count === 1 ? '1 unsaved change' : `${count} unsaved changes`;
}
