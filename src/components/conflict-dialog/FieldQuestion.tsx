import { useEffect, useRef, useState, type ReactNode } from 'react';
import { canKeepBoth, type Choice, type FieldChange, type FieldConflict } from '../../core/index.js';
import { useNoClobber } from '../../react/index.js';
import { FieldValue } from '../FieldValue.js';
import { canEdit, ValueEditor } from '../ValueEditor.js';
import type { DialogView } from './dialogView.js';
import { FieldHead } from './FieldHead.js';

export interface FieldQuestionProps {
  readonly id: string;
  readonly view: DialogView;
  /** A conflict, or a change of kind `auto`: that one is merged already and only wants to be read. */
  readonly entry: FieldConflict | FieldChange;
  readonly choice: Choice | undefined;
  /** A settled field that is not being worked on shows one line. */
  readonly isFolded: boolean;
  readonly onChoose: (choice: Choice) => void;
  readonly onUnchoose: () => void;
  readonly onUnfold: () => void;
}

/** One field that both changed: theirs left, mine right, and what else can be done with it. */
export function FieldQuestion(props: FieldQuestionProps) {
  const { id, view, entry, choice, isFolded, onChoose, onUnchoose, onUnfold } = props;
  const { messages } = useNoClobber();
  const body = useRef<HTMLDivElement>(null);
  const wasFolded = useRef(isFolded);
  const [isBaseShown, setBaseShown] = useState(false);
  /** What was typed is no value of the field's type: nothing is chosen, and yet it is being edited. */
  const [isHalfTyped, setHalfTyped] = useState(false);
  const { path, kind, of, hunks } = entry;
  const [base, mine, theirs] = (['base', 'mine', 'theirs'] as const).map((side) => view.valueOf(entry, side));
  const isMerged = kind === 'auto';
  const label = view.labelOf(path);
  const labelId = `${id}-label`;
  const format = view.formatOf(path);
  const unpicked = isHalfTyped ? 'edit' : isMerged ? 'merged' : undefined;
  const picked = choice ? ('pick' in choice ? choice.pick : 'edit') : unpicked;

  /** What comes of it differs from both cards: a text takes what had merged along. */
  const isPreviewed =
    picked === 'edit' || picked === 'both' || picked === 'merged' || (picked && !isMerged && hunks);

  useEffect(() => {
    // The button that unfolded it is gone: the focus goes to the choice it led to.
    if (wasFolded.current && !isFolded) body.current?.querySelector<HTMLElement>('input:checked')?.focus();
    wasFolded.current = isFolded;
  }, [isFolded]);

  /** The radios belong to no form, so that Enter submits none that the dialog may stand in. */
  const radio = (value: 'theirs' | 'mine' | 'both' | 'edit' | 'merged', describedBy?: string) => (
    <input
      className="nc-radio"
      type="radio"
      form=""
      name={id}
      value={value}
      checked={picked === value}
      aria-describedby={describedBy}
      onChange={() => {
        setHalfTyped(false);
        if (value === 'merged') onUnchoose();
        else if (value === 'edit')
          onChoose({ path, value: isMerged ? view.valueOf(entry, 'merged') : (mine ?? theirs) });
        else onChoose({ path, pick: value });
      }}
    />
  );
  const card = (side: 'theirs' | 'mine', name: string, meta: string, value: ReactNode) => (
    <div className="nc-choice" data-side={side}>
      <div className="nc-choice-head">
        <label className="nc-choice-pick">
          {radio(side, `${id}-${side}`)}
          {name}
        </label>
        <span className="nc-choice-meta" id={`${id}-${side}`}>
          {meta}
        </span>
      </div>
      <div className="nc-choice-value">{value}</div>
    </div>
  );
  const pill = (value: 'both' | 'edit' | 'merged', name: string) => (
    <label className="nc-choice-pill">
      {radio(value)}
      {name}
    </label>
  );

  return (
    <section
      className="nc-field-conflict"
      id={id}
      role="group"
      aria-labelledby={labelId}
      data-state={choice || isMerged ? 'chosen' : 'open'}
    >
      <FieldHead
        label={label}
        labelId={labelId}
        choice={choice}
        isMerged={isMerged}
        outcome={isFolded ? { value: view.valueOf(entry, 'merged'), format } : undefined}
        isBaseShown={isBaseShown}
        onToggleBase={() => setBaseShown(!isBaseShown)}
        onUnfold={onUnfold}
      />
      {!isFolded && (
        <div ref={body} className="nc-field-body">
          {isBaseShown && (
            <div className="nc-base">
              <p className="nc-base-label">{messages.baseLabel}</p>
              {base === undefined ? (
                <p className="nc-value nc-muted">{messages.baseMissing}</p>
              ) : (
                <FieldValue value={base} format={format} />
              )}
            </div>
          )}
          <div className="nc-choices" role="radiogroup" aria-labelledby={labelId}>
            {card(
              'theirs',
              messages.theirChange,
              view.savedBy,
              <FieldValue value={theirs} base={base} format={format} />,
            )}
            {card(
              'mine',
              messages.yourChange,
              messages.notSavedYet,
              <FieldValue value={mine} base={base} format={format} />,
            )}
            <div className="nc-choice-more">
              {isMerged && pill('merged', messages.merged)}
              {canKeepBoth(entry) && pill('both', messages.keepBoth)}
              {of !== 'order' && canEdit(mine ?? theirs) && pill('edit', messages.edit)}
            </div>
          </div>
          {isPreviewed && (
            <div className="nc-preview">
              <div className="nc-preview-head">
                <span className="nc-preview-label">{messages.merged}</span>
                {picked === 'edit' && <span className="nc-muted">{messages.yourOwn}</span>}
                {picked === 'merged' && <span className="nc-muted">{messages.mergedByWords(view.who)}</span>}
              </div>
              {picked !== 'edit' ? (
                <FieldValue
                  value={view.valueOf(entry, 'merged')}
                  base={hunks ? base : undefined}
                  format={format}
                />
              ) : (
                <ValueEditor
                  label={messages.yourOwnFor(label)}
                  value={choice && 'value' in choice ? choice.value : (mine ?? theirs)}
                  onChange={(value) => {
                    setHalfTyped(value === undefined);
                    if (value === undefined) onUnchoose();
                    else onChoose({ path, value });
                  }}
                />
              )}
            </div>
          )}
        </div>
      )}
    </section>
  );
}
