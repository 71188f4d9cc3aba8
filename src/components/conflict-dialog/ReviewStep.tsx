import { useId, useState } from 'react';
import type { RecordValue } from '../../client/index.js';
import { formatPath, type Path } from '../../core/index.js';
import { useNoClobber } from '../../react/index.js';
import { CopyButton } from './CopyButton.js';
import { FieldQuestion } from './FieldQuestion.js';
import { isFromThem, MergedSection } from './MergedSection.js';
import { Reason } from './Reason.js';
import { SaveFailure } from './SaveFailure.js';
import type { StepProps } from './step.js';

/** The questions, one a field, and what merged by itself. */
export function ReviewStep<T extends RecordValue>(
  props: StepProps<T> & { readonly onAskOverwrite: () => void },
) {
  const { review, view, resource, titleId, leadId, isAgain, isSaving, error, onApply, onAskOverwrite } =
    props;
  const { messages } = useNoClobber();
  const reasonId = useId();
  const [current, setCurrent] = useState<string>();
  const { conflicts } = review.result;
  const merged = review.result.changes.filter(isFromThem).length;
  const chosen = conflicts.length - review.open.length;
  const rest = messages.progressRest(chosen, merged);

  const chooseAll = (pick: 'mine' | 'theirs') => {
    setCurrent(undefined);
    review.chooseAll(pick);
  };
  const idOf = (path: Path) => `${reasonId}${formatPath(path)}`;

  return (
    <>
      <div className="nc-dialog-header">
        <h2 className="nc-dialog-title" id={titleId} tabIndex={-1}>
          {messages.conflictTitle(resource.recordLabel)}
        </h2>
        <p className="nc-dialog-lead" id={leadId}>
          <strong>{isAgain ? messages.choicesAreSafe : messages.changesAreSafe}</strong>{' '}
          {isAgain
            ? messages.conflictAgainLead(view.who, view.when)
            : messages.conflictLead(view.who, resource.recordLabel, view.when)}
        </p>
        <div className="nc-progress">
          <ul className="nc-progress-bar" aria-hidden="true">
            {Array.from({ length: Math.min(conflicts.length + merged, 40) }, (_, index) => (
              <li key={index} data-state={index < chosen + merged ? 'done' : undefined} />
            ))}
          </ul>
          <p role="status">
            <span className="nc-progress-count">
              {messages.needYou(review.open.length, conflicts.length + merged)}
            </span>{' '}
            {rest && <span className="nc-progress-rest">· {rest}</span>}
          </p>
          <div className="nc-progress-all nc-buttons" role="group" aria-label={messages.chooseForAll}>
            <button type="button" className="nc-button" data-size="small" onClick={() => chooseAll('theirs')}>
              {messages.allTheirs}
            </button>
            <button type="button" className="nc-button" data-size="small" onClick={() => chooseAll('mine')}>
              {messages.allMine}
            </button>
          </div>
        </div>
      </div>
      <div className="nc-dialog-body">
        <SaveFailure error={error} />
        {conflicts.map((conflict) => {
          const { path } = conflict;
          const key = formatPath(path);
          const choice = review.choiceAt(path);
          return (
            <div key={key} id={idOf(path)} className="nc-field-place">
              <FieldQuestion
                view={view}
                conflict={conflict}
                choice={choice}
                isFolded={choice !== undefined && current !== key}
                onChoose={(next) => {
                  setCurrent(key);
                  review.choose(next);
                }}
                onUnchoose={() => review.unchoose(path)}
                onUnfold={() => setCurrent(key)}
              />
            </div>
          );
        })}
        <MergedSection view={view} review={review} />
      </div>
      <div className="nc-dialog-exits">
        <CopyButton view={view} mine={review.conflict.mine} />
        <button type="button" className="nc-button" data-kind="quiet" onClick={props.onDiscard}>
          {messages.discardMine}
        </button>
        {props.onOverwrite && (
          <button type="button" className="nc-button" data-kind="quiet" onClick={onAskOverwrite}>
            {messages.overwriteWithMine}
          </button>
        )}
      </div>
      <div className="nc-dialog-footer">
        <Reason id={reasonId} review={review} view={view} idOf={idOf} />
        <button type="button" className="nc-button" onClick={props.onKeepEditing}>
          {messages.keepEditing}
        </button>
        <button
          type="button"
          className="nc-button"
          data-kind="primary"
          aria-describedby={reasonId}
          aria-disabled={!review.isComplete || isSaving}
          onClick={onApply}
        >
          {isSaving ? messages.saving : messages.saveMerged}
        </button>
      </div>
    </>
  );
}
