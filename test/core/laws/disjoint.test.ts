import fc from 'fast-check';
import { counter, list, merge, object, set, text, type Rule } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { canon } from './canon.js';
import { holds } from './holds.js';

// Law 11 is told here by building: every place has at most one editor, so what both edits come to is known beforehand.

/** A value on three sides, and what it must become. */
interface Disjoint {
  readonly base?: unknown;
  readonly mine?: unknown;
  readonly theirs?: unknown;
  readonly both?: unknown;
}
type Editor = 'nobody' | 'mine' | 'theirs';

const editor = fc.constantFrom<Editor>('nobody', 'mine', 'theirs');
const leaf = fc.constantFrom<unknown>(undefined, 0, 1, 'a', null, true, [1], [1, 2]);

function changed(base: unknown, who: Editor, after: unknown): Disjoint {
  return {
    base,
    mine: who === 'mine' ? after : base,
    theirs: who === 'theirs' ? after : base,
    both: who === 'nobody' ? base : after,
  };
}

function joined(fields: Readonly<Record<string, Disjoint>>): Disjoint {
  const side = (name: keyof Disjoint) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, value]) =>
        value[name] === undefined ? [] : [[field, value[name]]],
      ),
    );
  return { base: side('base'), mine: side('mine'), theirs: side('theirs'), both: side('both') };
}

const field = fc.tuple(leaf, editor, leaf).map(([base, who, after]) => changed(base, who, after));
const { fields } = fc.letrec((tie) => ({
  fields: fc
    .dictionary(fc.constantFrom('a', 'b', 'constructor'), tie('value') as fc.Arbitrary<Disjoint>, {
      noNullPrototype: true,
    })
    .map(joined),
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, field, tie('fields'), tie('replaced')),
  replaced: fc
    .tuple(tie('fields') as fc.Arbitrary<Disjoint>, editor, leaf)
    .map(([{ base }, who, after]) => changed(base, who, after)),
}));

/** Pieces that occur once, each with what its editor does there; between two editors a piece stays as it is. */
const places = fc.array(
  fc.record({
    who: editor,
    op: fc.constantFrom('replace', 'delete', 'insert before', 'insert after'),
  }),
  { minLength: 3, maxLength: 12 },
);
type Places = typeof places extends fc.Arbitrary<infer P> ? P : never;

/** `piece` makes the piece of a place, or the new one that its editor writes there. */
function pieces<P>(
  all: Places,
  piece: (index: number, who?: Editor) => P,
): { [K in keyof Required<Disjoint>]: P[] } {
  const kept = all.reduce<Editor[]>((editors, { who }) => {
    const last = editors.at(-1) ?? 'nobody';
    return [...editors, last === 'nobody' || last === who ? who : 'nobody'];
  }, []);
  const side = (isEdited: (who: Editor) => boolean) =>
    all.flatMap(({ op }, index) => {
      const who = kept[index] ?? 'nobody';
      if (who === 'nobody' || !isEdited(who)) return [piece(index)];
      if (op === 'delete') return [];
      if (op === 'replace') return [piece(index, who)];
      return op === 'insert after' ? [piece(index), piece(index, who)] : [piece(index, who), piece(index)];
    });
  return {
    base: side(() => false),
    mine: side((who) => who === 'mine'),
    theirs: side((who) => who === 'theirs'),
    both: side(() => true),
  };
}

function mapped<P>(sides: { [K in keyof Required<Disjoint>]: P[] }, join: (parts: P[]) => unknown): Disjoint {
  const { base, mine, theirs, both } = sides;
  return { base: join(base), mine: join(mine), theirs: join(theirs), both: join(both) };
}

const lines = places.map((all) =>
  mapped(
    pieces(all, (index, who = 'nobody') => `${who} wrote line ${index}.\n`),
    (parts) => parts.join(''),
  ),
);
const items = places.map((all) =>
  mapped(
    pieces(all, (index, who = 'nobody') => `${who} ${index}`),
    (parts) => parts,
  ),
);
const members = fc
  .array(fc.tuple(fc.boolean(), editor), { maxLength: 6 })
  .map((all) =>
    joined(
      Object.fromEntries(
        all.map(([isIn, who], at) => [`m${at}`, changed(isIn || undefined, who, !isIn || undefined)]),
      ),
    ),
  )
  .map((three) =>
    mapped({ base: [three.base], mine: [three.mine], theirs: [three.theirs], both: [three.both] }, ([all]) =>
      Object.keys(all ?? {}),
    ),
  );

const rows = fc
  .array(
    fc.record({
      gone: editor,
      isGone: fc.boolean(),
      row: fc.dictionary(fc.constantFrom('p', 'q'), field, { noNullPrototype: true }),
    }),
    { maxLength: 5 },
  )
  .map((all) => {
    const made = all.map(({ gone, isGone, row }, id) => {
      const value = joined({ ...row, id: changed(id, 'nobody', id) });
      return isGone && gone !== 'nobody' ? changed(value.base, gone, undefined) : value;
    });
    const side = (name: keyof Disjoint) => made.map((row) => row[name]).filter((row) => row !== undefined);
    return { base: side('base'), mine: side('mine'), theirs: side('theirs'), both: side('both') };
  });

const rules: Readonly<Record<string, Rule>> = {
  text: text(),
  items: list(),
  members: set(),
  rows: list<{ readonly id: number }>({ key: 'id', item: object() }),
  stock: counter(),
};
const records = fc
  .record(
    {
      free: fields as fc.Arbitrary<Disjoint>,
      text: lines,
      plain: lines,
      items,
      members,
      rows,
      keyed: rows,
      stock: fc.tuple(fc.nat(9), editor, fc.nat(9)).map(([base, who, after]) => changed(base, who, after)),
    },
    { requiredKeys: [] },
  )
  .map((all) => joined(all as Record<string, Disjoint>) as { [K in keyof Required<Disjoint>]: object });

describe('the law of disjoint edits', () => {
  // Objects, rows, members; lines and items with an untouched one between.
  it('11: makes both edits where they touch no common path, whoever is called mine', () => {
    holds(records, ({ base, mine, theirs, both }) => {
      const one = merge<object>({ base, mine, theirs }, rules);
      const other = merge<object>({ base, mine: theirs, theirs: mine }, rules);
      expect([one.conflicts, other.conflicts]).toEqual([[], []]);
      expect(canon(sorted(one.merged))).toBe(canon(sorted(both)));
      expect(canon(sorted(other.merged))).toBe(canon(sorted(both)));
      expect(one.changes.filter(({ kind }) => kind === 'auto' || kind === 'both')).toEqual([]);
    });
  });
});

/** The members of a set have no order of their own. */
function sorted(record: object): object {
  return 'members' in record ? { ...record, members: (record.members as string[]).toSorted() } : record;
}
