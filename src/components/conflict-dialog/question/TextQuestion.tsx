import { joinBoth, settle, type Hunk } from '../../../core/index.js';
import { dialogMessages, useMessages, type FieldQuestionProps } from '../../../react/index.js';
import { Icon } from '../../Icon.js';
import { useGrowing } from '../useGrowing.js';
import { Between } from './Between.js';
import { HunkQuestion } from './HunkQuestion.js';
import { isAsked, outcomesOf } from './outcomesOf.js';
import { Preview } from './Preview.js';
import type { Aside } from './putAside.js';
import { TextPreview } from './TextPreview.js';

export interface TextQuestionProps extends FieldQuestionProps, Aside {
  readonly hunks: readonly Hunk[];
  readonly label: string;
}

/** A question about a text: each stretch that both changed is a choice of its own, the rest is folded; and what comes of it. */
export function TextQuestion(props: TextQuestionProps) {
  const { view, parts, review, entry, hunks, label, aside, onPutAside, choice, onChoose, onUnchoose } = props;
  const messages = useMessages(dialogMessages);
  const { path } = entry;
  const stretches = stretchesOf(hunks);
  const shown = useGrowing(stretches.length, 6);
  const tool = (icon: 'undo' | 'pencil', name: string, spoken: string, act: () => void) => (
    <button
      type="button"
      className="nc-button"
      data-kind="quiet"
      data-size="small"
      aria-label={spoken}
      onClick={act}
    >
      <Icon name={icon} />
      {name}
    </button>
  );

  if (choice && 'value' in choice) {
    return (
      <div className="nc-hunk" data-question="chosen">
        <Preview
          note={messages.yourOwn}
          tool={tool('undo', messages.chooseByParts, messages.chooseByPartsOf(label), () => {
            onPutAside({ value: choice.value });
            if (aside.parts) onChoose(aside.parts);
            else onUnchoose();
          })}
        >
          <parts.Editor
            label={messages.yourOwnFor(label)}
            value={choice.value}
            onChange={(value) => onChoose({ path, value })}
          />
        </Preview>
      </div>
    );
  }
  const now = review.hunksAt(path) ?? hunks;
  const asked = hunks.flatMap(({ kind }, at) => (isAsked({ kind }) ? at : []));
  const outcomes = outcomesOf(review, entry);
  const isSettled = outcomes.length === asked.length;

  /** Begins with what the parts come to; what was written before is laid over it. */
  function writeByHand(): void {
    const saved = joinBoth(now);
    const { value: mine = saved, from: sent = saved } = aside;
    onChoose({ path, value: settle<unknown>({ sent, mine, saved }) });
    onPutAside({ parts: choice, from: saved });
  }

  return (
    <>
      {stretches
        .slice(0, shown)
        .map(({ start, end, asks }) =>
          asks === undefined ? (
            <Between
              key={start}
              hunks={now.slice(start, end)}
              at={start}
              path={path}
              label={label}
              review={review}
              isAfterPart={start > 0 && !endsLine(hunks[start - 1])}
              isBeforePart={end < hunks.length && !endsLine(hunks[end - 1])}
            />
          ) : (
            <HunkQuestion
              key={start}
              {...props}
              at={asks}
              part={asked.indexOf(asks) + 1}
              count={asked.length}
            />
          ),
        )}
      <Preview
        note={
          isSettled && now.some(({ kind }) => kind === 'auto')
            ? messages.mergedByWords(view.who)
            : isSettled && asked.length > 1
              ? messages.partOutcomes(outcomes)
              : messages.updatesAsYouChoose
        }
        tool={tool('pencil', messages.editByHand, messages.editByHandOf(label), writeByHand)}
      >
        <TextPreview hunks={now} asked={asked} />
      </Preview>
    </>
  );
}

function endsLine(hunk: Hunk | undefined): boolean {
  return hunk !== undefined && (hunk.base || hunk.theirs).endsWith('\n');
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The hunk that is asked; absent for a run of hunks of which none is. */
  readonly asks?: number;
}

function stretchesOf(hunks: readonly Hunk[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const [at, hunk] of hunks.entries()) {
    const last = stretches.at(-1);
    if (isAsked(hunk)) stretches.push({ start: at, end: at + 1, asks: at });
    else if (last && last.asks === undefined) stretches[stretches.length - 1] = { ...last, end: at + 1 };
    else stretches.push({ start: at, end: at + 1 });
  }
  return stretches;
}
