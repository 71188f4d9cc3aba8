import { describe, expect, it } from 'vitest';
import { createGridView } from '../../../src/react/table/grid/createGridView.js';
import { openStore, version } from './openStore.js';

/** Products 1 to 5, of which a person is in the second; others put rows above and between, and take some away. */
function openView() {
  const { store } = openStore(5);
  const view = createGridView(store);
  const read = (...ids: readonly string[]) => store.setRows(ids.map((id) => version(id)));
  view.moveTo({ row: 1, column: 2 });
  return { store, view, read, active: () => store.idAt(view.active.row) };
}

describe('where a person is in a table', () => {
  it('stays in its record, where rows come above it or go', () => {
    const { store, view, read, active } = openView();
    read('0', '1', '2', '3', '4', '5');
    expect([active(), view.active]).toEqual(['2', { row: 2, column: 2 }]);
    store.receiveDeleted(['0', '1']);
    expect([active(), view.range]).toMatchObject(['2', { top: 0, bottom: 0 }]);
    store.receiveDeleted(['2']);
    expect(active()).toBe('3');
    read('9', '3', '4');
    expect(active()).toBe('3');
  });

  it('is a range as long as it is the same rows', () => {
    const { view, read } = openView();
    view.moveTo({ row: 2, column: 3 }, { isExtending: true });
    read('0', '1', '2', '3', '4', '5');
    expect(view.range).toEqual({ top: 2, bottom: 3, left: 2, right: 3 });
    read('0', '1', '2', '2.5', '3', '4', '5');
    expect(view.range).toEqual({ top: 2, bottom: 2, left: 2, right: 2 });
  });

  it('is no range any more where its rows change places, and stays one whose row gets its name from the server', () => {
    const { store, view, read } = openView();
    view.moveTo({ row: 3, column: 2 }, { isExtending: true });
    read('2', '5', '4', '1', '3');
    expect(view.range).toMatchObject({ top: 0, bottom: 0 });
    const id = store.addNew({ name: 'New', price: 1 });
    view.moveTo({ row: 3, column: 1 });
    view.moveTo({ row: 5, column: 1 }, { isExtending: true });
    store.edit([{ id, field: 'name', value: 'Newer' }]);
    store.send([id]);
    store.settle(new Map([[id, { kind: 'saved' as const, record: version('9'), changes: [] }]]));
    expect([store.idAt(5), view.range]).toMatchObject(['9', { top: 3, bottom: 5 }]);
  });

  it('is no range any more where a row at its end has gone', () => {
    const { store, view } = openView();
    view.moveTo({ row: 4, column: 3 }, { isExtending: true });
    store.receiveDeleted(['5']);
    expect([view.active, view.range]).toEqual([
      { row: 1, column: 2 },
      { top: 1, bottom: 1, left: 2, right: 2 },
    ]);
  });

  it('C45: keeps a new row chosen that the server has named', () => {
    const { store, view } = openView();
    const id = store.addNew({ name: 'New', price: 1 });
    store.edit([{ id, field: 'name', value: 'Newer' }]);
    view.select([id, '1'], true);
    store.send([id]);
    store.settle(new Map([[id, { kind: 'saved' as const, record: version('9'), changes: [] }]]));
    expect([...view.selected]).toEqual(['9', '1']);
    expect(view.rowKey('9', 5)).toBe('||1');
  });

  it('knows where the open editor is', () => {
    const { store, view, read } = openView();
    store.open('2', 'name');
    view.openAt({ id: '2', row: 1, column: 2 });
    store.receiveDeleted(['1']);
    expect(view.open).toEqual({ id: '2', row: 0, column: 2 });
    read('3', '4', '5');
    expect([store.idAt(0), view.open?.row, view.active.row]).toEqual(['2', 0, 0]);
  });

  it('stays in the header, and in a row that gets its name from the server', () => {
    const { store, view, read, active } = openView();
    view.moveTo({ row: -1, column: 2 });
    read('0', '1');
    expect(view.active.row).toBe(-1);
    const id = store.addNew({ name: 'Fresh', price: 1 });
    view.moveTo({ row: 2, column: 2 });
    store.settle(new Map([[id, { kind: 'saved', record: version('7'), changes: [] }]]));
    expect(active()).toBe('7');
  });
});
