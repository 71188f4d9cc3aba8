import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { Conflict, MergeResult } from '../../core/index.js';
import { useConflict, useNoClobber } from '../../react/index.js';
import { FieldValue } from '../value/FieldValue.js';
import { ValueEditor } from '../value/ValueEditor.js';
import { DeletedStep } from './DeletedStep.js';
import { DialogHeader } from './DialogHeader.js';
import { createDialogView, type Renderer } from './dialogView.js';
import { goToNextQuestion } from './goToQuestion.js';
import { MergedSection } from './MergedSection.js';
import { OverwriteStep } from './OverwriteStep.js';
import type { ConflictDialogProps, DialogParts } from './parts.js';
import { FieldQuestion } from './question/FieldQuestion.js';
import { ReviewStep } from './ReviewStep.js';
import { useMerge } from './useMerge.js';
import { WaitingStep } from './WaitingStep.js';

const defaultParts: DialogParts = {
  Header: DialogHeader,
  Field: FieldQuestion,
  Merged: MergedSection,
  Value: FieldValue,
  Editor: ValueEditor,
};

type OpenDialogProps<T extends RecordValue> = ConflictDialogProps<T> & { readonly conflict: Conflict<T> };

/** The dialog itself: there at once, and its questions as soon as the sides are merged. */
export function OpenDialog<T extends RecordValue>(props: OpenDialogProps<T>) {
  const { conflict, resource, onKeepEditing, onSave, isSaving, error } = props;
  const config = useNoClobber();
  const merged = useMerge(conflict, resource.rules);
  const nothingYet = useMemo(() => ({ merged: conflict.mine, conflicts: [], changes: [] }), [conflict]);
  const result: MergeResult<T> = merged ?? nothingYet;
  const review = useConflict(conflict, {
    rules: resource.rules,
    result,
    // Choices are answers to a merge.
    choices: merged ? props.choices : nothingYet.changes,
    onChoicesChange: props.onChoicesChange,
  });
  const [confirming, setConfirming] = useState<Conflict<T> | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A newer conflict ends the confirmation: it would overwrite what was not shown.
  const isConfirming = confirming === conflict;
  const isFalseAlarm =
    conflict.kind === 'modified' &&
    merged !== undefined &&
    result.conflicts.length === 0 &&
    result.changes.every(({ kind }) => kind !== 'auto');
  /** What should have settled by itself and did not: then it is shown. */
  const [unsettled, setUnsettled] = useState<Conflict<T> | null>(null);
  const isShown = !isFalseAlarm || Boolean(error) || unsettled === conflict;

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!isShown) return;
    element?.showModal();
    // Closing gives the focus back to where it was.
    return () => element?.close();
  }, [isShown]);
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>('.nc-dialog-title')?.focus();
  }, [conflict, isConfirming, isShown]);
  const settled = useRef<Conflict<T>>(null);
  useEffect(() => {
    if (!isFalseAlarm || settled.current === conflict) return;
    // Whoever asked is to be done with asking first.
    const timer = setTimeout(async () => {
      settled.current = conflict;
      if (!(await onSave(result.merged, []))) setUnsettled(conflict);
    });
    return () => clearTimeout(timer);
  }, [isFalseAlarm, conflict, result, onSave]);
  if (!isShown) return null;

  const step = {
    ...props,
    review,
    parts: { ...defaultParts, ...props.components },
    view: createDialogView<T>(resource, {
      ...config,
      review,
      // They are kept by field name, and one is only ever given its own field's values.
      renderers: props.renderers as Readonly<Record<string, Renderer | undefined>> | undefined,
    }),
    titleId: `${id}-title`,
    leadId: `${id}-lead`,
    onApply() {
      const overwritten = review.overwritten.map(({ path }) => path);
      if (isSaving || !merged) return;
      if (review.isComplete) void onSave(review.merged, overwritten);
      else goToNextQuestion(dialog.current, 1);
    },
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (conflict.kind === 'deleted' || isConfirming) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) step.onApply();
    else if (event.altKey && event.key === 'ArrowDown') goToNextQuestion(dialog.current, 1);
    else if (event.altKey && event.key === 'ArrowUp') goToNextQuestion(dialog.current, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <dialog
      ref={dialog}
      className="nc nc-dialog"
      role={isConfirming ? 'alertdialog' : 'dialog'}
      aria-modal="true"
      aria-labelledby={step.titleId}
      aria-describedby={step.leadId}
      data-size={conflict.kind === 'deleted' || isConfirming ? 'small' : undefined}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        if (isConfirming) setConfirming(null);
        else onKeepEditing();
      }}
      onClose={(event) => {
        if (!event.currentTarget.open) onKeepEditing();
      }}
    >
      {conflict.kind === 'deleted' ? (
        <DeletedStep {...step} />
      ) : !merged ? (
        <WaitingStep {...step} />
      ) : isConfirming ? (
        <OverwriteStep {...step} onGoBack={() => setConfirming(null)} />
      ) : (
        <ReviewStep
          // Another conflict asks other questions.
          key={conflict.theirs.token}
          {...step}
          onAskOverwrite={() => setConfirming(conflict)}
        />
      )}
    </dialog>
  );
}
