import { useEffect, useRef, useState } from 'react';
import { isSamePath } from '../../../core/index.js';
import { dialogMessages, useMessages, type FieldQuestionProps } from '../../../react/index.js';
import { plainText } from '../../value/plainText.js';
import { FieldHead } from './FieldHead.js';
import { isAsked, outcomesOf } from './outcomesOf.js';
import type { Aside, PutAside } from './putAside.js';
import { TextQuestion } from './TextQuestion.js';
import { WholeQuestion } from './WholeQuestion.js';

const longestOutcome = 200;

/** One field that both changed: theirs left, mine right, and what else can be done with it. */
export function FieldQuestion(props: FieldQuestionProps) {
  const { id, view, parts, review, entry, choice, isFolded, onUnfold } = props;
  const messages = useMessages(dialogMessages);
  const body = useRef<HTMLDivElement>(null);
  const [aside, setAside] = useState<PutAside>({});
  const kept: Aside = { aside, onPutAside: (more) => setAside({ ...aside, ...more }) };
  const shape = isFolded ? 'folded' : choice && 'value' in choice ? 'written' : 'asked';
  const before = useRef(shape);
  const [isBaseShown, setBaseShown] = useState(false);
  const { path, kind, hunks } = entry;
  const base = view.valueOf(entry, 'base');
  const label = view.labelOf(path);
  const labelId = `${id}-label`;
  const isOpen = review.open.some((other) => isSamePath(other.path, path));

  useEffect(() => {
    // The button that was pressed is gone, or another one: the focus goes to what it led to.
    const isUnfolded = before.current === 'folded' && shape !== 'folded';
    if (isUnfolded || (before.current !== shape && document.activeElement === document.body)) {
      const find = (selector: string) => body.current?.querySelector<HTMLElement>(selector);
      (find('input:checked, textarea') ?? find('input'))?.focus();
    }
    before.current = shape;
  }, [shape]);

  /** One line: of a text what was taken for its parts, or how it begins. */
  function outcome(): string {
    const outcomes = outcomesOf(review, entry);
    if (choice && 'hunks' in choice && outcomes.length > 1) return messages.partOutcomes(outcomes);
    return plainText(view.valueOf(entry, 'merged'), messages, view.formatOf(path)).slice(0, longestOutcome);
  }

  return (
    <section
      className="nc-field-conflict"
      id={id}
      role="group"
      aria-labelledby={labelId}
      data-state={isOpen ? 'open' : 'chosen'}
    >
      <FieldHead
        label={label}
        labelId={labelId}
        choice={isOpen ? undefined : choice}
        isMerged={kind === 'auto'}
        before={review.outdated.find((other) => isSamePath(other.path, path))}
        outcome={isFolded ? outcome() : undefined}
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
                <parts.Value value={base} format={view.formatOf(path)} render={view.rendererOf(path)} />
              )}
            </div>
          )}
          {hunks?.some(isAsked) ? (
            <TextQuestion {...props} hunks={hunks} label={label} {...kept} />
          ) : (
            <WholeQuestion {...props} isOpen={isOpen} label={label} {...kept} />
          )}
        </div>
      )}
    </section>
  );
}
