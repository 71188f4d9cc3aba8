import { memo, type ReactNode } from 'react';
import type { RecordValue } from '../../client/index.js';
import { useTableSummary, useTableTexts, type EditableTableState } from '../../react/table/index.js';
import { Icon } from '../Icon.js';
import { countText } from './countText.js';
import { useFocusBack } from './useFocusBack.js';

interface ToolbarProps<T extends RecordValue> {
  readonly state: EditableTableState<T>;
  readonly children?: ReactNode;
}

/** Above the table: how much there is, what to find, and what to do with the edits. */
export function Toolbar<T extends RecordValue>({ state, children }: ToolbarProps<T>) {
  const { table, rowCount, filterColumn, filterText, setFilterText, actions } = state;
  const { store, isSaving, progress, pages } = table;
  const texts = useTableTexts();
  const { unsaved, open, states, canUndo, canRedo } = useTableSummary(table);
  const waiting = isSaving ? 0 : (states.saving ?? 0);
  const isDirty = unsaved + open + (states.invalid ?? 0) + (states.new ?? 0) > 0;
  const changes = unsaved + waiting;
  return (
    <div className="nc-toolbar" role="toolbar" aria-label={texts.changesBar} {...useFocusBack(state.view)}>
      <span className="nc-toolbar-title" aria-live="polite">
        {texts.showingRows(countText(rowCount, texts.locale), pages.hasMore)}
      </span>
      {filterColumn && (
        <Filter label={texts.filterBy(filterColumn.header)} text={filterText} onText={setFilterText} />
      )}
      {children}
      <button
        type="button"
        className="nc-button"
        data-kind="quiet"
        data-size="small"
        aria-disabled={!canUndo}
        onClick={store.undo}
      >
        <Icon name="undo" />
        {texts.undoEdit}
      </button>
      {canRedo && (
        <button type="button" className="nc-button" data-kind="quiet" data-size="small" onClick={store.redo}>
          {texts.redoEdit}
        </button>
      )}
      {isSaving ? (
        <button type="button" className="nc-button" onClick={table.cancel}>
          {texts.stopSaving}
        </button>
      ) : (
        <button
          type="button"
          className="nc-button"
          aria-disabled={!isDirty}
          onClick={() => isDirty && store.discard()}
        >
          {texts.discardChanges}
        </button>
      )}
      <button
        type="button"
        className="nc-button"
        data-kind="primary"
        aria-disabled={isSaving || changes === 0}
        onClick={() => {
          // What is still in an open cell counts too.
          actions.commit();
          if (!isSaving) void table.save();
        }}
      >
        {isSaving
          ? progress && progress.all > 0
            ? texts.savingRows(progress.done, progress.all)
            : texts.saving
          : texts.saveChanges(changes)}
      </button>
    </div>
  );
}

interface FilterProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Apart, as React writes an input anew whenever it draws it. */
const Filter = memo(function Filter({ label, text, onText }: FilterProps) {
  return (
    <input
      type="search"
      className="nc-input nc-table-filter"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => onText(event.target.value)}
    />
  );
});
