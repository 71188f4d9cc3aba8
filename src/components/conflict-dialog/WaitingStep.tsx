import type { RecordValue } from '../../client/index.js';
import { dialogMessages, useMessages } from '../../react/index.js';
import { CopyButton } from '../CopyButton.js';
import type { StepProps } from './step.js';

/** A large record is being merged. The page goes on answering, and nothing is lost meanwhile. */
export function WaitingStep<T extends RecordValue>(props: StepProps<T>) {
  const { parts, view, resource } = props;
  const messages = useMessages(dialogMessages);
  return (
    <>
      <parts.Header
        {...props}
        title={messages.conflictTitle(resource.recordLabel)}
        lead={messages.conflictLead(view.who, resource.recordLabel, view.when)}
      />
      <div className="nc-dialog-body">
        <p className="nc-muted" role="status">
          {messages.comparing}
        </p>
      </div>
      <div className="nc-dialog-exits">
        <CopyButton view={view} mine={props.review.conflict.mine} />
      </div>
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={props.onKeepEditing}>
          {messages.keepEditing}
        </button>
      </div>
    </>
  );
}
