import { dialogMessages, useMessages, type DialogHeaderProps } from '../../react/index.js';

/** What happened: the heading that names the dialog, and first of all that nothing is lost. */
export function DialogHeader({
  titleId,
  leadId,
  title,
  isAgain,
  isDelete,
  lead,
  children,
}: DialogHeaderProps) {
  const messages = useMessages(dialogMessages);
  return (
    <div className="nc-dialog-header">
      <h2 className="nc-dialog-title" id={titleId} tabIndex={-1}>
        {title}
      </h2>
      <p className="nc-dialog-lead" id={leadId}>
        {!isDelete && <strong>{isAgain ? messages.choicesAreSafe : messages.changesAreSafe}</strong>} {lead}
      </p>
      {children}
    </div>
  );
}
