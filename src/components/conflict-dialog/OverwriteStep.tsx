import type { RecordValue } from '../../client/index.js';
import { formatPath, isEqual, type FieldChange, type FieldConflict } from '../../core/index.js';
import { useNoClobber } from '../../react/index.js';
import { SaveFailure } from './SaveFailure.js';
import type { StepProps } from './step.js';
import { useGrowing } from './useGrowing.js';

/** The one confirmation: names every change of theirs that would be gone. */
export function OverwriteStep<T extends RecordValue>(
  props: StepProps<T> & { readonly onGoBack: () => void },
) {
  const { review, view, parts, error, isSaving, onOverwrite, onGoBack } = props;
  const { messages } = useNoClobber();
  const lost = [...review.result.conflicts, ...review.result.changes].filter(isLost);
  const shown = useGrowing(lost.length, 10);
  return (
    <>
      <parts.Header
        {...props}
        title={messages.overwriteTitle(view.who)}
        lead={messages.overwriteLead(view.who, view.when)}
      />
      <div className="nc-dialog-body">
        <SaveFailure error={error} />
        <ul className="nc-merged nc-merged-list" data-side="theirs">
          {lost.slice(0, shown).map((entry) => (
            <li key={formatPath(entry.path)}>
              <span className="nc-label">{view.labelOf(entry.path)}</span>
              <div>
                <parts.Value
                  value={view.valueOf(entry, 'theirs')}
                  base={view.valueOf(entry, 'base')}
                  side="theirs"
                  format={view.formatOf(entry.path)}
                  render={view.rendererOf(entry.path)}
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
