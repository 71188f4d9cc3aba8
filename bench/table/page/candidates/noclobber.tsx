import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ConflictError,
  createResource,
  recordKey,
  type BatchRow,
  type Resource,
  type Versioned,
  type VersionToken,
} from 'noclobber';
import { EditableTable, type TableColumn } from 'noclobber/table';
import 'noclobber/styles.css';
import { createRoot, type Root } from 'react-dom/client';
import { columns, type BenchRow, type Candidate } from '../candidate.js';

let root: Root | undefined;
let rows: readonly Versioned<BenchRow>[] = [];
// As the kit's own lists: a record is compared by its token, not field by field.
const queryClient = new QueryClient({ defaultOptions: { queries: { structuralSharing: false } } });
let version = 1;
const token = () => `vt1.bench.${version}` as VersionToken;

let answer: (() => void) | undefined;

/** A server that answers when it is told to: what is measured is what the table makes of the answer. */
const resource: Resource<BenchRow> = {
  ...createResource<BenchRow>({ url: '/rows', fetch: () => Promise.reject() }),
  async batch(operations, { onProgress } = {}) {
    version++;
    const list = 'where' in operations ? [] : operations;
    const settled = list.map((operation, index): BatchRow<BenchRow> => {
      if (operation.op !== 'update') return { kind: 'unsent' };
      const { base, mine } = operation;
      if (index % 20 !== 0)
        return { kind: 'saved', record: { value: mine, token: token() }, isUnchanged: false };
      const theirs = { value: { ...base.value, city: `Theirs ${version}` }, token: token() };
      return { kind: 'refused', error: new ConflictError({ kind: 'modified', base, mine, theirs }) };
    });
    const answered = new Map(settled.entries());
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    answer = undefined;
    onProgress?.({ done: list.length, all: list.length, answered });
    return { rows: settled, resume: null };
  },
};

const tableColumns = columns.map(({ field, width, isNumber }) => ({
  field,
  width,
  type: isNumber ? 'number' : 'text',
  isReadOnly: field === 'id',
})) as readonly TableColumn<BenchRow>[];

const at = (field: string) => {
  const index = columns.findIndex((column) => column.field === field);
  // The box to choose the row stands before the first column, its state behind it.
  return index === 0 ? 2 : index + 3;
};

export const candidate: Candidate = {
  prepare(given) {
    rows = given.map((value) => ({ value, token: token() }));
  },
  mount(element) {
    root = createRoot(element);
    root.render(
      <QueryClientProvider client={queryClient}>
        <EditableTable label="Rows" resource={resource} rows={rows} columns={tableColumns} rowHeight={32} />
      </QueryClientProvider>,
    );
  },
  unmount: () => root?.unmount(),
  scroller: () => document.querySelector<HTMLElement>('.nc-grid-scroll') ?? document.body,
  cell: (row, field) =>
    document.querySelector(`[aria-rowindex="${row + 2}"] > [aria-colindex="${at(field)}"]`),
  // Behind the text, a mark says in words what it is.
  shown: (row, field) => candidate.cell(row, field)?.firstChild?.textContent ?? null,
  update(changes) {
    version++;
    const now = token();
    const items = changes.map(({ row, field, value }) => {
      const old = rows[row]?.value;
      return { value: { ...old, [field]: value }, token: now };
    });
    // As any list on the page that is read again.
    queryClient.setQueryData([...recordKey(resource), 'list', {}], { items, next: null });
  },
  paste(row, text) {
    candidate.cell(row, 'city')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    candidate.cell(row, 'city')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  },
  discard: () =>
    [...document.querySelectorAll<HTMLElement>('.nc-toolbar button')]
      .find(({ textContent }) => textContent === 'Discard')
      ?.click(),
  save: () => document.querySelector<HTMLElement>('.nc-toolbar [data-kind=primary]')?.click(),
  isSaving: () => document.querySelectorAll('[data-row=saving]').length > 0 && answer !== undefined,
  answer: () => answer?.(),
  marked: () => document.querySelectorAll('[data-cell=both]').length,
};
