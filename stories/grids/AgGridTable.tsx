import { AllCommunityModule, ModuleRegistry, themeQuartz, type ColDef } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import type { RecordValue, Resource } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { useVersionedRows, type TableRow } from 'noclobber/table';
import { useMemo } from 'react';
import { stateWords } from './stateWords.js';

ModuleRegistry.registerModules([AllCommunityModule]);

const theme = themeQuartz.withParams({
  backgroundColor: 'var(--nc-surface)',
  foregroundColor: 'var(--nc-text)',
  browserColorScheme: 'inherit',
});

export interface AgGridTableProps<T extends RecordValue> {
  readonly resource: Resource<T>;
  readonly columns: readonly (ColDef<TableRow<T>> & { readonly colId: keyof T & string })[];
}

/** AG Grid Community over versioned rows: it never writes into a row by itself, each edit goes through `edit`. */
export function AgGridTable<T extends RecordValue>({ resource, columns }: AgGridTableProps<T>) {
  const { rows, edit, openCell, closeCell, review, save, summary, conflictDialog } = useVersionedRows(
    resource,
    { policy: 'merge' },
  );
  const rowData = useMemo(() => [...rows], [rows]);
  const columnDefs = useMemo(() => {
    const fields = columns.map((column): ColDef<TableRow<T>> => {
      const field = column.colId;
      return {
        editable: ({ data }) => data?.state !== 'deleted',
        ...column,
        valueGetter: ({ data }) => data?.value[field],
        valueSetter({ data, newValue }) {
          // One field of a record is a part of it.
          edit(data.id, { [field]: newValue } as Partial<T>);
          return true;
        },
        cellClassRules: {
          'cell-edited': ({ data }) => data !== undefined && field in data.edits,
          'cell-invalid': ({ data }) => data !== undefined && field in data.faults,
        },
        tooltipValueGetter: ({ data }) => data?.faults[field]?.message,
      };
    });
    const state: ColDef<TableRow<T>> = {
      headerName: 'State',
      colId: 'state',
      valueGetter: ({ data }) => data && stateWords[data.state],
      cellRenderer: ({ data }: { readonly data: TableRow<T> }) =>
        data.conflict ? <button onClick={() => review(data.id)}>Review</button> : stateWords[data.state],
    };
    return [...fields, state];
  }, [columns, edit, review]);
  return (
    <>
      <button onClick={() => void save()}>Save {summary.unsaved}</button>
      <AgGridReact<TableRow<T>>
        theme={theme}
        rowData={rowData}
        columnDefs={columnDefs}
        getRowId={({ data }) => data.id}
        onCellEditingStarted={({ data, column }) => data && openCell(data.id, column.getColId())}
        onCellEditingStopped={({ data }) => data && closeCell(data.id)}
        stopEditingWhenCellsLoseFocus
        domLayout="autoHeight"
      />
      <ConflictDialog {...conflictDialog} />
    </>
  );
}
