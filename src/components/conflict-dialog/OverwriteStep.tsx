import type { ReactNode } from 'react';
import type { RecordValue } from '../../client/index.js';
import { formatPath, isEqual, type FieldChange, type FieldConflict } from '../../core/index.js';
import { overwriteMessages, useMessages } from '../../react/index.js';
import { CopyButton } from '../CopyButton.js';
import { SaveFailure } from './SaveFailure.js';
import type { StepProps } from './step.js';
import { useGrowing } from './useGrowing.js';

/** What is confirmed before a change of theirs goes. */
interface Confirmation {
  readonly isDelete?: boolean;
  readonly title: string;
  readonly lead: string;
  readonly hint: string;
  readonly leave: { readonly name: string; readonly act: () => void };
  /** `named` are the fields whose changes go. */
  readonly confirm: { readonly nameFor: (named: string[]) => string; readonly act: () => unknown };
}

/** The one confirmation before mine is saved over theirs. */
export function OverwriteStep<T extends RecordValue>(
  props: StepProps<T> & { readonly onGoBack: () => void },
) {
  const { view, isSaving, onOverwrite, onGoBack } = props;
  const messages = useMessages(overwriteMessages);
  return (
    <Confirm
      {...props}
      title={messages.overwriteTitle(view.who)}
      lead={messages.overwriteLead(view.who, view.when)}
      hint={messages.overwriteHint}
      leave={{ name: messages.goBack, act: onGoBack }}
      confirm={{
        nameFor: (named) => (isSaving ? messages.saving : messages.saveOverwriting(view.who, named)),
        act: () => onOverwrite?.(),
      }}
    >
      <CopyButton view={view} mine={props.review.conflict.mine} />
    </Confirm>
  );
}

/** The same before a record is deleted that others changed since it was read. */
export function DeleteStep<T extends RecordValue>(props: StepProps<T>) {
  const { view, isSaving, resource, onDelete, onKeepEditing } = props;
  const messages = useMessages(overwriteMessages);
  const { recordLabel } = resource;
  return (
    <Confirm
      {...props}
      isDelete
      title={messages.deleteTitle(recordLabel)}
      lead={messages.deleteLead(view.who, recordLabel, view.when)}
      hint={messages.deleteHint}
      leave={{ name: messages.keepIt(recordLabel), act: onKeepEditing }}
      confirm={{
        nameFor: () => (isSaving ? messages.deleting : messages.deleteIt(recordLabel)),
        act: () => onDelete?.(),
      }}
    />
  );
}

/** Names every change of theirs that would be gone. */
function Confirm<T extends RecordValue>({
  children,
  ...props
}: StepProps<T> & Confirmation & { readonly children?: ReactNode }) {
  const { review, view, parts, error, isSaving, hint, leave, confirm } = props;
  const lost = [...review.result.conflicts, ...review.result.changes].filter(isLost);
  const shown = useGrowing(lost.length, 10);
  return (
    <>
      <parts.Header {...props} />
      <div className="nc-dialog-body">
        <SaveFailure error={error} labelOf={view.labelOf} />
        <ul className="nc-merged nc-merged-list" data-side="theirs">
          {lost.slice(0, shown).map((entry) => (
            <li key={formatPath(entry.path)}>
              <span className="nc-label">{view.labelOf(entry.path)}</span>
              <div>
                <parts.Value
                  value={view.valueOf(entry, 'theirs')}
                  base={view.valueOf(entry, 'base')}
                  side="theirs"
                  format={view.formatOf(entry.path)}
                  render={view.rendererOf(entry.path)}
                />
              </div>
            </li>
          ))}
        </ul>
        <p className="nc-muted">{hint}</p>
      </div>
      <div className="nc-dialog-exits">{children}</div>
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={leave.act}>
          {leave.name}
        </button>
        <button
          type="button"
          className="nc-button"
          data-kind="danger"
          aria-disabled={isSaving}
          onClick={() => {
            if (!isSaving) void confirm.act();
          }}
        >
          {confirm.nameFor(lost.map(({ path }) => view.labelOf(path)))}
        </button>
      </div>
    </>
  );
}

function isLost({ base, mine, theirs }: FieldConflict | FieldChange): boolean {
  return !isEqual(base, theirs) && !isEqual(mine, theirs);
}
