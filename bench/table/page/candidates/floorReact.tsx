import { memo, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { columns, type BenchRow, type Candidate, type Field } from '../candidate.js';

// The limit: React, a window by hand, one subscription a row, and nothing else.
const height = 32;
let rows: BenchRow[] = [];
let root: Root | undefined;
let box: HTMLElement | null = null;
const listeners = new Map<number, Set<() => void>>();

function setRow(row: number, value: BenchRow): void {
  rows[row] = value;
  for (const listener of listeners.get(row) ?? []) listener();
}

function subscribeTo(row: number) {
  return (listener: () => void) => {
    const known = listeners.get(row) ?? new Set();
    listeners.set(row, known.add(listener));
    return () => void known.delete(listener);
  };
}

interface RowProps {
  readonly row: number;
  readonly open: Field | undefined;
  readonly onOpen: (cell: { readonly row: number; readonly field: Field } | undefined) => void;
}

const Row = memo(function Row({ row, open, onOpen }: RowProps) {
  const [subscribe] = useState(() => subscribeTo(row));
  const value = useSyncExternalStore(subscribe, () => rows[row]);
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className="floor-row"
      style={{ transform: `translateY(${row * height}px)` }}
    >
      {columns.map(({ field, width }) => (
        <div
          key={field}
          role="gridcell"
          tabIndex={-1}
          style={{ width }}
          onDoubleClick={() => onOpen({ row, field })}
        >
          {open === field ? (
            <Editor
              value={String(value?.[field])}
              onDone={(text) => {
                if (value) setRow(row, { ...value, [field]: text });
                onOpen(undefined);
              }}
            />
          ) : (
            String(value?.[field])
          )}
        </div>
      ))}
    </div>
  );
});

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

function Table() {
  const [first, setFirst] = useState(0);
  const [open, setOpen] = useState<{ readonly row: number; readonly field: Field }>();
  const start = Math.max(0, first - 5);
  const shown = Array.from({ length: Math.min(rows.length - start, 29) }, (_, index) => start + index);
  return (
    <div
      className="floor"
      ref={(element) => {
        box = element;
      }}
      onScroll={({ currentTarget }) =>
        flushSync(() => setFirst(Math.floor(currentTarget.scrollTop / height)))
      }
    >
      <div role="grid" aria-rowcount={rows.length + 1}>
        <div role="row" className="floor-head">
          {columns.map(({ field, width }) => (
            <div key={field} role="columnheader" style={{ width }}>
              {field}
            </div>
          ))}
        </div>
        <div className="floor-body" style={{ height: rows.length * height }}>
          {shown.map((row) => (
            <Row key={row} row={row} open={open?.row === row ? open.field : undefined} onOpen={setOpen} />
          ))}
        </div>
      </div>
    </div>
  );
}

export const candidate: Candidate = {
  mount(element, given) {
    rows = [...given];
    root = createRoot(element);
    root.render(<Table />);
  },
  unmount: () => root?.unmount(),
  scroller: () => box ?? document.body,
  cell: (row, field) =>
    document.querySelector(
      `[aria-rowindex="${row + 2}"] > :nth-child(${columns.findIndex((column) => column.field === field) + 1})`,
    ),
  shown: (row, field) => candidate.cell(row, field)?.textContent ?? null,
  update(changes) {
    for (const { row, field, value } of changes) {
      const old = rows[row];
      if (old) setRow(row, { ...old, [field]: value });
    }
  },
};
