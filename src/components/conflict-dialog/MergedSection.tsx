import { formatPath, isSamePath, type FieldChange, type Path } from '../../core/index.js';
import { useNoClobber, type ConflictReview } from '../../react/index.js';
import { FieldValue } from '../FieldValue.js';
import { Icon } from '../Icon.js';
import type { DialogView } from './dialogView.js';

export interface MergedSectionProps<T> {
  readonly view: DialogView;
  readonly review: ConflictReview<T>;
}

/** What merged by itself because of theirs, folded: told, shown, and undone one by one. */
export function MergedSection<T>({ view, review }: MergedSectionProps<T>) {
  const { messages } = useNoClobber();
  const changes = review.result.changes.filter((change) => isFromThem(change) && change.kind !== 'auto');
  if (changes.length === 0) return null;
  return (
    <details className="nc-merged">
      <summary>
        <Icon name="chevron" />
        <span className="nc-merged-title">{messages.mergedAutomatically}</span>
        <span className="nc-muted">
          {messages.mergedFields(changes.map(({ path }) => view.labelOf(path)))}
        </span>
      </summary>
      <ul className="nc-merged-list">
        {changes.map((change) => (
          <MergedField
            key={formatPath(change.path)}
            view={view}
            change={change}
            isUndone={review.choices.some(
              (choice) => isSamePath(choice.path, change.path) && 'pick' in choice && choice.pick === 'mine',
            )}
            onUndo={() => review.choose({ path: change.path, pick: 'mine' })}
            onRedo={() => review.unchoose(change.path)}
          />
        ))}
      </ul>
    </details>
  );
}

/** Tells whether others had a part in a change; one's own edits need no telling. */
export function isFromThem({ kind }: FieldChange): boolean {
  return kind !== 'mine';
}

interface MergedFieldProps {
  readonly view: DialogView;
  readonly change: FieldChange;
  readonly isUndone: boolean;
  readonly onUndo: (path: Path) => void;
  readonly onRedo: (path: Path) => void;
}

function MergedField({ view, change, isUndone, onUndo, onRedo }: MergedFieldProps) {
  const { messages } = useNoClobber();
  const { path, kind } = change;
  const label = view.labelOf(path);
  const why = isUndone
    ? messages.undone
    : kind === 'theirs'
      ? messages.onlyTheyChanged(view.who)
      : kind === 'both'
        ? messages.bothMadeIt(view.who)
        : messages.bothFit(view.who);
  return (
    <li>
      <span className="nc-label">{label}</span>
      <div data-side={isUndone ? 'mine' : 'theirs'}>
        <FieldValue
          value={view.valueOf(change, 'merged')}
          base={view.valueOf(change, 'base')}
          format={view.formatOf(path)}
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
