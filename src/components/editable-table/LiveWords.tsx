import { useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { useNoClobber } from '../../react/index.js';
import { isTheirs, useTableTexts, type EditableTableState } from '../../react/table/index.js';
import { whoIn } from '../who.js';

/** Tells who types into a cell that somebody else has changed it: a polite word, and nothing that is in the way. */
export function LiveWords<T extends RecordValue>({ state }: { readonly state: EditableTableState<T> }) {
  const { table, view, columns } = state;
  const { userId } = useNoClobber();
  const texts = useTableTexts();
  const read = () => {
    const row = view.open && table.store.getEdited(view.open.id);
    const column = columns[view.open?.column ?? -1];
    if (!row || column?.kind !== 'field' || !isTheirs(row, column.column.field)) return '';
    return texts.changedUnderYou(whoIn(row.latest.change, { messages: texts, userId }), column.column.header);
  };
  const said = useSyncExternalStore(table.store.subscribe, read, () => '');
  return (
    <p className="nc-table-live" role="status">
      {said}
    </p>
  );
}
