import { useNoClobber } from '../../react/index.js';
import type { DialogHeaderProps } from './parts.js';

/** What happened: the heading that names the dialog, and first of all that nothing is lost. */
export function DialogHeader({ titleId, leadId, title, isAgain, lead, children }: DialogHeaderProps) {
  const { messages } = useNoClobber();
  return (
    <div className="nc-dialog-header">
      <h2 className="nc-dialog-title" id={titleId} tabIndex={-1}>
        {title}
      </h2>
      <p className="nc-dialog-lead" id={leadId}>
        <strong>{isAgain ? messages.choicesAreSafe : messages.changesAreSafe}</strong> {lead}
      </p>
      {children}
    </div>
  );
}
