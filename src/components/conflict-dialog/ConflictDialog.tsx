import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { Conflict } from '../../core/index.js';
import { useConflict, useNoClobber, type ConflictDialogState } from '../../react/index.js';
import { DeletedStep } from './DeletedStep.js';
import { createDialogView } from './dialogView.js';
import { OverwriteStep } from './OverwriteStep.js';
import { ReviewStep } from './ReviewStep.js';

/** What `useVersionedForm` gives as `conflictDialog`, or what another save gives. */
export interface ConflictDialogProps<T extends RecordValue> extends ConflictDialogState<T> {}

/**
 * The dialog in which a person settles a conflict: theirs beside mine, field by field, and every way out. A modal `<dialog>`, shown
 * while there is a `conflict`.
 *
 * @example
 * <ConflictDialog {...form.conflictDialog} />
 */
export function ConflictDialog<T extends RecordValue>({ conflict, ...props }: ConflictDialogProps<T>) {
  return conflict && <OpenDialog {...props} conflict={conflict} />;
}

type OpenDialogProps<T extends RecordValue> = ConflictDialogProps<T> & { readonly conflict: Conflict<T> };

function OpenDialog<T extends RecordValue>(props: OpenDialogProps<T>) {
  const { conflict, resource, onKeepEditing, onSave, isSaving } = props;
  const config = useNoClobber();
  const review = useConflict(conflict, {
    rules: resource.rules,
    choices: props.choices,
    onChoicesChange: props.onChoicesChange,
  });
  const [confirming, setConfirming] = useState<Conflict<T> | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A newer conflict ends the confirmation: it would overwrite what was not shown.
  const isConfirming = confirming === conflict;

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closing gives the focus back to where it was.
    return () => element?.close();
  }, []);
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>('.nc-dialog-title')?.focus();
  }, [conflict, isConfirming]);

  const step = {
    ...props,
    review,
    view: createDialogView<T>(resource, { ...config, review }),
    titleId: `${id}-title`,
    leadId: `${id}-lead`,
    onApply() {
      const overwritten = review.overwritten.map(({ path }) => path);
      if (isSaving) return;
      if (review.isComplete) void onSave(review.merged, overwritten);
      else goToOpenField(dialog.current, 1);
    },
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (conflict.kind === 'deleted' || isConfirming) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) step.onApply();
    else if (event.altKey && event.key === 'ArrowDown') goToOpenField(dialog.current, 1);
    else if (event.altKey && event.key === 'ArrowUp') goToOpenField(dialog.current, -1);
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

/** Focuses the next open question after the one that has the focus, or the one before it. */
function goToOpenField(dialog: HTMLElement | null, direction: 1 | -1): void {
  const open = [...(dialog?.querySelectorAll<HTMLElement>('[role="group"][data-state="open"]') ?? [])];
  const here = open.findIndex((group) => group.contains(document.activeElement));
  const from = here === -1 && direction === -1 ? 0 : here;
  open[(from + direction + open.length) % open.length]
    ?.querySelector<HTMLElement>('input[type="radio"]')
    ?.focus();
}
