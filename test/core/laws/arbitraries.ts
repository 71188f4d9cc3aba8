import fc from 'fast-check';
import {
  counter,
  group,
  list,
  object,
  prefer,
  serverManaged,
  set,
  text,
  atomic,
  type Rules,
} from 'noclobber';
import { Opaque } from './canon.js';
import { rowsOf, type Row } from './rows.js';
import { textsOf } from './texts.js';

/** One value on three sides; undefined means missing. */
export interface Three<T = unknown> {
  readonly base?: T;
  readonly mine?: T;
  readonly theirs?: T;
}

/** A value or its absence, so that one arbitrary can make both. */
type Side<T> = 'same' | 'missing' | { readonly value: T };

/** Two sides derived from a base: each keeps it, drops it or replaces it, out of few values, so that both often do alike. */
function threeOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Three<T>> {
  const side: fc.Arbitrary<Side<T>> = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant('same' as const), weight: 4 },
    { arbitrary: fc.constant('missing' as const), weight: 1 },
    { arbitrary: fc.record({ value }), weight: 3 },
  );
  return fc.tuple(fc.option(value, { nil: undefined, freq: 5 }), side, side).map(([base, mine, theirs]) => {
    const take = (edit: Side<T>) => (edit === 'same' ? base : edit === 'missing' ? undefined : edit.value);
    return { base, mine: take(mine), theirs: take(theirs) };
  });
}

const blobs = [new Opaque('first'), new Opaque('second')] as const;
const jsonLeaf = fc.oneof(
  { withCrossShrink: true },
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom('a', 'b', '', null, true, false, 1.5),
  fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }),
);
const anyLeaf = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: jsonLeaf, weight: 3 },
  { arbitrary: fc.constantFrom<unknown>(0, -0, NaN, ...blobs), weight: 1 },
  { arbitrary: fc.constantFrom(0, 1, 2, NaN).map((time) => new Date(time)), weight: 1 },
);

/** Field names that a careless merge trips over. */
const fieldName = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString', '');

/** Puts fields of three sides together to objects of three sides; what is missing has no key, or in `b` an own undefined. */
function joinFields(
  fields: readonly (readonly [name: string, three: Three])[],
): Three<Record<string, unknown>> {
  const side = (name: keyof Three) =>
    Object.fromEntries(
      fields.flatMap(([field, three]) =>
        three[name] === undefined && field !== 'b' ? [] : [[field, three[name]]],
      ),
    );
  return { base: side('base'), mine: side('mine'), theirs: side('theirs') };
}

/** Objects in objects; a side may also have dropped one, or put null or a leaf in its place. */
function nestedOf(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<Three> {
  const { nested } = fc.letrec((tie) => ({
    fields: fc
      .uniqueArray(
        fc.tuple(fieldName, fc.oneof({ maxDepth: 3, depthSize: 'small' }, threeOf(leaf), tie('nested'))),
        {
          selector: ([name]) => name,
          maxLength: 4,
        },
      )
      .map((fields) => joinFields(fields as [string, Three][])),
    nested: partly(tie('fields') as fc.Arbitrary<Three<object>>),
  }));
  return nested as fc.Arbitrary<Three>;
}
/** Now and then a side dropped the value, or put null or a leaf in its place. */
const whole = fc
  .oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant('as it is'), weight: 16 },
    { arbitrary: fc.constantFrom('missing', 'null', 'a leaf'), weight: 1 },
  )
  .map((state) => (value: unknown) => {
    if (state === 'as it is') return value;
    return state === 'missing' ? undefined : state === 'null' ? null : 1;
  });
const partly = (threes: fc.Arbitrary<Three>): fc.Arbitrary<Three> =>
  fc.tuple(threes, whole, whole, whole).map(([three, base, mine, theirs]) => ({
    base: base(three.base),
    mine: mine(three.mine),
    theirs: theirs(three.theirs),
  }));

