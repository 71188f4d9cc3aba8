import type { RecordValue } from '../../client/index.js';
import { useNoClobber } from '../../react/index.js';
import type { StepProps } from './step.js';

/** A large record is being merged. The page goes on answering, and nothing is lost meanwhile. */
export function WaitingStep<T extends RecordValue>(props: StepProps<T>) {
  const { parts, view, resource } = props;
  const { messages } = useNoClobber();
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
      <div className="nc-dialog-exits" />
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={props.onKeepEditing}>
          {messages.keepEditing}
        </button>
      </div>
    </>
  );
}
