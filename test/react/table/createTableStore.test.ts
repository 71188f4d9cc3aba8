import { ConflictError, InvalidRecordError, LockedError, ResponseError } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { openStore, version } from './openStore.js';

describe('a table’s rows', () => {
  it('C50: are refused where they came without their tokens', () => {
    const { store } = openStore(0);
    const { token: _lost, ...record } = version('1');
    // @ts-expect-error A row needs the version that was read.
    expect(() => store.setRows([version('2'), record])).toThrow('came without its version token');
    expect(store.rowCount).toBe(0);
  });

  it('C50: one without its token among very many is not shown, and not edited', () => {
    const { store, set } = openStore(0);
    const { token: _lost, ...record } = version('last');
    const many = Array.from({ length: 1000 }, (_, at) => version(String(at)));
    // @ts-expect-error A row needs the version that was read.
    store.setRows([...many, record]);
    expect(() => store.getRow('last')).toThrow('came without its version token');
    expect(() => set('last', 'name', 'Mine')).toThrow('came without its version token');
    expect(store.getRow('7')).toEqual(version('7'));
  });
});

/** A name is being saved, and others have changed the price after it. */
function openSaving() {
  const opened = openStore(1);
  opened.set('1', 'name', 'Mine');
  opened.store.send(['1']);
  opened.store.receive([version('1', { name: 'Mine', price: 5 }, 3)]);
  return { ...opened, answer: () => opened.settle('1', version('1', { name: 'Mine' }, 2)) };
}

