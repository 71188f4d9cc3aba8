import { atomic, counter, datetime } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { expectAsked, expectMerged } from './outcome.js';

describe('numbers and dates', () => {
  it('20: adds up both changes of a counter, and asks where it is just a number', () => {
    const edit = { base: { n: 10 }, mine: { n: 12 }, theirs: { n: 15 } };

    expectMerged(edit, { n: 17 }, { n: counter() });
    expectAsked(edit, [{ path: ['n'], kind: 'update/update', base: 10, mine: 12, theirs: 15 }]);
  });

  it('21: counts the same change of a counter twice, and of a number once', () => {
    const edit = { base: { n: 10 }, mine: { n: 11 }, theirs: { n: 11 } };

    expectMerged(edit, { n: 12 }, { n: counter() });
    expectMerged(edit, { n: 11 });
  });

  it('22: adds at a scale without drift', () => {
    const edit = { base: { n: 0.1 }, mine: { n: 0.3 }, theirs: { n: 0.2 } };

    expectMerged(edit, { n: 0.4 }, { n: counter({ scale: 1 }) });
  });

  it.each([
    ['an infinite number', Infinity, 'update/update'],
    ['a number that is none', NaN, 'update/update'],
    ['a value that is no number', '12', 'type'],
  ] as const)('22: asks about a counter with %s', (_case, n, kind) => {
    expectAsked(
      { base: { n: 10 }, mine: { n }, theirs: { n: 15 } },
      [{ path: ['n'], kind, base: 10, mine: n, theirs: 15 }],
      { n: counter() },
    );
  });

  it('23: finds equal instants equal, whatever object holds them', () => {
    const edit = { base: { at: new Date(0) }, mine: { at: new Date(0) }, theirs: { at: new Date(1) } };

    expectMerged(edit, { at: new Date(1) });
  });

  it('24: asks where both changed a date', () => {
    const [base, mine, theirs] = [new Date(0), new Date(1), new Date(2)];
    const { merged } = expectAsked({ base: { at: base }, mine: { at: mine }, theirs: { at: theirs } }, [
      { path: ['at'], kind: 'update/update', base, mine, theirs },
    ]);

    expect(merged).toStrictEqual({ at: theirs });
  });

  it('25: finds an invalid date equal to itself', () => {
    const edit = { base: { at: new Date(NaN) }, mine: { at: new Date(NaN) }, theirs: { at: new Date(1) } };

    expectMerged(edit, { at: new Date(1) });
  });

  it('26: compares times by instant where the field says so, and asks otherwise', () => {
    const [base, mine, theirs] = [
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.000+00:00',
      '2026-02-01T00:00:00Z',
    ];
    const edit = { base: { at: base }, mine: { at: mine }, theirs: { at: theirs } };

    expectMerged(edit, { at: theirs }, { at: atomic({ codecs: [datetime()] }) });
    expectAsked(edit, [{ path: ['at'], kind: 'update/update', base, mine, theirs }]);
  });
});
