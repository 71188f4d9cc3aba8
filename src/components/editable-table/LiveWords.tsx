import { useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { useNoClobber } from '../../react/index.js';
import { isTheirs, shownIn, useTableTexts, type EditableTableState } from '../../react/table/index.js';
import { whoIn } from '../who.js';
import { unnamed } from './rowWords.js';

/** Tells who types into a cell what they can't see there: that somebody else has changed it, and what is wrong with what they left in it. */
export function LiveWords<T extends RecordValue>({ state }: { readonly state: EditableTableState<T> }) {
  const { table, view, actions, columns } = state;
  const { store } = table;
  const { userId } = useNoClobber();
  const texts = useTableTexts();
  const name = columns.find((column) => column.kind === 'field')?.column;
  const readTheirs = () => {
    const row = view.open && store.getEdited(view.open.id);
    const column = columns[view.open?.column ?? -1];
    if (!row || column?.kind !== 'field' || !isTheirs(row, column.column.field)) return '';
    return texts.changedUnderYou(whoIn(row.latest.change, { messages: texts, userId }), column.column.header);
  };
  const readFault = () => {
    const { id = '', column } = actions.getWritten() ?? {};
    const row = store.getEdited(id);
    const fault = column && row?.faults[column.field];
    if (!fault) return '';
    const label = (name && name.format(shownIn(row, name.field), texts)) || unnamed(id, row, texts);
    return `${texts.cellOf(column.header, label)}, ${texts.cellInvalid(fault.message)}`;
  };
  const said = useSyncExternalStore(
    store.subscribe,
    () => readTheirs() || readFault(),
    () => '',
  );
  return (
    <p className="nc-table-live" role="status">
      {said}
    </p>
  );
}
