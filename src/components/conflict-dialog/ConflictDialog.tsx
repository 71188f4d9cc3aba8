import { useEffect, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { useNoClobber } from '../../react/index.js';
import { Icon } from '../Icon.js';
import { dialogCode, type DialogCode } from './dialogCode.js';
import type { ConflictDialogProps } from './parts.js';

const absent: DialogCode = { kind: 'absent' };

/**
 * The dialog in which a person settles a conflict: theirs beside mine, field by field, and every way out. A modal `<dialog>`, shown
 * while there is a `conflict`. Its code is loaded when the page is idle after the first edit, or when it is needed.
 *
 * @example
 * <ConflictDialog {...form.conflictDialog} />
 */
export function ConflictDialog<T extends RecordValue>({ conflict, ...props }: ConflictDialogProps<T>) {
  const code = useSyncExternalStore(dialogCode.subscribe, dialogCode.get, () => absent);
  const isNeeded = conflict !== null;
  useEffect(loadAfterFirstEdit, []);
  useEffect(() => {
    if (!isNeeded) return;
    // It may have failed before, when nobody waited for it.
    dialogCode.load();
    addEventListener('online', dialogCode.load);
    return () => removeEventListener('online', dialogCode.load);
  }, [isNeeded]);
  if (!conflict) return null;
  if (code.kind === 'failed') return <NotLoaded onKeepEditing={props.onKeepEditing} />;
  return code.kind === 'ready' ? <code.OpenDialog {...props} conflict={conflict} /> : null;
}

/** Whoever types may meet somebody else: then the dialog is there already, offline too. */
function loadAfterFirstEdit(): () => void {
  const onInput = () => {
    removeEventListener('input', onInput);
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) requestIdleCallback(dialogCode.load);
    else setTimeout(dialogCode.load, 200);
  };
  addEventListener('input', onInput);
  return () => removeEventListener('input', onInput);
}

/** Stands in for the dialog: nothing is lost, and it can be tried again. */
function NotLoaded({ onKeepEditing }: { readonly onKeepEditing: () => void }) {
  const { messages } = useNoClobber();
  return (
    <div className="nc nc-notice" data-tone="danger" role="alert">
      <Icon name="alert" />
      <p className="nc-notice-text">
        <strong>{messages.dialogNotLoaded}</strong>{' '}
        <span className="nc-muted">{messages.dialogNotLoadedWhy}</span>
      </p>
      <div className="nc-buttons">
        <button type="button" className="nc-button" data-size="small" onClick={onKeepEditing}>
          {messages.keepEditing}
        </button>
        <button
          type="button"
          className="nc-button"
          data-size="small"
          data-kind="primary"
          onClick={dialogCode.load}
        >
          {messages.retry}
        </button>
      </div>
    </div>
  );
}
