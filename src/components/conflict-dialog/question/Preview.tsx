import type { ReactNode } from 'react';
import { dialogMessages, useMessages } from '../../../react/index.js';

export interface PreviewProps {
  /** Where it comes from, or what to do with it. */
  readonly note?: string | undefined;
  /** The one thing to do with it. */
  readonly tool?: ReactNode;
  readonly children: ReactNode;
}

/** What will be saved, as things stand now. */
export function Preview({ note, tool, children }: PreviewProps) {
  const messages = useMessages(dialogMessages);
  return (
    <div className="nc-preview">
      <div className="nc-preview-head">
        <span className="nc-preview-label">{messages.merged}</span>
        {note && <span className="nc-muted">{note}</span>}
        {tool}
      </div>
      {children}
    </div>
  );
}