describe('createTableStore', () => {
  it('marks an edit, counts it, and forgets it when the value is typed back', () => {
    const { store, set, state, shown } = openStore();
    set('2', 'name', 'Mine');
    expect([state('2'), shown('2', 'name'), store.getSummary().unsaved]).toEqual(['edited', 'Mine', 1]);
    set('2', 'name', 'Product 2');
    expect([state('2'), store.getEdited('2'), store.getSummary().unsaved]).toEqual(['clean', undefined, 0]);
  });

  it('a live change of another cell is taken in with its token, and the edit stays', () => {
    const { store, set, state, shown } = openStore();
    set('2', 'name', 'Mine');
    store.receive([version('2', { price: 99 }, 2)]);
    expect([state('2'), shown('2', 'name'), shown('2', 'price')]).toEqual(['edited', 'Mine', 99]);
    expect(store.send(['2'])).toMatchObject([{ base: { token: '2.2' }, mine: { name: 'Mine', price: 99 } }]);
  });

  it('a live change of the same cell keeps the edit and becomes a conflict, which is not sent', () => {
    const { store, set, state, shown, conflict } = openStore();
    set('2', 'name', 'Mine');
    store.receive([version('2', { name: 'Theirs' }, 2)]);
    expect([state('2'), shown('2', 'name'), store.getSummary().open]).toEqual(['conflict', 'Mine', 1]);
    expect(conflict('2')).toMatchObject({
      kind: 'modified',
      base: { token: '2.1' },
      mine: { name: 'Mine' },
      theirs: { token: '2.2', value: { name: 'Theirs' } },
    });
    expect(store.send(['2'])).toEqual([]);
    // Typing theirs settles it.
    set('2', 'name', 'Theirs');
    expect([state('2'), store.getSummary().open]).toEqual(['updated', 0]);
  });

  it('under an open editor the base is held until it is clear what becomes of it', () => {
    const { store, set, state, shown } = openStore();
    store.open('2', 'name');
    store.receive([version('2', { name: 'Theirs', price: 99 }, 2)]);
    set('2', 'name', 'Mine');
    store.close('2');
    expect([state('2'), shown('2', 'name'), shown('2', 'price')]).toEqual(['conflict', 'Mine', 99]);

    store.open('3', 'name');
    store.receive([version('3', { name: 'Theirs' }, 2)]);
    store.close('3');
    expect([state('3'), shown('3', 'name')]).toEqual(['updated', 'Theirs']);
  });

  it('what is typed during a save stays, over the new token', () => {
    const { store, set, state, shown, settle } = openStore();
    set('2', 'name', 'Sent');
    set('2', 'price', 7);
    store.send(['2']);
    expect(store.send(['2'])).toEqual([]);
    set('2', 'price', 8);
    expect(state('2')).toBe('saving');
    settle('2', version('2', { name: 'Sent', price: 7 }, 2));
    expect([state('2'), shown('2', 'price')]).toEqual(['edited', 8]);
    expect(store.send(['2'])).toMatchObject([{ base: { token: '2.2' }, mine: { name: 'Sent', price: 8 } }]);
  });

  it('what is typed during a save over a newer value of theirs has seen that, also once the save is answered', () => {
    const { store, set, answer, shown, state } = openSaving();
    set('1', 'price', 6);
    answer();
    expect([state('1'), shown('1', 'price'), store.getEdited('1')?.base.value.price]).toEqual([
      'edited',
      6,
      5,
    ]);
  });

  it('an editor that was opened over a newer value of theirs during a save has seen that, too', () => {
    const { store, set, answer, shown, state } = openSaving();
    store.open('1', 'price');
    answer();
    set('1', 'price', 6);
    store.close('1');
    expect([state('1'), shown('1', 'price')]).toEqual(['edited', 6]);
  });

  it('what is typed during a save over a newer value of theirs stays, also where it is what was saved', () => {
    const { set, answer, shown, state } = openSaving();
    set('1', 'price', 1);
    answer();
    expect([state('1'), shown('1', 'price')]).toEqual(['edited', 1]);
  });

  it('what one’s own save changed beside is no conflict with what was typed meanwhile', () => {
    const { store, set, settle, shown, state } = openStore(1);
    set('1', 'name', 'Mine');
    store.send(['1']);
    set('1', 'note', 'Typed');
    const saved = version('1', { name: 'Mine', note: 'Made by the server' }, 2);
    store.receive([saved]);
    settle('1', { ...saved });
    expect([state('1'), shown('1', 'note')]).toEqual(['edited', 'Typed']);
  });

  it('a value typed back to its base during a save is an edit over what was saved', () => {
    const { store, set, settle, shown } = openStore();
    set('2', 'price', 7);
    store.send(['2']);
    set('2', 'price', 2);
    settle('2', version('2', { price: 7 }, 2));
    expect(shown('2', 'price')).toBe(2);
    expect(store.send(['2'])).toMatchObject([{ base: { token: '2.2' }, mine: { price: 2 } }]);
  });

  it('takes each refusal to its row or cell, and keeps the edits', () => {
    const { store, set, state, shown } = openStore(6);
    for (const id of ['1', '2', '3', '4', '5']) set(id, 'price', -1);
    const base = version('3');
    store.send(['1', '2', '3', '4', '5']);
    const mine = { ...base.value, price: -1 };
    const { conflict } = new ConflictError({ kind: 'deleted' as const, base, mine });
    store.settle(
      new Map([
        [
          '1',
          { kind: 'refused', error: new InvalidRecordError([{ pointer: '/price', message: 'Too low' }]) },
        ],
        ['2', { kind: 'refused', error: new LockedError(null, false) }],
        ['3', { kind: 'conflict', conflict }],
        ['4', { kind: 'refused', error: new ResponseError(403, undefined) }],
        ['5', { kind: 'aborted' }],
      ]),
    );
    const states = ['1', '2', '3', '4', '5'].map(state);
    expect(states).toEqual(['invalid', 'locked', 'deleted', 'not-allowed', 'edited']);
    expect(['1', '2', '3', '4', '5'].map((id) => shown(id, 'price'))).toEqual(Array(5).fill(-1));
    expect(store.getEdited('1')?.faults).toMatchObject({ price: { message: 'Too low' } });
    set('1', 'price', 3);
    expect(state('1')).toBe('edited');
  });

  it('what is typed back while it is on its way is no edit once that was refused, nor a conflict', () => {
    const { store, set, state } = openStore();
    for (const id of ['1', '2']) set(id, 'price', -5);
    store.send(['1', '2']);
    for (const id of ['1', '2']) set(id, 'price', Number(id));
    const error = new InvalidRecordError([{ pointer: '/price', message: 'Too little' }]);
    const { value: mine } = version('2', { price: -5 });
    const theirs = version('2', { price: 9 }, 2);
    const conflict = { kind: 'modified', base: version('2'), mine, theirs } as const;
    store.settle(
      new Map([
        ['1', { kind: 'refused', error }],
        ['2', { kind: 'conflict', conflict }],
      ]),
    );
    expect(['1', '2'].map(state)).toEqual(['clean', 'clean']);
    expect([store.getSummary().unsaved, store.getRow('2')]).toEqual([0, theirs]);
  });

  it('a decision about a conflict leaves text that no value could be made of', () => {
    const { store, set, state, settle } = openStore();
    const typed = { message: 'Not a number', text: '12x' };
    store.edit([{ id: '1', field: 'price', value: 1, fault: typed }]);
    set('1', 'name', 'Mine');
    const theirs = version('1', { name: 'Theirs' }, 2);
    store.receive([theirs]);
    store.sendResolved({ id: '1', theirs, mine: { ...theirs.value, name: 'Mine' } });
    settle('1', version('1', { name: 'Mine' }, 3));
    expect([state('1'), store.getEdited('1')?.faults]).toEqual(['invalid', { price: typed }]);
  });

  it('what the server says against a row stands until the row is edited next, in whatever cell', () => {
    const { store, set, state } = openStore();
    const refuse = (pointer: string) => {
      const error = new InvalidRecordError([{ pointer, message: 'Taken' }]);
      store.settle(new Map([['1', { kind: 'refused', error }]]));
    };
    for (const [pointer, field, value] of [
      ['/slug', 'price', 7],
      ['/name', 'price', 8],
      // To open the cell and confirm what is in it is an edit, too.
      ['/name', 'name', 'Mine'],
    ] as const) {
      set('1', 'name', 'Mine');
      store.send(['1']);
      refuse(pointer);
      expect([state('1'), store.getSummary().unsaved]).toEqual(['invalid', 0]);
      set('1', field, value);
      expect([state('1'), store.getSummary().unsaved]).toEqual(['edited', 1]);
    }
    store.send(['1']);
    const fault = { message: 'Not a number', text: 'typed meanwhile' };
    store.edit([{ id: '1', field: 'price', value: 8, fault }]);
    refuse('/price');
    expect(store.getEdited('1')?.faults).toEqual({ price: fault });
  });

  it('what is typed over a value of theirs is an edit, also where it is what was read at first', () => {
    for (const isSaving of [false, true]) {
      const { store, set, shown, state } = openStore();
      set('1', 'name', 'Mine');
      if (isSaving) store.send(['1']);
      store.receive([version('1', { name: isSaving ? 'Product 1' : 'Theirs', price: 6 }, 2)]);
      expect([state('1'), shown('1', 'price')]).toEqual([isSaving ? 'saving' : 'conflict', 6]);
      set('1', 'price', 1);
      expect(shown('1', 'price')).toBe(1);
    }
  });

  it('a refusal of a cell that was not sent leaves text that was typed into it since', () => {
    const { store, set } = openStore(1);
    set('1', 'price', 7);
    store.send(['1']);
    const fault = { message: 'Not a name', text: 'typed meanwhile' };
    store.edit([{ id: '1', field: 'name', value: 'Product 1', fault }]);
    const error = new InvalidRecordError([{ pointer: '/name', message: 'Does not fit the price' }]);
    store.settle(new Map([['1', { kind: 'refused', error }]]));
    expect(store.getEdited('1')?.faults.name).toEqual(fault);
  });

  it('a deleted row stays with its edits; one without edits goes', () => {
    const { store, set, state, ids } = openStore(3);
    set('2', 'name', 'Mine');
    store.receiveDeleted(['2', '3'], { by: { id: 'desk', name: 'Desk' }, at: '' });
    expect([ids(), state('2')]).toEqual([['1', '2'], 'deleted']);
    store.discard(['2']);
    expect(ids()).toEqual(['1']);
  });

  it('nothing but sorting moves a row, and no filter hides one with edits', () => {
    const { store, set, ids } = openStore(4);
    store.arrange({ sort: { field: 'price', isDescending: true } });
    expect(ids()).toEqual(['4', '3', '2', '1']);
    const order = store.getOrderVersion();
    set('1', 'price', 100);
    expect([ids(), store.getOrderVersion()]).toEqual([['4', '3', '2', '1'], order]);
    store.arrange({ sort: { field: 'price', isDescending: true }, filter: { field: 'name', text: '3' } });
    expect(ids()).toEqual(['1', '3']);
  });

  it('a list that is read again keeps the rows with edits where they are', () => {
    const { store, set, ids, shown, state } = openStore(4);
    set('2', 'name', 'Mine');
    store.setRows([version('4'), version('3', { price: 9 }, 2), version('1')]);
    expect(ids()).toEqual(['4', '2', '3', '1']);
    expect([shown('2', 'name'), state('3')]).toEqual(['Mine', 'updated']);
    store.setRows([version('2', {}, 1)]);
    expect([ids(), state('2')]).toEqual([['2'], 'edited']);
  });

  it('tells only the rows that changed', () => {
    const { store, set } = openStore();
    const told: string[] = [];
    for (const id of ['1', '2']) store.subscribeRow(id, () => told.push(id));
    set('2', 'price', 9);
    set('3', 'price', 9);
    expect(told).toEqual(['2']);
  });
});
