import { useId, useLayoutEffect, useRef } from 'react';
import { loadingMessages, useMessages } from '../../react/index.js';

export interface NotLoadedProps {
  /** What was typed. */
  readonly conflict: { readonly mine: object };
  /** What people call its fields. */
  readonly resource: { readonly labels?: Readonly<Record<string, string | undefined>> | undefined };
  readonly onKeepEditing: () => void;
  readonly onRetry: () => void;
}

/** Stands in for the dialog, in the top layer like it: nothing is lost, it can be copied, and it can be tried again. */
export function NotLoaded({ conflict, resource, onKeepEditing, onRetry }: NotLoadedProps) {
  const messages = useMessages(loadingMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const leadId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  // Where a browser does not copy it, it is there, and selected.
  const copy = () => {
    text.current?.select();
    document.execCommand('copy');
  };
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
      <textarea
        ref={text}
        className="nc-input"
        aria-label={messages.copyMyVersion}
        readOnly
        rows={5}
        value={textOf(conflict.mine, resource)}
      />
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={onKeepEditing}>
          {messages.keepEditing}
        </button>
        <button type="button" className="nc-button" data-kind="quiet" onClick={copy}>
          {messages.copyMyVersion}
        </button>
        <button type="button" className="nc-button" data-kind="primary" onClick={onRetry}>
          {messages.retry}
        </button>
      </div>
    </dialog>
  );
}

function textOf(mine: object, { labels }: NotLoadedProps['resource']): string {
  return Object.entries(mine)
    .filter(([name]) => name !== 'id')
    .map(
      ([name, value]) =>
        `${labels?.[name] ?? name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    )
    .join('\n\n');
}
