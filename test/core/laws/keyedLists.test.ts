import fc from 'fast-check';
import { list, merge, resolve, set, text, object } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { canon, keyOf } from './canon.js';
import { holds } from './holds.js';
import { rowsOf, type Row } from './rows.js';

type Rows = readonly Row[];
const item = object<Row>({ labels: set(), note: object<{ text?: string }>({ text: text() }) });
const rules = { x: list<Row>({ key: 'id', item }) };
const keys = (rows: Rows) => rows.map((row) => keyOf(row));
const mergeRows = ([base, mine, theirs]: readonly Rows[]) =>
  merge<object>({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } }, rules);
const rowsIn = (merged: object) => (merged as { x: Rows }).x;

/** Three lists of rows; every edit there is, unless `only` some. */
function three(options: Parameters<typeof rowsOf>[0]): fc.Arbitrary<readonly [Rows, Rows, Rows]> {
  return rowsOf(options).map(({ base = [], mine = [], theirs = [] }) => [base, mine, theirs]);
}

describe('the laws of keyed lists', () => {
  it('19: has rows of mine and theirs only, each once', () => {
    holds(three({ isAnyKey: false }), (sides) => {
      const [, mine, theirs] = sides.map(keys);
      const merged = keys(rowsIn(mergeRows(sides).merged));
      expect(new Set(merged).size).toBe(merged.length);
      for (const key of merged) expect([...(mine ?? []), ...(theirs ?? [])]).toContain(key);
    });
  });

  it('19: keeps every row that no side removed, and none that a side removed and the other left alone', () => {
    holds(three({ isAnyKey: false }), (sides) => {
      const { merged, conflicts } = mergeRows(sides);
      const [base, mine, theirs] = sides.map((rows) => new Map(rows.map((row) => [keyOf(row), canon(row)])));
      const asked = new Set(conflicts.map(({ path }) => canon(keyOf(path[1], 'value'))));
      const found = new Set(keys(rowsIn(merged)));
      for (const key of new Set(sides.flatMap(keys))) {
        if (asked.has(canon(key))) continue;
        const [before, here, there] = [base, mine, theirs].map((rows) => rows?.get(key));
        const isGone = before !== undefined && (here === undefined || there === undefined);
        expect(found.has(key)).toBe(!isGone);
      }
    });
  });

  // No row comes or moves.
  it('19: moves with its input: common rows in another order on all sides come out in that order', () => {
    const sides = three({ isAnyKey: false, only: ['change', 'delete'] });
    const ranks = fc.array(fc.nat(99), { minLength: 8, maxLength: 8 });
    holds(fc.tuple(sides, ranks), ([lists, rank]) => {
      const common = new Map(keys(lists[0]).map((key, index) => [key, rank[index % rank.length] ?? 0]));
      const permuted = (rows: Rows) =>
        rows.toSorted((a, b) => (common.get(keyOf(a)) ?? 0) - (common.get(keyOf(b)) ?? 0));
      const straight = mergeRows(lists);
      const turned = mergeRows(lists.map(permuted));
      expect(canon(rowsIn(turned.merged))).toBe(canon(permuted(rowsIn(straight.merged))));
      expect(turned.conflicts.map(canon).toSorted()).toEqual(straight.conflicts.map(canon).toSorted());
    });
  });

  // The rows that all three have.
  it('keeps an order that one side alone made, and asks once where both made another', () => {
    holds(three({ isAnyKey: false }), (sides) => {
      const { merged, conflicts } = mergeRows(sides);
      const isCommon = (key: unknown) => sides.every((rows) => keys(rows).includes(key));
      const [base, mine, theirs] = sides.map((rows) => canon(keys(rows).filter(isCommon)));
      const orders = conflicts.filter(({ kind }) => kind === 'order');
      const isAsked = base !== mine && base !== theirs && mine !== theirs;
      const kept = canon(keys(rowsIn(merged)).filter(isCommon));
      expect(orders).toHaveLength(isAsked ? 1 : 0);
      expect(kept).toBe(isAsked || base === mine ? theirs : mine);
      if (!isAsked) return;
      const settled = resolve({ ...mergeRows(sides) }, [{ path: ['x'], pick: 'mine' }]);
      expect(canon(keys(rowsIn(settled.merged)).filter(isCommon))).toBe(mine);
    });
  });

  // One side adds, nobody moves or removes.
  it('puts a row that one side added where it stood there', () => {
    holds(
      fc.tuple(three({ isAnyKey: true, only: ['insert', 'insert without a key'] }), fc.boolean()),
      ([sides, isMine]) => {
        const [base, added] = sides;
        const edited = base.map((row) => (keyOf(row) === undefined ? row : { ...row, qty: 9 }));
        const { merged, conflicts } = mergeRows(isMine ? [base, added, edited] : [base, edited, added]);
        const expected = added.map((row) =>
          base.some(({ ...old }) => keyOf(old) === keyOf(row) && keyOf(row) !== undefined)
            ? { ...row, qty: 9 }
            : row,
        );
        expect(conflicts).toEqual([]);
        expect(canon(rowsIn(merged))).toBe(canon(expected));
      },
    );
  });

  // Rows that change, go and move; where they come, a tie goes to theirs.
  it('3: comes to the same order whoever is called mine', () => {
    holds(three({ isAnyKey: false, only: ['change', 'delete', 'move'] }), ([base, mine, theirs]) => {
      const one = mergeRows([base, mine, theirs]);
      const other = mergeRows([base, theirs, mine]);
      if (one.conflicts.length > 0) return;
      expect(keys(rowsIn(other.merged))).toEqual(keys(rowsIn(one.merged)));
    });
  });
});
