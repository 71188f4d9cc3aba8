import fc from 'fast-check';
import {
  atomic,
  counter,
  decimal,
  emptyAs,
  group,
  list,
  merge,
  nfc,
  object,
  serverManaged,
  set,
  text,
  type FieldConflict,
} from 'noclobber';
import { describe, expect, it } from 'vitest';
import { canon } from './canon.js';
import { holds } from './holds.js';

/** A row with a field for each rule that counts what is not the value itself, or not all of it. */
interface Row {
  readonly id: number;
  readonly stock?: number;
  readonly price?: string;
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly country?: string | null;
  readonly city?: string;
  readonly version?: number;
}
type Rows = readonly Row[];

const item = object<Row>({
  stock: counter(),
  price: atomic({ codecs: [decimal()] }),
  note: text({ codecs: [nfc()] }),
  tags: set(),
  place: group(['country', 'city'], { codecs: [emptyAs(null)] }),
  version: serverManaged(),
});
const rules = { x: list<Row>({ key: 'id', item }) };
const mergeRows = (base: Rows, mine: Rows, theirs: Rows) =>
  merge({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } }, rules);

const fields = fc.record(
  {
    stock: fc.integer({ min: 0, max: 3 }),
    price: fc.constantFrom('1', '1.0', '2'),
    note: fc.constantFrom('one\ntwo\n\u00e9\n', 'one\n2\n\u00e9\n', 'one\ntwo\ne\u0301\nfour\n'),
    tags: fc.subarray(['a', 'b', 'c']),
    country: fc.constantFrom(null, '', 'HR', 'AT'),
    city: fc.constantFrom('Zagreb', 'Graz'),
    version: fc.nat(3),
  },
  { requiredKeys: [] },
);
/** What a side did to a row: nothing, wrote it in another way, changed some fields, or removed it. */
const deed = fc.oneof({ withCrossShrink: true }, fc.constantFrom('none', 'rewritten', 'removed'), fields);
const side = fc.record({ deeds: fc.tuple(deed, deed, deed), isTurned: fc.boolean() });
/** Three rows, not all of them in the base, and two edits of them; a side may turn their order round. */
const three: fc.Arbitrary<readonly [base: Rows, mine: Rows, theirs: Rows]> = fc
  .tuple(fc.tuple(...[1, 2, 3].map(() => fc.option(fields, { freq: 5 }))), side, side)
  .map(([base, ...sides]) => {
    const rows = base.map((row, at) => row && { id: at + 1, ...row });
    const [mine = [], theirs = []] = sides.map(({ deeds, isTurned }) => {
      const done = deeds.flatMap((what, at) => edited(rows[at] ?? null, what, at + 1) ?? []);
      return isTurned ? done.toReversed() : done;
    });
    return [rows.filter((row) => row !== null), mine, theirs];
  });

function edited(row: Row | null, what: object | string, id: number): Row | null {
  if (typeof what === 'object') return { ...row, id, ...what };
  return what === 'removed' || !row ? null : what === 'rewritten' ? rewritten(row) : row;
}

/** The same row, written as a form or a server might. */
function rewritten({ price, note, country, ...row }: Row): Row {
  return {
    ...row,
    version: (row.version ?? 0) + 1,
    ...(price === undefined ? {} : { price: `${Number(price)}.00` }),
    ...(note === undefined ? {} : { note: note.normalize('NFD').replaceAll('\n', '\r\n') }),
    ...(country === undefined ? {} : { country: country ?? '' }),
  };
}

/** A row as its rules read it. */
function read({ version: _version, price, note, country, ...row }: Row): string {
  return canon({
    ...row,
    price: price && Number(price),
    note: note?.normalize('NFC'),
    country: country === '' ? null : country,
  });
}

const rowOf = (rows: Rows, id: number) => rows.find((row) => row.id === id);

describe('the laws of rules inside of rows', () => {
  it('1: takes the side that changed when the other did not, but for what the server manages', () => {
    holds(three, ([base, edit]) => {
      const [here, there] = [mergeRows(base, edit, base), mergeRows(base, base, edit)];

      expect([here.conflicts, there.conflicts]).toEqual([[], []]);
      expect(here.merged.x.map(read)).toEqual(edit.map(read));
      expect(canon(there.merged.x)).toBe(canon(edit));
    });
  });

  it('2: takes an edit that both made, and counts twice what both counted', () => {
    holds(three, ([base, edit]) => {
      const { merged, conflicts } = mergeRows(base, edit, edit);
      const counted = edit.map((row) => {
        const before = rowOf(base, row.id)?.stock;
        const { stock } = row;
        return before === undefined || stock === undefined ? row : { ...row, stock: 2 * stock - before };
      });

      expect(conflicts).toEqual([]);
      expect(canon(merged.x)).toBe(canon(counted));
    });
  });

  it('3: comes to the same conflicts whoever is called mine', () => {
    holds(three, ([base, mine, theirs]) => {
      const [one, other] = [mergeRows(base, mine, theirs), mergeRows(base, theirs, mine)];

      expect(other.conflicts.map(swapped).map(canon).toSorted()).toEqual(
        one.conflicts.map(told).map(canon).toSorted(),
      );
    });
  });

  it('4: counts what both counted, and takes from theirs what the server manages', () => {
    holds(three, ([base, mine, theirs]) => {
      for (const row of mergeRows(base, mine, theirs).merged.x) {
        const [before, here, there] = [base, mine, theirs].map((rows) => rowOf(rows, row.id));
        if (!before || !here || !there) continue;
        const counts = [before.stock, here.stock, there.stock];
        const [was = 0, my = 0, their = 0] = counts;

        expect(row.version).toBe(there.version);
        expect(row.stock).toBe(counts.includes(undefined) ? row.stock : my + their - was);
      }
    });
  });

  it('removes a row that one side removed and the other left as its rules read it, and asks about any other', () => {
    holds(three, ([base, mine, theirs]) => {
      const { merged, conflicts } = mergeRows(base, mine, theirs);
      for (const row of base) {
        const [here, there] = [rowOf(mine, row.id), rowOf(theirs, row.id)];
        if (here && there) continue;
        const isEdited = [here, there].some((other) => other && read(other) !== read(row));
        const path = ['x', { key: 'id', value: row.id }];
        const asked = conflicts.filter((conflict) => canon(conflict.path) === canon(path));

        expect(asked).toHaveLength(isEdited ? 1 : 0);
        expect(isEdited || rowOf(merged.x, row.id) === undefined).toBe(true);
      }
    });
  });
});

function told({ path, kind, of, base, mine, theirs }: FieldConflict) {
  return { path, kind, of, base, mine, theirs };
}

function swapped({ mine, theirs, kind, ...rest }: FieldConflict) {
  const swap = { 'update/delete': 'delete/update', 'delete/update': 'update/delete' } as const;
  const isSwapped = kind === 'update/delete' || kind === 'delete/update';
  return told({ ...rest, kind: isSwapped ? swap[kind] : kind, mine: theirs, theirs: mine });
}
