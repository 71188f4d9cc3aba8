import { useLayoutEffect, useState } from 'react';
import { DataGrid, renderTextEditor, type Column } from 'react-data-grid';
import 'react-data-grid/lib/styles.css';
import { createRoot, type Root } from 'react-dom/client';
import { columns, type BenchRow, type Candidate } from '../candidate.js';

let root: Root | undefined;
let setRows: (next: (rows: readonly BenchRow[]) => readonly BenchRow[]) => void = () => {};

const gridColumns: readonly Column<BenchRow>[] = columns.map(({ field, width }) => ({
  key: field,
  name: field,
  width,
  sortable: true,
  resizable: true,
  ...(field === 'id' ? {} : { renderEditCell: renderTextEditor }),
}));

function Grid({ given }: { readonly given: readonly BenchRow[] }) {
  const [rows, set] = useState(given);
  useLayoutEffect(() => {
    setRows = set;
  }, []);
  return (
    <DataGrid
      className="rdg-light peer"
      columns={gridColumns}
      rows={rows}
      rowKeyGetter={(row) => row.id}
      onRowsChange={set}
      rowHeight={32}
      headerRowHeight={32}
    />
  );
}

export const candidate: Candidate = {
  mount(element, rows) {
    root = createRoot(element);
    root.render(<Grid given={rows} />);
  },
  unmount: () => root?.unmount(),
  scroller: () => document.querySelector<HTMLElement>('[role=grid]') ?? document.body,
  cell: (row, field) =>
    document.querySelector(
      `[aria-rowindex="${row + 2}"] > [aria-colindex="${columns.findIndex((column) => column.field === field) + 1}"]`,
    ),
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
