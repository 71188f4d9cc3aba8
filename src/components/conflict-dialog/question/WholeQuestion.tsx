import { useState } from 'react';
import { canKeepBoth } from '../../../core/index.js';
import { dialogMessages, useMessages, type FieldQuestionProps } from '../../../react/index.js';
import { canEdit } from '../../value/ValueEditor.js';
import { Choices, type Take } from './Choices.js';
import { Preview } from './Preview.js';
import type { Aside } from './putAside.js';

/** A question about a value as one piece. */
export function WholeQuestion({
  id,
  view,
  parts,
  entry,
  choice,
  isOpen,
  label,
  onChoose,
  onUnchoose,
  aside,
  onPutAside,
}: FieldQuestionProps & { readonly isOpen: boolean; readonly label: string } & Aside) {
  const messages = useMessages(dialogMessages);
  /** What was typed is no value of the field's type: nothing is chosen, and yet it is being edited. */
  const [isHalfTyped, setHalfTyped] = useState(false);
  const { path, of } = entry;
  const shown = { format: view.formatOf(path), render: view.rendererOf(path) };
  const [base, mine, theirs] = (['base', 'mine', 'theirs'] as const).map((side) => view.valueOf(entry, side));
  const first = mine ?? theirs;
  const isEditable = of !== 'order' && !shown.render && canEdit(first, shown.format);
  const taken = choice ? takenBy(choice) : isHalfTyped ? 'edit' : undefined;

  function take(next: Take): void {
    setHalfTyped(false);
    if (choice && 'value' in choice) onPutAside({ value: choice.value });
    if (next === 'edit') onChoose({ path, value: aside.value ?? first });
    else if (next !== 'merged') onChoose({ path, pick: next });
  }

  return (
    <div className="nc-hunk" data-question={isOpen ? 'open' : 'chosen'}>
      <Choices
        id={id}
        label={label}
        view={view}
        taken={taken}
        theirs={<parts.Value value={theirs} base={base} side="theirs" {...shown} />}
        mine={<parts.Value value={mine} base={base} side="mine" {...shown} />}
        more={[...(canKeepBoth(entry) ? ['both' as const] : []), ...(isEditable ? ['edit' as const] : [])]}
        onTake={take}
      />
      {taken === 'edit' && (
        <Preview note={messages.yourOwn}>
          <parts.Editor
            label={messages.yourOwnFor(label)}
            value={choice && 'value' in choice ? choice.value : first}
            onChange={(value) => {
              setHalfTyped(value === undefined);
              if (value === undefined) onUnchoose();
              else onChoose({ path, value });
            }}
          />
        </Preview>
      )}
      {taken === 'both' && (
        <Preview>
          <parts.Value value={view.valueOf(entry, 'merged')} base={base} {...shown} />
        </Preview>
      )}
    </div>
  );
}

function takenBy(choice: NonNullable<FieldQuestionProps['choice']>): Take | undefined {
  if (!('pick' in choice)) return 'edit';
  return choice.pick === 'base' ? undefined : choice.pick;
}
