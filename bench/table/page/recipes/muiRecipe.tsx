import { DataGrid, type GridColDef } from '@mui/x-data-grid';
import type { RecordValue, Resource } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { useVersionedRows, type TableRow } from 'noclobber/table';

interface MuiTableProps<T extends RecordValue> {
  readonly resource: Resource<T>;
  readonly columns: readonly GridColDef<T>[];
}

/** MUI X Data Grid over versioned rows: it shows and edits cells; what is saved, merged and asked is the kit's. */
export function MuiTable<T extends RecordValue>({ resource, columns }: MuiTableProps<T>) {
  const { rows, edit, openCell, closeCell, save, reviewAll, summary, conflictDialog } = useVersionedRows(
    resource,
    { policy: 'merge' },
  );
  const states = new Map<unknown, TableRow<T>>(rows.map((row) => [row.id, row]));
  return (
    <>
      <button onClick={() => void save()}>Save {summary.unsaved}</button>
      {summary.open > 0 && <button onClick={reviewAll}>Review {summary.open}</button>}
      <DataGrid
        rows={rows.map(({ value }) => value)}
        columns={columns}
        onCellEditStart={({ id, field }) => openCell(String(id), field)}
        // The value comes right after this event.
        onCellEditStop={({ id }) => queueMicrotask(() => closeCell(String(id)))}
        // Only the field that was edited: a whole row would put old values back over what others changed meanwhile.
        processRowUpdate={(next, before) => {
          edit(next.id, changed(before, next));
          return next;
        }}
        getCellClassName={({ id, field }) => {
          const row = states.get(id);
          return row && field in row.edits ? (row.isTheirs(field) ? 'changed-by-both' : 'edited') : '';
        }}
      />
      <ConflictDialog {...conflictDialog} />
    </>
  );
}

function changed<T extends object>(before: T, after: T): Partial<T> {
  const entries = Object.entries(after).filter(
    ([field, value]) => !Object.is(Reflect.get(before, field), value),
  );
  // Entries of a record are a part of it.
  return Object.fromEntries(entries) as Partial<T>;
}
