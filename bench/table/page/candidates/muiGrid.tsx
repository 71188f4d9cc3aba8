import { DataGrid, useGridApiRef, type GridColDef } from '@mui/x-data-grid';
import { useLayoutEffect, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { columns, type BenchRow, type Candidate } from '../candidate.js';

// The free edition shows at most 100 rows a page: it scrolls over those.
let root: Root | undefined;
let setRows: (next: (rows: readonly BenchRow[]) => readonly BenchRow[]) => void = () => {};

const gridColumns: readonly GridColDef<BenchRow>[] = columns.map(({ field, width, isNumber }) => ({
  field,
  width,
  editable: field !== 'id',
  type: isNumber ? 'number' : 'string',
  valueFormatter: (value: unknown) => String(value),
}));

function Grid({ given }: { readonly given: readonly BenchRow[] }) {
  const [rows, set] = useState(given);
  useLayoutEffect(() => {
    setRows = set;
  }, []);
  const api = useGridApiRef();
  return (
    <div className="peer">
      <DataGrid
        apiRef={api}
        rows={rows}
        columns={gridColumns}
        rowHeight={32}
        columnHeaderHeight={32}
        processRowUpdate={(row) => row}
        pageSizeOptions={[100]}
        initialState={{ pagination: { paginationModel: { pageSize: 100, page: 0 } } }}
      />
    </div>
  );
}

export const candidate: Candidate = {
  mount(element, rows) {
    root = createRoot(element);
    root.render(<Grid given={rows} />);
  },
  unmount: () => root?.unmount(),
  scroller: () => document.querySelector<HTMLElement>('.MuiDataGrid-virtualScroller') ?? document.body,
  cell: (row, field) => document.querySelector(`[role=row][data-rowindex="${row}"] [data-field="${field}"]`),
  shown: (row, field) => candidate.cell(row, field)?.textContent ?? null,
  update(changes) {
    setRows((old) => {
      const next = [...old];
      for (const { row, field, value } of changes) {
        const before = next[row];
        if (before) next[row] = { ...before, [field]: value };
      }
      return next;
    });
  },
};
