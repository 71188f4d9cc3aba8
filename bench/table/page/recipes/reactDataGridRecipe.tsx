import type { RecordValue, Resource } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { useVersionedRows, type TableRow } from 'noclobber/table';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { DataGrid, type Column } from 'react-data-grid';

interface ReactDataGridTableProps<T extends RecordValue> {
  readonly resource: Resource<T>;
  /** Their keys are fields; `renderEditCell` reads and writes `row.value`. */
  readonly columns: readonly Column<TableRow<T>>[];
}

/** react-data-grid over versioned rows. `closeOnExternalRowChange: false` keeps its editor, and the draft in it, open when others save. */
export function ReactDataGridTable<T extends RecordValue>({ resource, columns }: ReactDataGridTableProps<T>) {
  const { rows, edit, openCell, closeCell, save, reviewAll, summary, conflictDialog } = useVersionedRows(
    resource,
    { policy: 'merge' },
  );
  const shown = useMemo(
    () =>
      columns.map(({ renderEditCell: Editor, ...column }): Column<TableRow<T>> => ({
        ...column,
        editorOptions: { ...column.editorOptions, closeOnExternalRowChange: false },
        ...(Editor && {
          renderEditCell: (props) => (
            <Opened onOpen={() => openCell(props.row.id, column.key)} onClose={() => closeCell(props.row.id)}>
              {Editor(props)}
            </Opened>
          ),
        }),
      })),
    [columns, openCell, closeCell],
  );
  return (
    <>
      <button onClick={() => void save()}>Save {summary.unsaved}</button>
      {summary.open > 0 && <button onClick={reviewAll}>Review {summary.open}</button>}
      <DataGrid
        columns={shown}
        rows={rows}
        rowKeyGetter={({ id }) => id}
        rowClass={({ state }) => `row-${state}`}
        // It writes whole rows; only the column that was edited is taken from them.
        onRowsChange={(next, { indexes, column }) => {
          for (const index of indexes) {
            const row = next[index];
            if (row) edit(row.id, fieldOf(row.value, column.key));
          }
        }}
      />
      <ConflictDialog {...conflictDialog} />
    </>
  );
}

interface OpenedProps {
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Tells that an editor is there, and that it is gone. */
function Opened({ onOpen, onClose, children }: OpenedProps) {
  const [tell] = useState({ onOpen, onClose });
  useEffect(() => {
    tell.onOpen();
    return tell.onClose;
  }, [tell]);
  return children;
}

function fieldOf<T extends object>(value: T, field: string): Partial<T> {
  // One field of a record is a part of it.
  return { [field]: Reflect.get(value, field) } as Partial<T>;
}
