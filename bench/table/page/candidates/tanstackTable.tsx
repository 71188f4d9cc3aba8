import { rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { columns, type BenchRow, type Candidate, type Field } from '../candidate.js';

let root: Root | undefined;
let setRows: (next: (rows: readonly BenchRow[]) => readonly BenchRow[]) => void = () => {};
const features = tableFeatures({ rowSortingFeature });
const definitions = columns.map(({ field, width }) => ({ accessorKey: field, header: field, size: width }));

function Editor({ value, onDone }: { readonly value: string; readonly onDone: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  useLayoutEffect(() => input.current?.select(), []);
  return (
    <input
      ref={input}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text)}
      onKeyDown={({ key }) => key === 'Enter' && onDone(text)}
    />
  );
}

function Grid({ given }: { readonly given: readonly BenchRow[] }) {
  const [data, set] = useState(given);
  const [open, setOpen] = useState<{ readonly row: number; readonly field: Field }>();
  useLayoutEffect(() => {
    setRows = set;
  }, []);
  const box = useRef<HTMLDivElement>(null);
  const table = useTable({ features, data, columns: definitions, getRowId: (row: BenchRow) => row.id });
  const { rows } = table.getRowModel();
  // The rule warns that the React Compiler would leave this component out. This page is built without that compiler, and
  // the hook is the one that TanStack gives for virtual rows.
  // oxlint-disable-next-line react/incompatible-library -- built without the React Compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 32,
    overscan: 5,
  });
  return (
    <div className="floor" ref={box}>
      <div role="grid">
        <div role="row" className="floor-head">
          {columns.map(({ field, width }) => (
            <div key={field} role="columnheader" style={{ width }}>
              {field}
            </div>
          ))}
        </div>
        <div className="floor-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={rows[index]?.id}
              role="row"
              aria-rowindex={index + 2}
              className="floor-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              {rows[index]?.getAllCells().map((cell, at) => {
                const field = columns[at]?.field ?? 'id';
                const done = (text: string) => {
                  set((old) => old.map((row, row_) => (row_ === index ? { ...row, [field]: text } : row)));
                  setOpen(undefined);
                };
                return (
                  <div
                    key={cell.id}
                    role="gridcell"
                    style={{ width: columns[at]?.width }}
                    tabIndex={-1}
                    onDoubleClick={() => setOpen({ row: index, field })}
                  >
                    {open?.row === index && open.field === field ? (
                      <Editor value={String(cell.getValue())} onDone={done} />
                    ) : (
                      String(cell.getValue())
                    )}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

export const candidate: Candidate = {
  mount(element, rows) {
    root = createRoot(element);
    root.render(<Grid given={rows} />);
  },
  unmount: () => root?.unmount(),
  scroller: () => document.querySelector<HTMLElement>('.floor') ?? document.body,
  cell: (row, field) =>
    document.querySelector(
      `[aria-rowindex="${row + 2}"] > :nth-child(${columns.findIndex((column) => column.field === field) + 1})`,
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
