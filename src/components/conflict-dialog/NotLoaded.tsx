import { useId, useLayoutEffect, useRef } from 'react';
import { loadingMessages, useMessages } from '../../react/index.js';

export interface NotLoadedProps {
  readonly onKeepEditing: () => void;
  readonly onRetry: () => void;
}

/** Stands in for the dialog, in the top layer like it: nothing is lost, and it can be tried again. */
export function NotLoaded({ onKeepEditing, onRetry }: NotLoadedProps) {
  const messages = useMessages(loadingMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const leadId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="nc nc-dialog"
      role="alertdialog"
      aria-label={messages.dialogNotLoaded}
      aria-describedby={leadId}
      data-size="small"
      onCancel={onKeepEditing}
    >
      <p className="nc-dialog-header" id={leadId}>
        <strong>{messages.dialogNotLoaded}</strong> {messages.dialogNotLoadedWhy}
      </p>
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={onKeepEditing}>
          {messages.keepEditing}
        </button>
        <button type="button" className="nc-button" data-kind="primary" onClick={onRetry}>
          {messages.retry}
        </button>
      </div>
    </dialog>
  );
}
