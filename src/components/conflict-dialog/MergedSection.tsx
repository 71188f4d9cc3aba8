import { useState } from 'react';
import { formatPath, isSamePath, type FieldChange, type Path } from '../../core/index.js';
import {
  dialogMessages,
  useMessages,
  type DialogParts,
  type DialogView,
  type MergedSectionProps,
} from '../../react/index.js';
import { Icon } from '../Icon.js';
import { useGrowing } from './useGrowing.js';

/** What merged by itself because of theirs, folded: told, shown, and undone one by one. */
export function MergedSection({ view, parts, review }: MergedSectionProps) {
  const messages = useMessages(dialogMessages);
  const [isOpen, setOpen] = useState(false);
  const changes = review.result.changes.filter((change) => isFromThem(change) && change.kind !== 'auto');
  if (changes.length === 0) return null;
  return (
    <details className="nc-merged" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron" />
        <span className="nc-merged-title">{messages.mergedAutomatically}</span>
        <span className="nc-muted">
          {messages.mergedFields(changes.map(({ path }) => view.labelOf(path)))}
        </span>
      </summary>
      {isOpen && <MergedList view={view} parts={parts} review={review} changes={changes} />}
    </details>
  );
}

function MergedList({
  view,
  parts,
  review,
  changes,
}: MergedSectionProps & { readonly changes: readonly FieldChange[] }) {
  const shown = useGrowing(changes.length, 10);
  return (
    <ul className="nc-merged-list">
      {changes.slice(0, shown).map((change) => (
        <MergedField
          key={formatPath(change.path)}
          view={view}
          parts={parts}
          change={change}
          isUndone={review.choices.some(
            (choice) => isSamePath(choice.path, change.path) && 'pick' in choice && choice.pick === 'mine',
          )}
          onUndo={() => review.choose({ path: change.path, pick: 'mine' })}
          onRedo={() => review.unchoose(change.path)}
        />
      ))}
    </ul>
  );
}

/** Tells whether others had a part in a change; one's own edits need no telling. */
export function isFromThem({ kind }: FieldChange): boolean {
  return kind !== 'mine';
}

interface MergedFieldProps {
  readonly view: DialogView;
  readonly parts: DialogParts;
  readonly change: FieldChange;
  readonly isUndone: boolean;
  readonly onUndo: (path: Path) => void;
  readonly onRedo: (path: Path) => void;
}

function MergedField({ view, parts, change, isUndone, onUndo, onRedo }: MergedFieldProps) {
  const messages = useMessages(dialogMessages);
  const { path, kind, of } = change;
  const label = view.labelOf(path);
  const why = isUndone
    ? messages.undone
    : kind === 'theirs'
      ? of === 'order'
        ? messages.theirOrder(view.who)
        : messages.onlyTheyChanged(view.who)
      : kind === 'both'
        ? messages.bothMadeIt(view.who)
        : messages.bothFit(view.who);
  // A list in its new order holds the rows of both.
  const side = of === 'order' ? undefined : isUndone ? 'mine' : kind === 'theirs' ? 'theirs' : undefined;
  return (
    <li>
      <span className="nc-label" dir="auto">
        {label}
      </span>
      <div>
        <parts.Value
          value={view.valueOf(change, 'merged')}
          base={view.valueOf(change, 'base')}
          side={side}
          isDiff
          format={view.formatOf(path)}
          render={view.rendererOf(path)}
        />
        <p className="nc-merged-why">{why}</p>
      </div>
      {kind === 'both' ? (
        <span />
      ) : (
        <button
          type="button"
          className="nc-button"
          data-kind="quiet"
          data-size="small"
          aria-label={isUndone ? messages.redoMergeOf(label) : messages.undoMergeOf(label)}
          onClick={() => (isUndone ? onRedo(path) : onUndo(path))}
        >
          <Icon name="undo" />
          {isUndone ? messages.redo : messages.undo}
        </button>
      )}
    </li>
  );
}
