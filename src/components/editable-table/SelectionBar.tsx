import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { Json, VersionToken } from '../../core/index.js';
import { isDirty, seenIn, useTableTexts, type EditableTableState } from '../../react/table/index.js';
import { ConfirmBar } from './ConfirmBar.js';

/** Something to do to chosen rows. */
export interface RowAction {
  /** What the server calls it; `remove` deletes. */
  readonly name: string;
  readonly label: string;
  readonly input?: Json;
  /** Asks before it is done. What others change while it asks is left alone. @default only for `remove` */
  readonly isConfirmed?: boolean;
}

interface SelectionBarProps<T extends RecordValue> {
  readonly state: EditableTableState<T>;
  readonly actions: readonly RowAction[];
  /** All that match are meant, not only the rows that are here. */
  readonly isAll: boolean;
  readonly onAll: (isAll: boolean) => void;
  readonly children: ReactNode;
}

/** Takes the toolbar's place while rows are chosen. */
export function SelectionBar<T extends RecordValue>({ children, ...bar }: SelectionBarProps<T>) {
  const { view } = bar.state;
  const read = () => view.selected;
  const selected = useSyncExternalStore(view.subscribe, read, read);
  const isShown = selected.size > 0 && bar.actions.length > 0;
  return isShown ? <ActionBar {...bar} selected={selected} /> : children;
}

interface ActionBarProps<T extends RecordValue> extends Omit<SelectionBarProps<T>, 'children'> {
  readonly selected: ReadonlySet<string>;
}

function ActionBar<T extends RecordValue>({ state, actions, isAll, onAll, selected }: ActionBarProps<T>) {
  const { view, table } = state;
  const { store } = table;
  const texts = useTableTexts();
  // It says how many edits go, too.
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const [asked, setAsked] = useState<Asked>();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Back to the button that asked.
    if (asked?.isDropped) bar.current?.querySelectorAll('button')[asked.at]?.focus();
  }, [asked]);
  const clear = () => {
    onAll(false);
    view.clearSelection();
    // The button goes with the selection: the focus goes back to the table.
    view.moveTo(view.active);
  };
  const wish = (action: RowAction): Asked => ({
    action,
    at: actions.indexOf(action),
    selected,
    tokens: tokensOf(state, selected),
    all: isAll ? state.selection : null,
  });
  const run = async ({ action: { name, input }, tokens, all }: Asked) => {
    clear();
    if (all) await table.actOnAll(name, all, input);
    else await table.act(name, [...selected], input, tokens);
  };
  // Another selection is another question.
  if (asked && !asked.isDropped && asked.selected === selected && (asked.all !== null) === isAll)
    return (
      <ConfirmBar
        action={asked.action.label}
        count={isAll ? null : selected.size}
        edited={asked.action.name === 'remove' ? countEdited(state, isAll ? null : selected) : 0}
        onConfirm={() => void run(asked)}
        onBack={() => setAsked({ ...asked, isDropped: true })}
      />
    );
  return (
    <div
      className="nc-toolbar"
      role="toolbar"
      aria-label={texts.selectionBar}
      data-state="selection"
      ref={bar}
    >
      <span className="nc-toolbar-title">
        {isAll ? texts.allThatMatchSelected : texts.selectedRows(selected.size)}
      </span>
      {actions.map((action) => (
        <button
          key={action.name}
          type="button"
          className="nc-button"
          onClick={() => {
            const { isConfirmed = action.name === 'remove' } = action;
            if (isConfirmed) setAsked(wish(action));
            else void run(wish(action));
          }}
        >
          {action.label}
        </button>
      ))}
      <button type="button" className="nc-button" data-kind="quiet" onClick={clear}>
        {texts.clearSelection}
      </button>
    </div>
  );
}

/** What a person was asked about: these rows, in these versions. */
interface Asked {
  readonly action: RowAction;
  /** Which of the actions it is. */
  readonly at: number;
  readonly selected: ReadonlySet<string>;
  readonly tokens: ReadonlyMap<string, VersionToken>;
  /** All that match. */
  readonly all: EditableTableState<RecordValue>['selection'] | null;
  readonly isDropped?: boolean;
}

function tokensOf<T extends RecordValue>(
  { table: { store } }: EditableTableState<T>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, VersionToken> {
  const tokens = [...ids].flatMap((id): (readonly [string, VersionToken])[] => {
    const row = store.getRow(id);
    return row ? [[id, seenIn(row).token]] : [];
  });
  return new Map(tokens);
}

/** Of these rows, or of all that the server knows, those with edits. */
function countEdited<T extends RecordValue>(
  { table: { store } }: EditableTableState<T>,
  ids: ReadonlySet<string> | null,
): number {
  const known =
    ids ?? store.idsIn('edited', 'saving', 'conflict', 'invalid', 'locked', 'not-allowed', 'failed');
  return [...known].filter((id) => {
    const row = store.getEdited(id);
    return row && isDirty(row);
  }).length;
}
