import { tableFeatures, useTable } from '@tanstack/react-table';
import type { RecordValue, Resource } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { useVersionedRows, type TableRow } from 'noclobber/table';
import { useMemo, useState } from 'react';
import { stateWords } from './stateWords.js';

export interface TanStackTableProps<T extends RecordValue> {
  readonly resource: Resource<T>;
  readonly columns: readonly {
    readonly field: keyof T & string;
    readonly header: string;
    /** Makes a value of what was typed. @default the text itself */
    readonly parse?: (text: string) => unknown;
  }[];
}

const features = tableFeatures({});

/** TanStack Table 9 over versioned rows: rows that did not change are the same objects. */
export function TanStackTable<T extends RecordValue>({ resource, columns }: TanStackTableProps<T>) {
  const { rows, edit, openCell, closeCell, review, save, summary, conflictDialog } = useVersionedRows(
    resource,
    { policy: 'merge' },
  );
  const defs = useMemo(
    () =>
      columns.map(({ field, header }) => ({
        id: field,
        header,
        accessorFn: (row: TableRow<T>) => row.value[field],
      })),
    [columns],
  );
  const table = useTable({ features, data: rows, columns: defs, getRowId: ({ id }) => id });
  return (
    <>
      <button onClick={() => void save()}>Save {summary.unsaved}</button>
      <table>
        <thead>
          <tr>
            {columns.map(({ field, header }) => (
              <th key={field}>{header}</th>
            ))}
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ field, header, parse = (text) => text }) => (
                <td key={field} data-edited={field in row.original.edits || undefined}>
                  <Cell
                    label={`${header} of ${row.id}`}
                    value={String(row.getValue(field) ?? '')}
                    onOpen={() => openCell(row.id, field)}
                    onClose={() => closeCell(row.id)}
                    // One field of a record is a part of it.
                    onEdit={(text) => edit(row.id, { [field]: parse(text) } as Partial<T>)}
                  />
                </td>
              ))}
              <td>
                {row.original.conflict ? (
                  <button onClick={() => review(row.id)}>Review</button>
                ) : (
                  stateWords[row.original.state]
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConflictDialog {...conflictDialog} />
    </>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: string;
  readonly onOpen: () => void;
  readonly onEdit: (text: string) => void;
  readonly onClose: () => void;
}

/** A cell that is always an input; what is typed is its own until it is left. */
function Cell({ label, value, onOpen, onEdit, onClose }: CellProps) {
  const [draft, setDraft] = useState<string>();
  return (
    <input
      aria-label={label}
      value={draft ?? value}
      onFocus={onOpen}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={() => {
        if (draft !== undefined) onEdit(draft);
        setDraft(undefined);
        onClose();
      }}
    />
  );
}
