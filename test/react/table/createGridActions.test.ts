import { tableMessages } from 'noclobber/table';
import { expect, it } from 'vitest';
import { toColumn, type TableColumn } from '../../../src/react/table/grid/column.js';
import { createGridActions } from '../../../src/react/table/grid/createGridActions.js';
import { createGridView } from '../../../src/react/table/grid/createGridView.js';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';

interface Row {
  readonly id: string;
  readonly note: string | null;
  readonly price: number | null;
  readonly isOn: boolean | null;
  readonly kind?: string;
  readonly tags: readonly string[];
}

const columns: readonly TableColumn<Row>[] = [
  { field: 'note', isReadOnly: ({ kind }) => kind === 'closed' },
  { field: 'price', type: 'number' },
  { field: 'isOn', type: 'boolean' },
  { field: 'kind', type: 'select' },
  { field: 'tags' },
];

/** Rows with nothing in them but tags. */
function openGrid(ids: readonly string[] = ['1', '2']) {
  const store = createTableStore<Row>({ userId: 'you' });
  const version = (id: string, number: number, change: Partial<Row> = {}) => ({
    value: { id, note: null, price: null, isOn: null, tags: [`tag ${id}`], ...change },
    // No server reads it.
    token: `${id}.${number}` as never,
    change: { by: { id: 'desk', name: 'Desk' }, at: '2026-01-01T00:00:00Z', version: String(number) },
  });
  store.setRows(ids.map((id) => version(id, 1)));
  const view = createGridView(store);
  const nothing = () => undefined;
  const actions = createGridActions({
    store,
    view,
    getColumns: () => [
      ...columns.map((column) => ({ kind: 'field' as const, column: toColumn<Row>(column, {}) })),
      { kind: 'state' },
    ],
    getWords: () => ({ ...tableMessages, yes: 'Yes', no: 'No', locale: 'en' }),
    getNewRow: () => () => ({ note: null, price: null, isOn: null, tags: [] }),
    reveal: nothing,
    getPageRows: () => 2,
    onReview: nothing,
    onSort: nothing,
    onResize: nothing,
    onWritten: nothing,
  });
  const choose = ({ rows, fields = columns.length }: { readonly rows: number; readonly fields?: number }) => {
    view.moveTo({ row: 0, column: 0 });
    view.moveTo({ row: rows - 1, column: fields - 1 }, { isExtending: true });
  };
  const readAgain = (change: Partial<Row>) => store.setRows(ids.map((id) => version(id, 2, change)));
  return { store, view, actions, choose, readAgain };
}

it('a row copied over itself, cleared where it is empty and filled down changes nothing but what differs', () => {
  const { store, actions, choose } = openGrid();
  const clipboard = new Map<string, string>();
  choose({ rows: 1 });
  actions.copy({
    setData: (type: string, text: string) => void clipboard.set(type, text),
  });
  actions.paste({ getData: (type) => (type === 'text/plain' ? (clipboard.get(type) ?? '') : '') });
  expect(store.getSummary().unsaved).toBe(0);
  choose({ rows: 2, fields: 4 });
  actions.clear();
  expect(store.getSummary().unsaved).toBe(0);
  choose({ rows: 2 });
  actions.fillDown();
  expect(store.getEdited('2')?.edits).toEqual({ tags: ['tag 1'] });
});

it('what is opened where an editor was left in a row that has gone since is the row that stands there now', () => {
  const { store, view, actions } = openGrid();
  actions.open({ row: 0, column: 0 });
  actions.cancel();
  store.receiveDeleted(['1']);
  actions.open(view.active);
  expect(view.open?.id).toBe('2');
  actions.bindEditor(() => ({ text: 'typed' }));
  actions.commit();
  expect(store.getEdited('2')?.edits).toEqual({ note: 'typed' });
});

it('whether a cell takes text is asked of what its row shows', () => {
  const { store, actions, readAgain } = openGrid();
  store.edit([{ id: '1', field: 'price', value: 1 }]);
  readAgain({ kind: 'closed', price: 2 });
  expect([0, 1].map((row) => actions.isEditable({ row, column: 0 }))).toEqual([false, false]);
  store.edit([{ id: '1', field: 'kind', value: 'open' }]);
  expect([0, 1].map((row) => actions.isEditable({ row, column: 0 }))).toEqual([true, false]);
});

it('what is pasted where all rows have gone comes into the first ones', () => {
  const { store, view, actions } = openGrid();
  view.moveTo({ row: 1, column: 0 });
  store.setRows([]);
  actions.paste({ getData: (type) => (type === 'text/plain' ? 'a\nb' : '') });
  const ids = Array.from({ length: store.rowCount }, (_, place) => store.idAt(place) ?? '');
  expect(ids.map((id) => store.getEdited(id)?.edits['note'])).toEqual(['a', 'b']);
});

it('all is chosen only where there are rows', () => {
  const { view } = openGrid([]);
  view.extendOver({ row: -1, column: 4 });
  expect(view.range).toEqual({ top: 0, bottom: 0, left: 0, right: 0 });
});

it.each([
  ['a column without values', { row: 0, column: columns.length }],
  ['the header', { row: -1, column: 0 }],
])('what is copied from %s leaves the clipboard as it is', (_, place) => {
  const { view, actions } = openGrid();
  const copied: string[] = [];
  view.moveTo(place);
  expect(actions.copy({ setData: (type: string) => void copied.push(type) })).toBe(false);
  expect(copied).toEqual([]);
});

it('where no row is, nothing can be copied, cleared or filled, and none is added for it', () => {
  const { store, actions } = openGrid([]);
  expect(actions.copy({ setData() {} })).toBe(false);
  actions.clear();
  actions.fillDown();
  expect(store.rowCount).toBe(0);
});