/** Members that each side adds and removes; as a list or as a Set. */
function setsOf(hasSets: boolean): fc.Arbitrary<Three> {
  const members = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 });
  const toggled = (all: readonly string[], some: readonly string[]) => [
    ...all.filter((member) => !some.includes(member)),
    ...some.filter((member) => !all.includes(member)),
  ];
  return fc.tuple(members, members, members, fc.boolean()).map(([base, mine, theirs, isSet]) => {
    const form = (list: string[]) => (isSet && hasSets ? new Set(list) : list);
    return { base: form(base), mine: form(toggled(base, mine)), theirs: form(toggled(base, theirs)) };
  });
}

/** A plain list and two edits of it, by item; out of few items, so that it is often unclear which was meant. */
const plainLists: fc.Arbitrary<Three> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }),
    ...twice(
      fc.array(
        fc.record({ op: fc.constantFrom('insert', 'delete', 'replace'), at: fc.nat(9), item: fc.nat(4) }),
        { maxLength: 2 },
      ),
    ),
  )
  .map(([base, mine, theirs]) => {
    const edited = (edits: typeof mine) =>
      edits.reduce<number[]>((items, { op, at, item }) => {
        const place = at % (items.length + 1);
        if (op === 'insert') return items.toSpliced(place, 0, item);
        return op === 'delete' ? items.toSpliced(place, 1) : items.toSpliced(place, 1, item);
      }, base);
    return { base, mine: edited(mine), theirs: edited(theirs) };
  });

function twice<T>(value: T): [T, T] {
  return [value, value];
}

/** The record that laws are tried on: a field for each rule, and free ones that merge by their shape. */
export interface Doc {
  free?: unknown;
  whole?: unknown;
  body?: string;
  lines?: string;
  tags?: string[];
  stock?: number;
  steps?: number[];
  rows?: readonly Row[];
  items?: { id: number }[];
  country?: unknown;
  city?: unknown;
  owner?: unknown;
  state?: unknown;
  version?: unknown;
}

export const rules: Rules<Doc> = {
  whole: atomic(),
  body: text(),
  tags: set(),
  stock: counter(),
  steps: list(),
  rows: list<Row>({
    key: 'id',
    item: object<Row>({ labels: set(), note: object<{ text?: string }>({ text: text() }) }),
  }),
  place: group(['country', 'city']),
  owner: prefer('mine'),
  state: prefer('theirs'),
  version: serverManaged(),
};

export type Docs = Required<Three<Doc>>;

/** Three records: a base and two edits of it. `rows` says what rows may do besides changing, coming, going and moving. */
export function docs(
  options: {
    readonly without?: readonly (keyof Doc)[];
    readonly isJson?: boolean;
    readonly rows?: Parameters<typeof rowsOf>[0];
  } = {},
): fc.Arbitrary<Docs> {
  const { without = [], isJson = false, rows = { isAnyKey: true, areKeysUnique: false } } = options;
  const leaf = isJson ? jsonLeaf : anyLeaf;
  const fields: Record<keyof Doc, fc.Arbitrary<Three>> = {
    free: nestedOf(leaf),
    whole: nestedOf(leaf),
    body: partly(textsOf()),
    lines: textsOf(),
    tags: partly(setsOf(!isJson)),
    stock: threeOf(fc.integer({ min: -3, max: 3 })),
    steps: partly(plainLists),
    rows: partly(rowsOf(rows)),
    items: partly(rowsOf({ ...rows, isAnyKey: false })),
    country: threeOf(leaf),
    city: threeOf(leaf),
    owner: nestedOf(leaf),
    state: nestedOf(leaf),
    version: threeOf(leaf),
  };
  const few = Object.entries(fields)
    .filter(([name]) => !without.includes(name as keyof Doc))
    .map(([name, three]) => [name, fc.option(three, { nil: {}, freq: 2 })]);
  return fc
    .record(Object.fromEntries(few), { requiredKeys: [] })
    .map((threes) => joinFields(Object.entries(threes) as [string, Three][]) as Docs);
}
