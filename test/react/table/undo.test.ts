import { text } from 'noclobber';
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

  it('walks back through several edits of a cell after a save, to what was there first', () => {
    const { store, set, settle, shown } = openStore();
    for (const name of ['', 'Second', 'Third']) set('1', 'name', name);
    store.send(['1']);
    settle('1', version('1', { name: 'Third' }, 2));
    const seen = ['', '', ''].map(() => {
      store.undo();
      return shown('1', 'name');
    });
    expect(seen).toEqual(['Second', '', 'Product 1']);
    expect(store.getSummary().canUndo).toBe(false);
  });

  it('one cell written twice in one step is one change of it', () => {
    const { store, settle, shown } = openStore();
    store.edit([
      { id: '1', field: 'price', value: 2 },
      { id: '1', field: 'price', value: 3 },
    ]);
    store.send(['1']);
    settle('1', version('1', { price: 3 }, 2));
    store.undo();
    expect(shown('1', 'price')).toBe(1);
  });

  it('of several cells in a row that was deleted keeps the row, deleted', () => {
    const { store, set, state, ids, shown } = openStore(2);
    set('1', 'price', 3);
    store.edit([
      { id: '1', field: 'name', value: 'Mine' },
      { id: '1', field: 'price', value: 1 },
    ]);
    store.receiveDeleted(['1']);
    store.undo();
    expect([ids(), state('1'), shown('1', 'price')]).toEqual([['1', '2'], 'deleted', 3]);
  });

  it('a new row that was saved, and deleted by others, comes back by no redo', () => {
    const { store, settle, ids } = openStore(1);
    const [id = ''] = store.addAndEdit([{ name: 'New', price: 0 }], () => [
      { id: store.idAt(1) ?? '', field: 'price', value: 5 },
    ]);
    store.send([id]);
    settle(id, version('9', { price: 5 }));
    store.undo();
    store.send(['9']);
    settle('9', version('9', { price: 0 }, 2));
    store.receiveDeleted(['9']);
    store.redo();
    expect([ids(), store.getSummary().unsaved]).toEqual([['1'], 0]);
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

  it('brings discarded conflicts back as conflicts, and discarded deletions in their place', () => {
    const { store, set, state, conflict, ids, shown } = openStore(3);
    for (const id of ['1', '2', '3']) set(id, 'name', 'Mine');
    store.receive([version('1', { name: 'Theirs' }, 2)]);
    const refused = { kind: 'modified', base: version('3'), mine: version('3').value } as const;
    store.send(['3']);
    const theirs = version('3', { price: 99 }, 2);
    store.settle(new Map([['3', { kind: 'conflict', conflict: { ...refused, theirs } }]]));
    store.receiveDeleted(['2'], { by: { id: 'desk', name: 'Desk' }, at: '' });
    const before = ids().map((id = '') => conflict(id));
    for (let turn = 0; turn < 2; turn++) {
      store.discard();
      expect([ids(), state('1'), shown('1', 'name')]).toEqual([['1', '3'], 'clean', 'Theirs']);
      store.undo();
      expect([ids(), ids().map((id = '') => conflict(id))]).toEqual([['1', '2', '3'], before]);
      expect(store.send(['1', '2', '3'])).toEqual([]);
      store.redo();
      expect([ids(), store.getSummary().open]).toEqual([['1', '3'], 0]);
      store.undo();
    }
  });

  it('brings discarded edits back as a conflict where others have saved since', () => {
    const { store, set, state } = openStore();
    set('1', 'name', 'Mine');
    store.discard();
    store.receive([version('1', { name: 'Theirs' }, 2)]);
    store.undo();
    expect([state('1'), store.send(['1'])]).toEqual(['conflict', []]);
  });

  it('puts an earlier edit back as a conflict where others have saved since the later one', () => {
    const { store, set, settle, state, shown, conflict } = openStore();
    set('1', 'name', 'B');
    set('1', 'name', 'C');
    store.send(['1']);
    settle('1', version('1', { name: 'C' }, 2));
    store.receive([version('1', { name: 'Theirs' }, 3)]);
    store.undo();
    expect(state('1')).toBe('conflict');
    expect(conflict('1')).toMatchObject({ mine: { name: 'B' }, theirs: { value: { name: 'Theirs' } } });
    store.undo();
    expect([shown('1', 'name'), store.getSummary().open]).toEqual(['Theirs', 0]);
  });

  it('keeps what others have added to a text where an earlier edit of it comes back', () => {
    const { store, set, shown } = openStore(5, { rules: { note: text() }, isStrict: false });
    store.receive([version('1', { note: 'One.\n\nTwo.' }, 2)]);
    set('1', 'note', 'One!\n\nTwo.');
    set('1', 'note', 'Ones!\n\nTwo.');
    store.receive([version('1', { note: 'One.\n\nTwo.\n\nTheirs.' }, 3)]);
    expect(shown('1', 'note')).toBe('Ones!\n\nTwo.\n\nTheirs.');
    store.undo();
    expect(shown('1', 'note')).toBe('One!\n\nTwo.\n\nTheirs.');
  });

  it('knows a new row by the name that the server gave it: it is not created a second time', () => {
    const { store, state, shown, ids } = openStore(1);
    const id = store.addNew({ name: '', price: 0 });
    store.edit([{ id, field: 'name', value: 'Fresh' }]);
    store.send([id]);
    store.settle(new Map([[id, { kind: 'saved', record: version('7', { name: 'Fresh' }), changes: [] }]]));
    store.undo();
    store.undo();
    expect([ids(), shown('7', 'name')]).toEqual([['1', '7'], '']);
    store.redo();
    store.redo();
    expect([ids(), shown('7', 'name'), state('7')]).toEqual([['1', '7'], 'Fresh', 'clean']);
    expect(store.getSummary().unsaved).toBe(0);
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

  it('takes the choice of mine back: theirs is there again as an edit, and nobody meets their own', () => {
    const { store, set, settle, shown, state } = openStore();
    set('1', 'price', 7);
    set('1', 'name', 'Mine');
    const theirs = version('1', { name: 'Theirs' }, 2);
    store.receive([theirs]);
    store.sendResolved({ id: '1', theirs, mine: { ...theirs.value, name: 'Mine', price: 7 } });
    settle('1', version('1', { name: 'Mine', price: 7 }, 3));
    expect([shown('1', 'name'), state('1')]).toEqual(['Mine', 'saved']);
    store.undo();
    expect([shown('1', 'name'), shown('1', 'price'), state('1')]).toEqual(['Theirs', 7, 'edited']);
    // Before mine was typed, there was something that theirs has taken the place of.
    store.undo();
    expect([shown('1', 'name'), state('1')]).toEqual(['Theirs', 'edited']);
    store.redo();
    store.redo();
    expect([shown('1', 'name'), shown('1', 'price'), store.getSummary().unsaved]).toEqual(['Mine', 7, 0]);
    store.undo();
    expect(shown('1', 'name')).toBe('Theirs');
    expect(store.send(['1'])).toMatchObject([{ base: { token: '1.3' }, mine: { name: 'Theirs', price: 7 } }]);
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

  it('passes over a step of a row that is gone', () => {
    const { store, set, settle, shown } = openStore();
    set('1', 'name', 'Mine');
    set('2', 'name', 'Saved');
    store.send(['2']);
    settle('2', version('2', { name: 'Saved' }, 2));
    store.receiveDeleted(['2']);
    store.undo();
    expect([shown('1', 'name'), store.getSummary().canUndo]).toEqual(['Product 1', false]);
    store.redo();
    expect([shown('1', 'name'), store.rowCount]).toEqual(['Mine', 4]);
  });

  it('takes an edit of a deleted row back, and the row with it; redo brings both', () => {
    const { store, set, shown, state, ids } = openStore(3);
    set('2', 'name', 'Mine');
    store.receiveDeleted(['2'], { by: { id: 'desk', name: 'Desk' }, at: '' });
    store.discard(['2']);
    for (let turn = 0; turn < 2; turn++) {
      store.undo();
      expect([ids(), state('2'), shown('2', 'name')]).toEqual([['1', '2', '3'], 'deleted', 'Mine']);
      store.undo();
      expect([ids(), store.getSummary().open, store.getSummary().canUndo]).toEqual([['1', '3'], 0, false]);
      store.redo();
      expect([ids(), state('2'), shown('2', 'name')]).toEqual([['1', '2', '3'], 'deleted', 'Mine']);
      store.redo();
      expect([ids(), store.getSummary().canRedo]).toEqual([['1', '3'], false]);
    }
  });

  it('puts rows back where they stood, in whatever order they were edited', () => {
    const { store, set, ids } = openStore(6);
    set('5', 'name', 'Mine');
    set('2', 'name', 'Mine');
    store.receiveDeleted(['2', '5']);
    store.discard(['5', '2']);
    expect(ids()).toEqual(['1', '3', '4', '6']);
    store.undo();
    expect(ids()).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('takes back an edit that theirs was merged into, and leaves theirs', () => {
    const note = 'One line.\nTwo.\nThree.';
    const { store, set, settle, shown, state } = openStore(1, { rules: { note: text() }, isStrict: false });
    store.receive([version('1', { note }, 2)]);
    set('1', 'note', `${note} Mine.`);
    store.receive([version('1', { note: `Their ${note}` }, 3)]);
    expect([shown('1', 'note'), state('1')]).toEqual([`Their ${note} Mine.`, 'edited']);
    store.undo();
    expect(shown('1', 'note')).toBe(`Their ${note}`);
    store.redo();
    store.send(['1']);
    settle('1', version('1', { note: `Their ${note} Mine.` }, 4));
    set('1', 'note', `Their ${note} Mine. More.`);
    store.receive([version('1', { note: `All their ${note} Mine.` }, 5)]);
    store.undo();
    expect(shown('1', 'note')).toBe(`All their ${note} Mine.`);
  });

  it('leaves text that is no value in the cell beside a choice that is taken back', () => {
    const { store, set, settle } = openStore();
    const fault = { message: 'Not a number', text: 'abc' };
    store.edit([{ id: '1', field: 'price', value: 1, fault }]);
    set('1', 'name', 'Mine');
    const theirs = version('1', { name: 'Theirs', price: 9 }, 2);
    store.receive([theirs]);
    store.sendResolved({ id: '1', theirs, mine: { ...theirs.value, name: 'Mine' } });
    settle('1', version('1', { name: 'Mine', price: 9 }, 3));
    expect(store.getEdited('1')?.faults).toEqual({ price: fault });
    store.undo();
    expect(store.getEdited('1')?.faults).toEqual({ price: fault });
  });

  it('takes back what settled a conflict: it is one again, and nothing of it is sent', () => {
    for (const settled of ['Theirs', 'Product 1']) {
      const { store, set, state, shown } = openStore();
      set('1', 'name', 'Mine');
      store.receive([version('1', { name: 'Theirs' }, 2)]);
      set('1', 'name', settled);
      expect(shown('1', 'name')).toBe('Theirs');
      store.undo();
      expect([shown('1', 'name'), state('1'), store.send(['1'])]).toEqual(['Mine', 'conflict', []]);
    }
  });

  it.each([
    ['whose author nobody knows', undefined],
    ['from another tab of one’s own', { by: { id: 'you', name: 'You' }, at: '' }],
    ['whose mark is cleared', { by: { id: 'desk', name: 'Desk' }, at: '' }],
  ])('redo over a version %s is a conflict', (_, change) => {
    const { store, set, state, shown } = openStore();
    set('1', 'name', 'Mine');
    const { value, token } = version('1', { name: 'Theirs' }, 2);
    store.receive([{ value, token, ...(change ? { change } : {}) }]);
    store.undo();
    expect(shown('1', 'name')).toBe('Theirs');
    store.clearMarks();
    store.redo();
    expect([shown('1', 'name'), state('1'), store.send(['1'])]).toEqual(['Mine', 'conflict', []]);
  });

  it('undo of an edit before the one that was saved is a conflict with what others saved since', () => {
    const { store, set, settle, state } = openStore();
    set('1', 'name', 'First');
    set('1', 'name', 'Second');
    store.send(['1']);
    settle('1', version('1', { name: 'Second' }, 2));
    store.receive([version('1', { name: 'Theirs' }, 3)]);
    store.clearMarks();
    store.undo();
    expect(state('1')).toBe('conflict');
  });

  it('redoes a discard, and not the step after it', () => {
    const { store, set, shown } = openStore();
    set('1', 'name', 'Mine');
    store.discard(['1']);
    set('2', 'name', 'Next');
    for (let turn = 0; turn < 3; turn++) store.undo();
    store.redo();
    store.redo();
    expect([shown('1', 'name'), shown('2', 'name')]).toEqual(['Product 1', 'Product 2']);
  });

  it('puts a new row back where it stood', () => {
    const { store, ids } = openStore(1);
    const [one, two] = [0, 0].map((price) => store.addNew({ name: '', price }));
    store.discard([one ?? '']);
    store.undo();
    expect(ids()).toEqual(['1', one, two]);
  });

  it('takes no other step back where others have changed the cell since', () => {
    const { store, set, settle, shown } = openStore();
    set('1', 'name', 'Mine');
    set('2', 'name', 'Saved');
    store.send(['2']);
    settle('2', version('2', { name: 'Saved' }, 2));
    store.receive([version('2', { name: 'Desk' }, 3)]);
    store.undo();
    expect([shown('1', 'name'), shown('2', 'name')]).toEqual(['Mine', 'Desk']);
    store.undo();
    expect(shown('1', 'name')).toBe('Product 1');
  });
});
