import type { Choice } from '../../core/index.js';
import { useNoClobber, type Messages } from '../../react/index.js';
import { plainText, type Format } from '../plainText.js';
import { Icon } from '../Icon.js';

export interface FieldHeadProps {
  readonly label: string;
  readonly labelId: string;
  readonly choice: Choice | undefined;
  /** It was merged word by word, to be read. */
  readonly isMerged: boolean;
  /** What came of it: there where the field is folded to this one line. */
  readonly outcome: { readonly value: unknown; readonly format: Format | undefined } | undefined;
  readonly isBaseShown: boolean;
  readonly onToggleBase: () => void;
  readonly onUnfold: () => void;
}

/** A field's name, whether it needs the person, and the one thing to do with the whole field. */
export function FieldHead(props: FieldHeadProps) {
  const { label, labelId, choice, isMerged, outcome, isBaseShown, onToggleBase, onUnfold } = props;
  const { messages } = useNoClobber();
  const baseName = isBaseShown ? messages.hideBaseOf(label) : messages.showBaseOf(label);
  return (
    <div className="nc-field-head">
      <h3 className="nc-field-label" id={labelId}>
        {label}
      </h3>
      <span className="nc-badge" data-tone={choice ? 'done' : 'need'}>
        {choice && <Icon name="check" />}
        <span>{choice ? nameOf(choice, messages) : isMerged ? messages.pleaseCheck : messages.needsYou}</span>
      </span>
      {outcome && (
        <span className="nc-field-outcome">{plainText(outcome.value, messages, outcome.format)}</span>
      )}
      <div className="nc-field-tools">
        <button
          type="button"
          className="nc-button"
          data-kind="quiet"
          data-size="small"
          aria-expanded={outcome ? undefined : isBaseShown}
          aria-label={outcome ? messages.changeChoiceFor(label) : baseName}
          onClick={outcome ? onUnfold : onToggleBase}
        >
          {outcome ? messages.change : isBaseShown ? messages.hideBase : messages.showBase}
        </button>
      </div>
    </div>
  );
}

function nameOf(choice: Choice, messages: Messages): string {
  if (!('pick' in choice)) return messages.edited;
  const names = {
    theirs: messages.theirChange,
    mine: messages.yourChange,
    both: messages.keepBoth,
    base: messages.baseLabel,
  };
  return names[choice.pick];
}
