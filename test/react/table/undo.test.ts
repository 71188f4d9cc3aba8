import { describe, expect, it } from 'vitest';
import { openStore, version } from './openStore.js';

describe('undo and redo', () => {
  it('takes edits and pastes back step by step, and forth again', () => {
    const { store, set, shown } = openStore();
    set('1', 'name', 'One');
    store.edit([
      { id: '1', field: 'name', value: 'Pasted' },
      { id: '2', field: 'name', value: 'Pasted' },
    ]);
    store.undo();
    expect([shown('1', 'name'), shown('2', 'name')]).toEqual(['One', 'Product 2']);
    store.undo();
    expect([shown('1', 'name'), store.getSummary().canUndo]).toEqual(['Product 1', false]);
    store.redo();
    store.redo();
    expect([shown('1', 'name'), shown('2', 'name')]).toEqual(['Pasted', 'Pasted']);
  });

  it('survives live changes, and takes nothing of theirs back', () => {
    const { store, set, shown, state } = openStore();
    set('1', 'name', 'Mine');
    store.receive([version('1', { price: 50 }, 2)]);
    store.undo();
    expect([shown('1', 'name'), shown('1', 'price'), state('1')]).toEqual(['Product 1', 50, 'updated']);
  });

  it('after a save it is an edit like any other; where others saved since, it does nothing', () => {
    const { store, set, settle, shown, state } = openStore();
    set('1', 'name', 'Saved');
    store.send(['1']);
    settle('1', version('1', { name: 'Saved' }, 2));
    store.undo();
    expect([shown('1', 'name'), state('1')]).toEqual(['Product 1', 'edited']);
    store.redo();
    expect([shown('1', 'name'), state('1')]).toEqual(['Saved', 'clean']);
    store.receive([version('1', { name: 'Theirs' }, 3)]);
    store.undo();
    expect(shown('1', 'name')).toBe('Theirs');
  });

  it('brings discarded edits back', () => {
    const { store, set, shown, state } = openStore();
    set('1', 'name', 'Mine');
    set('2', 'price', 9);
    store.discard();
    expect([state('1'), state('2')]).toEqual(['clean', 'clean']);
    store.undo();
    expect([shown('1', 'name'), shown('2', 'price')]).toEqual(['Mine', 9]);
  });

  it('takes a resolution back: my edits are there again, over what was saved', () => {
    const { store, set, settle, shown } = openStore();
    set('1', 'name', 'Mine');
    const theirs = version('1', { name: 'Theirs', price: 5 }, 2);
    store.receive([theirs]);
    store.sendResolved({ id: '1', theirs, mine: { ...theirs.value, name: 'Both' } });
    settle('1', version('1', { name: 'Both', price: 5 }, 3));
    expect(shown('1', 'name')).toBe('Both');
    store.undo();
    expect([shown('1', 'name'), shown('1', 'price')]).toEqual(['Mine', 5]);
    expect(store.send(['1'])).toMatchObject([{ base: { token: '1.3' } }]);
  });

  it('keeps text that is no value', () => {
    const { store } = openStore();
    const fault = { message: 'Not a number', text: 'abc' };
    store.edit([{ id: '1', field: 'price', value: 1, fault }]);
    expect(store.getEdited('1')?.faults.price).toEqual(fault);
    store.undo();
    expect(store.getEdited('1')).toBeUndefined();
    store.redo();
    expect(store.getEdited('1')?.faults.price).toEqual(fault);
  });
});
