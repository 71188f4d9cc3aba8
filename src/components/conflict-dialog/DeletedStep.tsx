import { useMemo } from 'react';
import type { RecordValue } from '../../client/index.js';
import { formatPath, merge } from '../../core/index.js';
import { deletedMessages, dialogMessages, useMessages } from '../../react/index.js';
import { CopyButton } from '../CopyButton.js';
import { SaveFailure } from './SaveFailure.js';
import type { StepProps } from './step.js';
import { useGrowing } from './useGrowing.js';

/** The record is gone: three ways that weigh the same, and what of mine is at stake. */
export function DeletedStep<T extends RecordValue>(props: StepProps<T>) {
  const { review, view, parts, resource, titleId, isSaving, error } = props;
  const messages = useMessages(dialogMessages);
  const deleted = useMessages(deletedMessages);
  const { base, mine } = review.conflict;
  const changes = useMemo(
    () => merge({ base: base.value, mine, theirs: base.value }, resource.rules).changes,
    [base, mine, resource.rules],
  );
  const shown = useGrowing(changes.length, 10);
  const { recordLabel } = resource;
  const ways = [
    {
      title: deleted.bringItBack,
      hint: deleted.bringItBackHint(recordLabel),
      name: deleted.recreate,
      act: props.onRecreate,
    },
    {
      title: deleted.keepItApart,
      hint: deleted.keepItApartHint(recordLabel),
      name: deleted.saveAsCopy,
      act: props.onSaveCopy,
    },
    { title: deleted.letItGo, hint: deleted.letItGoHint, name: messages.discardMine, act: props.onDiscard },
  ];
  return (
    <>
      <parts.Header
        {...props}
        title={deleted.deletedTitle(recordLabel)}
        lead={deleted.deletedLead(view.who, recordLabel, view.when)}
      />
      <div className="nc-dialog-body">
        <SaveFailure error={error} labelOf={view.labelOf} />
        <ul className="nc-queue nc-ways">
          {ways.map(
            ({ title, hint, name, act }) =>
              act && (
                <li key={name}>
                  <div>
                    <p className="nc-merged-title">{title}</p>
                    <p className="nc-muted">{hint}</p>
                  </div>
                  <button
                    type="button"
                    className="nc-button"
                    aria-disabled={isSaving}
                    onClick={() => {
                      if (!isSaving) void act();
                    }}
                  >
                    {name}
                  </button>
                </li>
              ),
          )}
        </ul>
        {changes.length > 0 && (
          <section className="nc-field-conflict" role="group" aria-labelledby={`${titleId}-mine`}>
            <div className="nc-field-head">
              <h3 className="nc-field-label" id={`${titleId}-mine`}>
                {deleted.yourVersion}
              </h3>
              <span className="nc-muted">{deleted.fieldsYouChanged(changes.length)}</span>
            </div>
            <div className="nc-field-body" data-side="mine">
              <dl className="nc-facts">
                {changes.slice(0, shown).map(({ path, base: before, mine: after }) => (
                  <div key={formatPath(path)}>
                    <dt>{view.labelOf(path)}</dt>
                    <dd>
                      <parts.Value
                        value={after}
                        base={before}
                        side="mine"
                        format={view.formatOf(path)}
                        render={view.rendererOf(path)}
                      />
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          </section>
        )}
      </div>
      <div className="nc-dialog-exits">
        <CopyButton view={view} mine={mine} />
      </div>
      <div className="nc-dialog-footer">
        <button type="button" className="nc-button" onClick={props.onKeepEditing}>
          {messages.keepEditing}
        </button>
      </div>
    </>
  );
}
