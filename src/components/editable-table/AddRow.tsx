import type { NewRecord, RecordValue } from '../../client/index.js';
import { useTableTexts, type EditableTableState } from '../../react/table/index.js';
import { Icon } from '../Icon.js';

interface AddRowProps<T extends RecordValue> {
  readonly state: Pick<EditableTableState<T>, 'table' | 'actions' | 'columns'>;
  readonly newRow: () => NewRecord<T>;
}

/** Puts a row at the end and goes to its first cell. */
export function AddRow<T extends RecordValue>({ state, newRow }: AddRowProps<T>) {
  const { table, actions, columns } = state;
  const { addRow } = useTableTexts();
  return (
    <button
      type="button"
      className="nc-button"
      data-kind="quiet"
      data-size="small"
      onClick={() => {
        actions.commit();
        const row = table.store.placeOf(table.store.addNew(newRow()));
        actions.open({ row, column: columns.findIndex(({ kind }) => kind === 'field') });
      }}
    >
      <Icon name="plus" />
      {addRow}
    </button>
  );
}
