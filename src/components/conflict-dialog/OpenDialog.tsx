import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { Conflict, MergeResult } from '../../core/index.js';
import {
  dialogMessages,
  useConflict,
  useMessages,
  useNoClobber,
  type DialogLook,
  type DialogParts,
} from '../../react/index.js';
import { FieldValue } from '../value/FieldValue.js';
import { ValueEditor } from '../value/ValueEditor.js';
import { DeletedStep } from './DeletedStep.js';
import { DialogHeader } from './DialogHeader.js';
import { createDialogView } from './dialogView.js';
import { goToNextQuestion } from './goToQuestion.js';
import { MergedSection } from './MergedSection.js';
import { DeleteStep, OverwriteStep } from './OverwriteStep.js';
import type { ConflictDialogProps } from './parts.js';
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
  const messages = useMessages(dialogMessages);
  const { userId, dialogLook } = useNoClobber();
  const { merged, isLate } = useMerge(conflict, resource.rules);
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
  const isDelete = props.onDelete !== undefined;
  const isFalseAlarm =
    conflict.kind === 'modified' &&
    !isDelete &&
    merged !== undefined &&
    result.conflicts.length === 0 &&
    result.changes.every(({ kind }) => kind !== 'auto' && !(props.isAsked && kind === 'theirs'));
  /** What should have settled by itself and did not: then it is shown. */
  const [unsettled, setUnsettled] = useState<Conflict<T> | null>(null);
  const isNeeded = merged ? !isFalseAlarm : isLate;
  const isShown = isNeeded || Boolean(error) || unsettled === conflict;

  useLayoutEffect(() => {
    const element = dialog.current;
    return () => {
      document.documentElement.removeAttribute('data-nc-dialog');
      // Closing gives the focus back to where it was, as long as it is on the page.
      element?.close();
    };
  }, [isShown]);
  useEffect(() => {
    if (!isShown) return;
    // Not in the task that has drawn it: the browser goes over all that is behind it.
    dialog.current?.showModal();
    document.documentElement.toggleAttribute('data-nc-dialog', true);
  }, [isShown]);
  const isCompared = merged !== undefined;
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>('.nc-dialog-title')?.focus();
  }, [conflict, isConfirming, isShown, isCompared]);
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
  const step = {
    ...props,
    review,
    parts: { ...defaultParts, ...dialogLook.components, ...props.components },
    view: createDialogView<T>(resource, {
      messages,
      userId,
      review,
      // They are kept by field name, and one is only ever given its own field's values.
      looks: [dialogLook, props as DialogLook],
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
    if (conflict.kind === 'deleted' || isConfirming || isDelete) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) step.onApply();
    else if (event.altKey && event.key === 'ArrowDown') goToNextQuestion(dialog.current, 1);
    else if (event.altKey && event.key === 'ArrowUp') goToNextQuestion(dialog.current, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (!isShown) return null;
  return (
    <dialog
      ref={dialog}
      className="nc nc-dialog"
      role={isConfirming || isDelete ? 'alertdialog' : 'dialog'}
      aria-modal="true"
      aria-labelledby={step.titleId}
      aria-describedby={step.leadId}
      data-size={conflict.kind === 'deleted' || isConfirming || isDelete ? 'small' : undefined}
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
      ) : isDelete ? (
        <DeleteStep {...step} />
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
