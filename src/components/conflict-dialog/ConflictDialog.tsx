import { useEffect, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { onceOnline } from '../../react/index.js';
import { dialogCode } from './dialogCode.js';
import { NotLoaded } from './NotLoaded.js';
import type { ConflictDialogProps } from './parts.js';

/**
 * The dialog in which a person settles a conflict: theirs beside mine, field by field, and every way out. A modal `<dialog>`, shown
 * while there is a `conflict`. Its code is loaded when the page is idle after the first edit, or when it is needed.
 *
 * @example
 * <ConflictDialog {...form.conflictDialog} />
 */
export function ConflictDialog<T extends RecordValue>({ conflict, ...props }: ConflictDialogProps<T>) {
  const { code, isFailed } = useSyncExternalStore(
    dialogCode.subscribe,
    dialogCode.getState,
    dialogCode.getState,
  );
  const isNeeded = conflict !== null;
  useEffect(loadAfterFirstEdit, []);
  // It may have failed before, when nobody waited for it.
  useEffect(() => (isNeeded ? onceOnline(loadCode) : undefined), [isNeeded]);
  if (!conflict) return null;
  if (isFailed) return <NotLoaded {...props} conflict={conflict} onRetry={loadCode} />;
  return code ? <code.OpenDialog {...props} conflict={conflict} /> : null;
}

/** A failure is shown where the dialog would be. */
function loadCode(): void {
  dialogCode.load().catch(() => {});
}

/** Whoever types may meet somebody else: then the dialog is there already, offline too. */
function loadAfterFirstEdit(): () => void {
  // Safari has no idle callback.
  const onInput = () => void (window.requestIdleCallback ?? setTimeout)(loadCode);
  addEventListener('input', onInput, { once: true });
  return () => removeEventListener('input', onInput);
}
