import fc from 'fast-check';
import type { Three } from './arbitraries.js';

/** A row as laws are tried on; one without an id has no key. */
export interface Row {
  readonly id?: number | string;
  readonly qty?: number;
  readonly labels?: readonly string[];
  readonly note?: { readonly text?: string };
}

const fields = fc.record(
  {
    qty: fc.integer({ min: 0, max: 3 }),
    labels: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }),
    note: fc.record(
      { text: fc.constantFrom('one\ntwo\nthree\n', 'one\n2\nthree\n', 'one\ntwo\nthree\nfour\n', 'one') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const id = fc.constantFrom<number | string>(1, 2, 3, 4, 5, '1', '2', 'a');
const edit = fc.record({
  op: fc.constantFrom('change', 'insert', 'delete', 'move', 'insert without a key', 'double'),
  at: fc.nat(9),
  to: fc.nat(9),
  id,
  fields,
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

/**
 * A keyed list and two edits of it, made of changed, inserted, deleted and moved rows.
 *
 * @param options `isAnyKey`: some rows have no key; `areKeysUnique: false`: some keys stand twice; `only`: these edits and no others.
 */
export function rowsOf(options: {
  readonly isAnyKey: boolean;
  readonly areKeysUnique?: boolean;
  readonly only?: readonly Edit['op'][];
}): fc.Arbitrary<Three<readonly Row[]>> {
  const { isAnyKey, areKeysUnique = true, only } = options;
  const isAllowed = ({ op }: Edit) =>
    only?.includes(op) ??
    ((isAnyKey || op !== 'insert without a key') && (!areKeysUnique || op !== 'double'));
  const edits = fc.array(edit, { maxLength: 4 }).map((all) => all.filter(isAllowed));
  const keyless = isAnyKey ? fc.array(fields, { maxLength: 1 }) : fc.constant([]);
  const keyed = fc.uniqueArray(fc.tuple(id, fields), { selector: ([key]) => key, maxLength: 5 });
  return fc.tuple(keyed, keyless, edits, edits, edits).map(([rows, loose, common, mine, theirs]) => {
    const base = [...rows.map(([key, row]) => ({ id: key, ...row })), ...loose];
    const shared = common.slice(0, 1);
    return { base, mine: edited(base, [...shared, ...mine]), theirs: edited(base, [...shared, ...theirs]) };
  });
}

function edited(base: readonly Row[], edits: readonly Edit[]): readonly Row[] {
  return edits.reduce((rows, { op, at, to, id: key, fields: row }) => {
    const place = at % Math.max(rows.length, 1);
    const found = rows[place];
    if (op === 'insert without a key') return rows.toSpliced(place, 0, row);
    if (op === 'insert') {
      return rows.some((other) => other.id === key) ? rows : rows.toSpliced(place, 0, { id: key, ...row });
    }
    if (!found) return rows;
    switch (op) {
      case 'change':
        return rows.with(place, { ...(found.id === undefined ? {} : { id: found.id }), ...row });
      case 'delete':
        return rows.toSpliced(place, 1);
      case 'move':
        return rows.toSpliced(place, 1).toSpliced(to % rows.length, 0, found);
      case 'double':
        return [...rows, { ...found, ...row }];
    }
  }, base);
}
