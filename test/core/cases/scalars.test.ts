import { atomic, emptyAs, decimal, merge } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { expectAsked, expectMerged } from './outcome.js';

describe('scalars, null and missing', () => {
  it('1: keeps both edits where they touch different fields', () => {
    expectMerged({ base: { x: 1, y: 1 }, mine: { x: 2, y: 1 }, theirs: { x: 1, y: 2 } }, { x: 2, y: 2 });
  });

  it('2: asks where both changed a scalar, and holds theirs meanwhile', () => {
    const { merged } = expectAsked({ base: { x: 1 }, mine: { x: 2 }, theirs: { x: 3 } }, [
      { path: ['x'], kind: 'update/update', base: 1, mine: 2, theirs: 3 },
    ]);
    expect(merged).toStrictEqual({ x: 3 });
  });

  it('3: takes an edit that both made, and says that both did', () => {
    const { changes } = expectMerged({ base: { x: 1 }, mine: { x: 2 }, theirs: { x: 2 } }, { x: 2 });
    expect(changes).toStrictEqual([{ path: ['x'], kind: 'both', base: 1, mine: 2, theirs: 2, merged: 2 }]);
  });

  it('4: goes by state, not by touch', () => {
    expectMerged({ base: { x: 1 }, mine: { x: 1 }, theirs: { x: 3 } }, { x: 3 });
  });

  it('5: asks where one set null and the other removed', () => {
    expectAsked({ base: { x: 1 }, mine: { x: null }, theirs: {} }, [
      { path: ['x'], kind: 'update/delete', base: 1, mine: null },
    ]);
  });

  it('6: takes an added null for an edit', () => {
    expectMerged({ base: {}, mine: { x: null }, theirs: {} }, { x: null });
  });

  it('7: removes what both removed', () => {
    expectMerged({ base: { x: 1, y: 1 }, mine: { y: 1 }, theirs: { y: 1 } }, { y: 1 });
  });

  it('8: asks where one removed and the other edited', () => {
    const { merged } = expectAsked({ base: { x: 1 }, mine: {}, theirs: { x: 2 } }, [
      { path: ['x'], kind: 'delete/update', base: 1, theirs: 2 },
    ]);
    expect(merged).toStrictEqual({ x: 2 });
  });

  it('9: removes what one removed and the other left alone', () => {
    expectMerged({ base: { x: 1, y: 1 }, mine: { y: 1 }, theirs: { x: 1, y: 2 } }, { y: 2 });
  });

  it('10: asks where both added a field, with no base to blame', () => {
    expectAsked({ base: {}, mine: { x: 1 }, theirs: { x: 2 } }, [
      { path: ['x'], kind: 'add/add', mine: 1, theirs: 2 },
    ]);
  });

  it('11: merges two objects added under one name, and asks where the field is atomic', () => {
    const edit = { base: {}, mine: { x: { a: 1 } }, theirs: { x: { b: 2 } } };
    const asked = { path: ['x'], kind: 'add/add', mine: { a: 1 }, theirs: { b: 2 } } as const;

    expectMerged(edit, { x: { a: 1, b: 2 } });
    expectAsked(edit, [asked], { x: atomic() });
  });

  it('12: takes an own undefined for a removed key', () => {
    expectMerged({ base: { x: 1 }, mine: { x: undefined }, theirs: { x: 1 } }, {});
  });

  it('13: finds NaN equal to itself', () => {
    expectMerged({ base: { x: NaN }, mine: { x: NaN }, theirs: { x: 1 } }, { x: 1 });
  });

  it('14: finds -0 equal to 0', () => {
    expectMerged({ base: { x: 0 }, mine: { x: -0 }, theirs: { x: 5 } }, { x: 5 });
  });

  it('15: takes an untouched empty input for null where the field says so, and asks otherwise', () => {
    const edit = { base: { x: null }, mine: { x: '' }, theirs: { x: 'a' } };

    expectMerged(edit, { x: 'a' }, { x: atomic({ codecs: [emptyAs(null)] }) });
    expectAsked(edit, [{ path: ['x'], kind: 'update/update', base: null, mine: '', theirs: 'a' }]);
  });

  it('16: compares decimals by value where the field says so, and asks otherwise', () => {
    const edit = { base: { x: '1.0' }, mine: { x: '1.00' }, theirs: { x: '2' } };

    expectMerged(edit, { x: '2' }, { x: atomic({ codecs: [decimal()] }) });
    expectAsked(edit, [{ path: ['x'], kind: 'update/update', base: '1.0', mine: '1.00', theirs: '2' }]);
  });

  it('17: never asks where both toggled a boolean', () => {
    expectMerged({ base: { on: false }, mine: { on: true }, theirs: { on: true } }, { on: true });
  });

  it('18: takes a change of type for an edit', () => {
    expectMerged({ base: { x: 1 }, mine: { x: '1' }, theirs: { x: 1 } }, { x: '1' });
  });

  it('19: asks once where the types differ, at the value and not inside', () => {
    const edit = { base: { x: { a: 1 } }, mine: { x: [1] }, theirs: { x: { a: 2 } } };

    expectAsked(edit, [{ path: ['x'], kind: 'type', base: { a: 1 }, mine: [1], theirs: { a: 2 } }]);
    expect(merge<object>(edit).merged).toStrictEqual({ x: { a: 2 } });
  });
});
