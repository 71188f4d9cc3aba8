import { useSyncExternalStore, type ReactNode } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { Json } from '../../core/index.js';
import { useTableTexts, type EditableTableState } from '../../react/table/index.js';

/** Something to do to chosen rows. */
export interface RowAction {
  /** What the server calls it; `remove` deletes. */
  readonly name: string;
  readonly label: string;
  readonly input?: Json;
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
export function SelectionBar<T extends RecordValue>({
  state,
  actions,
  isAll,
  onAll,
  children,
}: SelectionBarProps<T>) {
  const { view, table } = state;
  const texts = useTableTexts();
  const read = () => view.selected;
  const selected = useSyncExternalStore(view.subscribe, read, read);
  if (selected.size === 0 || actions.length === 0) return children;
  const clear = () => {
    onAll(false);
    view.clearSelection();
    // The button goes with the selection: the focus goes back to the table.
    view.moveTo(view.active);
  };
  const run = async ({ name, input }: RowAction) => {
    const ids = [...selected];
    clear();
    if (isAll) await table.actOnAll(name, state.selection, input);
    else await table.act(name, ids, input);
  };
  return (
    <div className="nc-toolbar" role="toolbar" aria-label={texts.selectionBar} data-state="selection">
      <span className="nc-toolbar-title">
        {isAll ? texts.allThatMatchSelected : texts.selectedRows(selected.size)}
      </span>
      {actions.map((action) => (
        <button key={action.name} type="button" className="nc-button" onClick={() => void run(action)}>
          {action.label}
        </button>
      ))}
      <button type="button" className="nc-button" data-kind="quiet" onClick={clear}>
        {texts.clearSelection}
      </button>
    </div>
  );
}
