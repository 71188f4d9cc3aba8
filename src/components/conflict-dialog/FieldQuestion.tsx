import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { canKeepBoth, type Choice, type FieldConflict } from '../../core/index.js';
import { useNoClobber } from '../../react/index.js';
import { FieldValue, plainText } from '../FieldValue.js';
import { Icon } from '../Icon.js';
import { canEdit, ValueEditor } from '../ValueEditor.js';
import type { DialogView } from './dialogView.js';

export interface FieldQuestionProps {
  readonly view: DialogView;
  readonly conflict: FieldConflict;
  readonly choice: Choice | undefined;
  /** A settled field that is not being worked on shows one line. */
  readonly isFolded: boolean;
  readonly onChoose: (choice: Choice) => void;
  readonly onUnchoose: () => void;
  readonly onUnfold: () => void;
}

/** One field that both changed: theirs left, mine right, and what else can be done with it. */
export function FieldQuestion({
  view,
  conflict,
  choice,
  isFolded,
  onChoose,
  onUnchoose,
  onUnfold,
}: FieldQuestionProps) {
  const { messages } = useNoClobber();
  const id = useId();
  const [isBaseShown, setBaseShown] = useState(false);
  const [isEditing, setEditing] = useState(choice !== undefined && 'value' in choice);
  const body = useRef<HTMLDivElement>(null);
  const wasFolded = useRef(isFolded);
  const { path, base, mine, theirs } = conflict;
  const label = view.labelOf(path);
  const format = view.formatOf(path);
  const picked = isEditing ? 'edit' : choice && 'pick' in choice ? choice.pick : undefined;

  useEffect(() => {
    // The button that unfolded it is gone: the focus goes to the choice it led to.
    if (wasFolded.current && !isFolded) body.current?.querySelector<HTMLElement>('input:checked')?.focus();
    wasFolded.current = isFolded;
  }, [isFolded]);

  const radio = (value: 'theirs' | 'mine' | 'both', description?: string) => (
    <input
      className="nc-radio"
      form=""
      type="radio"
      name={id}
      value={value}
      checked={picked === value}
      aria-describedby={description}
      onChange={() => {
        setEditing(false);
        onChoose({ path, pick: value });
      }}
    />
  );

  return (
    <section
      className="nc-field-conflict"
      role="group"
      aria-labelledby={`${id}-label`}
      data-state={choice ? 'chosen' : 'open'}
    >
      <div className="nc-field-head">
        <h3 className="nc-field-label" id={`${id}-label`}>
          {label}
        </h3>
        {choice ? (
          <span className="nc-badge" data-tone="done">
            <Icon name="check" />
            <span>{nameOf(choice)}</span>
          </span>
        ) : (
          <span className="nc-badge" data-tone="need">
            <span>{messages.needsYou}</span>
          </span>
        )}
        {isFolded && choice && (
          <span className="nc-field-outcome">{plainText(view.mergedAt(path), messages, format)}</span>
        )}
        <div className="nc-field-tools">
          {isFolded ? (
            <button
              type="button"
              className="nc-button"
              data-kind="quiet"
              data-size="small"
              aria-label={messages.changeChoiceFor(label)}
              onClick={onUnfold}
            >
              {messages.change}
            </button>
          ) : (
            <button
              type="button"
              className="nc-button"
              data-kind="quiet"
              data-size="small"
              aria-expanded={isBaseShown}
              aria-label={isBaseShown ? messages.hideBaseOf(label) : messages.showBaseOf(label)}
              onClick={() => setBaseShown(!isBaseShown)}
            >
              {isBaseShown ? messages.hideBase : messages.showBase}
            </button>
          )}
        </div>
      </div>
      {!isFolded && (
        <div ref={body} className="nc-field-body">
          {isBaseShown && (
            <div className="nc-base">
              <p className="nc-base-label">{messages.baseLabel}</p>
              <FieldValue value={base} format={format} />
            </div>
          )}
          <div className="nc-choices" role="radiogroup" aria-labelledby={`${id}-label`}>
            <SideCard
              side="theirs"
              pick={radio('theirs', `${id}-theirs`)}
              label={messages.theirChange}
              metaId={`${id}-theirs`}
              meta={view.savedBy}
            >
              <FieldValue value={theirs} base={base} format={format} />
            </SideCard>
            <SideCard
              side="mine"
              pick={radio('mine', `${id}-mine`)}
              label={messages.yourChange}
              metaId={`${id}-mine`}
              meta={messages.notSavedYet}
            >
              <FieldValue value={mine} base={base} format={format} />
            </SideCard>
            <div className="nc-choice-more">
              {canKeepBoth(conflict) && (
                <label className="nc-choice-pill">
                  {radio('both')}
                  {messages.keepBoth}
                </label>
              )}
              {canEdit(mine ?? theirs) && (
                <label className="nc-choice-pill">
                  <input
                    className="nc-radio"
                    form=""
                    type="radio"
                    name={id}
                    value="edit"
                    checked={picked === 'edit'}
                    onChange={() => {
                      setEditing(true);
                      onChoose({ path, value: mine ?? theirs });
                    }}
                  />
                  {messages.edit}
                </label>
              )}
            </div>
          </div>
          {picked === 'edit' && (
            <div className="nc-preview">
              <div className="nc-preview-head">
                <span className="nc-preview-label">{messages.merged}</span>
                <span className="nc-muted">{messages.yourOwn}</span>
              </div>
              <ValueEditor
                label={messages.yourOwnFor(label)}
                value={choice && 'value' in choice ? choice.value : (mine ?? theirs)}
                onChange={(value) => (value === undefined ? onUnchoose() : onChoose({ path, value }))}
              />
            </div>
          )}
          {picked === 'both' && (
            <div className="nc-preview">
              <div className="nc-preview-head">
                <span className="nc-preview-label">{messages.merged}</span>
              </div>
              <FieldValue value={view.mergedAt(path)} format={format} />
            </div>
          )}
        </div>
      )}
    </section>
  );

  function nameOf(made: Choice): string {
    if (!('pick' in made)) return messages.edited;
    return {
      theirs: messages.theirChange,
      mine: messages.yourChange,
      both: messages.keepBoth,
      base: messages.baseLabel,
    }[made.pick];
  }
}

interface SideCardProps {
  readonly side: 'theirs' | 'mine';
  readonly pick: ReactNode;
  readonly label: string;
  readonly metaId: string;
  readonly meta: string;
  readonly children: ReactNode;
}

/** One side's value, with the radio that takes it. */
function SideCard({ side, pick, label, metaId, meta, children }: SideCardProps) {
  return (
    <div className="nc-choice" data-side={side}>
      <div className="nc-choice-head">
        <label className="nc-choice-pick">
          {pick}
          {label}
        </label>
        <span className="nc-choice-meta" id={metaId}>
          {meta}
        </span>
      </div>
      <div className="nc-choice-value">{children}</div>
    </div>
  );
}
