import type { ReactNode } from 'react';
import { dialogMessages, useMessages, type DialogView } from '../../../react/index.js';

/** What a person can take for a field or for a part of a text. */
export type Take = 'theirs' | 'mine' | 'both' | 'edit' | 'merged';

export interface ChoicesProps {
  readonly id: string;
  /** Names the radios' group. */
  readonly label: string;
  readonly view: DialogView;
  readonly taken: Take | undefined;
  readonly theirs: ReactNode;
  readonly mine: ReactNode;
  /** What can be taken besides one of the sides. */
  readonly more: readonly Exclude<Take, 'theirs' | 'mine'>[];
  readonly onTake: (take: Take) => void;
}

/** Theirs left, mine right, as two cards that weigh the same, and what else there is to take. */
export function Choices({ id, label, view, taken, theirs, mine, more, onTake }: ChoicesProps) {
  const messages = useMessages(dialogMessages);
  const names: Readonly<Record<Take, string>> = {
    theirs: messages.theirChange,
    mine: messages.yourChange,
    both: messages.keepBoth,
    edit: messages.edit,
    merged: messages.merged,
  };
  /** The radios belong to no form, so that Enter submits none that the dialog may stand in. */
  const radio = (take: Take, describedBy?: string) => (
    <input
      className="nc-radio"
      type="radio"
      form=""
      name={id}
      value={take}
      checked={taken === take}
      aria-describedby={describedBy}
      onChange={() => onTake(take)}
    />
  );
  const card = (side: 'theirs' | 'mine', meta: string, value: ReactNode) => (
    <div className="nc-choice" data-side={side}>
      <div className="nc-choice-head">
        <label className="nc-choice-pick">
          {radio(side, `${id}-${side}`)}
          {names[side]}
        </label>
        <span className="nc-choice-meta" id={`${id}-${side}`}>
          {meta}
        </span>
      </div>
      <div className="nc-choice-value">{value}</div>
    </div>
  );
  return (
    <div className="nc-choices" role="radiogroup" aria-label={label}>
      {card('theirs', view.savedBy, theirs)}
      {card('mine', messages.notSavedYet, mine)}
      {more.length > 0 && (
        <div className="nc-choice-more">
          {more.map((take) => (
            <label key={take} className="nc-choice-pill">
              {radio(take)}
              {names[take]}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
