import type { RecordValue } from '../../client/index.js';
import { formatPath, isEqual, type FieldChange, type FieldConflict } from '../../core/index.js';
import { useNoClobber } from '../../react/index.js';
import { FieldValue } from '../FieldValue.js';
import { DialogHeader } from './DialogHeader.js';
import { SaveFailure } from './SaveFailure.js';
import type { StepProps } from './step.js';

/** The one confirmation: names every change of theirs that would be gone. */
export function OverwriteStep<T extends RecordValue>(
  props: StepProps<T> & { readonly onGoBack: () => void },
) {
  const { review, view, error, isSaving, onOverwrite, onGoBack } = props;
  const { messages } = useNoClobber();
  const lost = [...review.result.conflicts, ...review.result.changes].filter(isLost);
  return (
    <>
      <DialogHeader
        {...props}
        title={messages.overwriteTitle(view.who)}
        lead={messages.overwriteLead(view.who, view.when)}
      />
      <div className="nc-dialog-body">
        <SaveFailure error={error} />
        <ul className="nc-merged nc-merged-list" data-side="theirs">
          {lost.map((entry) => (
            <li key={formatPath(entry.path)}>
              <span className="nc-label">{view.labelOf(entry.path)}</span>
              <div>
                <FieldValue
                  value={view.valueOf(entry, 'theirs')}
                  base={view.valueOf(entry, 'base')}
                  format={view.formatOf(entry.path)}
                />
              </div>
            </li>
          ))}
        </ul>
        <p className="nc-muted">{messages.overwriteHint}</p>
      </div>
      <div className="nc-dialog-exits" />
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={onGoBack}>
          {messages.goBack}
        </button>
        <button
          type="button"
          className="nc-button"
          data-kind="danger"
          aria-disabled={isSaving}
          onClick={() => {
            if (!isSaving) void onOverwrite?.();
          }}
        >
          {isSaving
            ? messages.saving
            : messages.saveOverwriting(
                view.who,
                lost.map(({ path }) => view.labelOf(path)),
              )}
        </button>
      </div>
    </>
  );
}

function isLost({ base, mine, theirs }: FieldConflict | FieldChange): boolean {
  return !isEqual(base, theirs) && !isEqual(mine, theirs);
}
