import type { Choice } from '../../../core/index.js';
import { dialogMessages, useMessages } from '../../../react/index.js';
import { Icon } from '../../Icon.js';

export interface FieldHeadProps {
  readonly label: string;
  readonly labelId: string;
  /** What settled it; absent while it is open. */
  readonly choice: Choice | undefined;
  /** It was merged word by word, to be read. */
  readonly isMerged: boolean;
  /** What was chosen before the same field was changed once more. */
  readonly before: Choice | undefined;
  /** What came of it: there where the field is folded to this one line. */
  readonly outcome: string | undefined;
  readonly isBaseShown: boolean;
  readonly onToggleBase: () => void;
  readonly onUnfold: () => void;
}

/** A field's name, whether it needs the person, and the one thing to do with the whole field. */
export function FieldHead(props: FieldHeadProps) {
  const { label, labelId, choice, isMerged, before, outcome, isBaseShown, onToggleBase, onUnfold } = props;
  const messages = useMessages(dialogMessages);
  const isFolded = outcome !== undefined;
  const baseName = isBaseShown ? messages.hideBaseOf(label) : messages.showBaseOf(label);
  const needs = isMerged ? messages.pleaseCheck : before ? messages.askedAgain : messages.needsYou;
  return (
    <div className="nc-field-head">
      <h3 className="nc-field-label" id={labelId} dir="auto">
        {label}
      </h3>
      <span className="nc-badge" data-tone={choice ? 'done' : 'need'}>
        {choice && <Icon name="check" />}
        <span>{choice ? nameOf(choice, messages) : needs}</span>
      </span>
      {isFolded && (
        <span className="nc-field-outcome" dir="auto">
          {outcome}
        </span>
      )}
      <div className="nc-field-tools">
        {before && !choice && (
          <span className="nc-muted">{messages.beforeYouChose(nameOf(before, messages))}</span>
        )}
        <button
          type="button"
          className="nc-button"
          data-kind="quiet"
          data-size="small"
          aria-expanded={isFolded ? undefined : isBaseShown}
          aria-label={isFolded ? messages.changeChoiceFor(label) : baseName}
          onClick={isFolded ? onUnfold : onToggleBase}
        >
          {isFolded ? messages.change : isBaseShown ? messages.hideBase : messages.showBase}
        </button>
      </div>
    </div>
  );
}

function nameOf(choice: Choice, messages: typeof dialogMessages): string {
  if ('hunks' in choice) return messages.partsChosen(choice.hunks.filter(Boolean).length);
  if ('value' in choice) return messages.edited;
  const names = {
    theirs: messages.theirChange,
    mine: messages.yourChange,
    both: messages.keepBoth,
    base: messages.baseLabel,
  };
  return names[choice.pick];
}
