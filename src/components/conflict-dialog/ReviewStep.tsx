import { useId, useState } from 'react';
import type { RecordValue } from '../../client/index.js';
import { formatPath, isSamePath, type Path } from '../../core/index.js';
import { dialogMessages, useMessages } from '../../react/index.js';
import { ChangedAgain } from './ChangedAgain.js';
import { CopyButton } from '../CopyButton.js';
import { goToQuestion } from './goToQuestion.js';
import { isFromThem } from './MergedSection.js';
import { Progress } from './Progress.js';
import { Reason } from './Reason.js';
import { SaveFailure } from './SaveFailure.js';
import type { StepProps } from './step.js';
import { useGrowing } from './useGrowing.js';

/** The questions, one a field, and what merged by itself. */
export function ReviewStep<T extends RecordValue>(
  props: StepProps<T> & { readonly onAskOverwrite: () => void },
) {
  const { review, view, parts, resource, isAgain = false, isSaving = false, error } = props;
  const messages = useMessages(dialogMessages);
  const id = useId();
  /** The field that was chosen last stays unfolded: folding it under the pointer would move what comes next. */
  const [current, setCurrent] = useState<string>();
  const { conflicts, changes } = review.result;
  const questions = [...conflicts, ...changes.filter(({ kind }) => kind === 'auto')];
  const shown = useGrowing(questions.length);
  const chooseAll = (pick: 'mine' | 'theirs') => {
    setCurrent(undefined);
    review.chooseAll(pick);
  };
  const idOf = (path: Path) => `${id}${formatPath(path)}`;

  return (
    <>
      <parts.Header
        {...props}
        title={messages.conflictTitle(resource.recordLabel)}
        lead={
          isAgain
            ? messages.conflictAgainLead(view.who, view.when)
            : conflicts.length > 0
              ? messages.conflictLead(view.who, resource.recordLabel, view.when)
              : messages.checkLead(view.who, resource.recordLabel, view.when)
        }
      >
        <Progress
          open={review.open.length}
          chosen={questions.length - review.open.length - review.unchecked.length}
          merged={changes.filter(isFromThem).length - questions.length + conflicts.length}
          unchecked={review.unchecked.length}
          isAgain={isAgain && review.outdated.length > 0}
          onChooseAll={conflicts.length > 0 ? chooseAll : undefined}
        />
      </parts.Header>
      <div className="nc-dialog-body">
        <SaveFailure error={error} labelOf={view.labelOf} />
        {isAgain && <ChangedAgain view={view} review={review} />}
        {questions.slice(0, shown).map((entry) => {
          const { path } = entry;
          const key = formatPath(path);
          const choice = review.choiceAt(path);
          const isOpen = review.open.some((other) => isSamePath(other.path, path));
          return (
            <parts.Field
              key={key}
              id={idOf(path)}
              view={view}
              parts={parts}
              review={review}
              entry={entry}
              choice={choice}
              isFolded={choice !== undefined && !isOpen && current !== key}
              onChoose={(next) => {
                setCurrent(key);
                review.choose(next);
              }}
              onUnchoose={() => {
                setCurrent(key);
                review.unchoose(path);
              }}
              onUnfold={() => setCurrent(key)}
            />
          );
        })}
        <parts.Merged view={view} parts={parts} review={review} />
      </div>
      <div className="nc-dialog-exits">
        <CopyButton view={view} mine={review.conflict.mine} />
        <button
          type="button"
          className="nc-button"
          data-kind="quiet"
          aria-disabled={isSaving}
          onClick={() => {
            if (!isSaving) props.onDiscard();
          }}
        >
          {messages.discardMine}
        </button>
        {props.onOverwrite && (
          <button type="button" className="nc-button" data-kind="quiet" onClick={props.onAskOverwrite}>
            {messages.overwriteWithMine}
          </button>
        )}
      </div>
      <div className="nc-dialog-footer">
        <Reason
          id={id}
          review={review}
          view={view}
          onGoTo={(path) => goToQuestion(document.getElementById(idOf(path)))}
        />
        <button type="button" className="nc-button" onClick={props.onKeepEditing}>
          {messages.keepEditing}
        </button>
        <button
          type="button"
          className="nc-button"
          data-kind="primary"
          aria-describedby={id}
          aria-disabled={!review.isComplete || isSaving}
          onClick={props.onApply}
        >
          {isSaving ? messages.saving : messages.saveMerged}
        </button>
      </div>
    </>
  );
}
