import type { Hunk } from '../../../core/index.js';
import { dialogMessages, useMessages, type FieldQuestionProps } from '../../../react/index.js';
import { Choices, type Take } from './Choices.js';
import { Preview } from './Preview.js';
import type { Aside } from './putAside.js';

export interface HunkQuestionProps extends FieldQuestionProps, Aside {
  readonly hunks: readonly Hunk[];
  readonly label: string;
  /** Which hunk of the text. */
  readonly at: number;
  /** Which of the parts that are asked, counted from 1, and how many there are. */
  readonly part: number;
  readonly count: number;
}

const lastLineEnd = /\r?\n$/;

/** A question about one stretch of a text. */
export function HunkQuestion(props: HunkQuestionProps) {
  const { id, view, parts, review, entry, hunks, label, aside, onPutAside, at, part, count } = props;
  const messages = useMessages(dialogMessages);
  const hunk = hunks[at];
  if (!hunk) return null;
  const pick = review.pickAt(entry.path, at);
  const taken: Take | undefined = !pick
    ? hunk.kind === 'auto'
      ? 'merged'
      : undefined
    : 'text' in pick
      ? 'edit'
      : pick.pick === 'base'
        ? undefined
        : pick.pick;
  const name = count > 1 ? messages.partName(label, part, count) : label;
  const shown = (text: string) => text.replace(lastLineEnd, '') || undefined;
  // A person edits what is in the lines; the line's end stays.
  const [lineEnd = ''] = lastLineEnd.exec(hunk.theirs || hunk.mine) ?? [];
  const [base, mine, theirs] = [shown(hunk.base), shown(hunk.mine), shown(hunk.theirs)];

  function take(next: Take): void {
    if (pick && 'text' in pick) onPutAside({ texts: { ...aside.texts, [at]: pick.text } });
    const text = aside.texts?.[at] ?? hunk?.merged ?? hunk?.mine ?? '';
    const picks = {
      theirs: { pick: 'theirs' },
      mine: { pick: 'mine' },
      both: { pick: 'both' },
      merged: undefined,
      edit: { text },
    } as const;
    review.pick(entry.path, at, picks[next]);
    props.onUnfold();
  }

  return (
    <div className="nc-hunk" data-question={taken ? 'chosen' : 'open'}>
      {count > 1 && <p className="nc-hunk-label">{messages.partLabel(part, count)}</p>}
      <Choices
        id={`${id}-${at}`}
        label={name}
        view={view}
        taken={taken}
        theirs={<parts.Value value={theirs} base={base ?? ''} side="theirs" isProse />}
        mine={<parts.Value value={mine} base={base ?? ''} side="mine" isProse />}
        more={hunk.kind === 'auto' ? ['merged', 'both', 'edit'] : ['both', 'edit']}
        onTake={take}
      />
      {pick && 'text' in pick && (
        <Preview note={messages.yourOwn}>
          <parts.Editor
            label={messages.yourOwnFor(name)}
            value={pick.text.replace(lastLineEnd, '')}
            onChange={(text) => review.pick(entry.path, at, { text: `${String(text)}${lineEnd}` })}
          />
        </Preview>
      )}
    </div>
  );
}
