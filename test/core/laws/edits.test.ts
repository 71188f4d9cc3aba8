import { merge, type FieldConflict } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { docs, rules, type Doc, type Docs } from './arbitraries.js';
import { at, canon, isPlain, keyOf } from './canon.js';
import { holds } from './holds.js';
import { isContested, unitsOf, type Unit } from './unitsOf.js';

const mergeOf = (three: Docs) => merge<Doc>(three, rules);
const isGroup = ({ kind }: Unit) => kind === 'group';
const keyOfPath = ({ path, of }: FieldConflict) => `${of ?? ''}${canon(path)}`;

/** What the merge made of a unit. */
function mergedAt(merged: Doc, unit: Unit): unknown {
  if (!isGroup(unit)) return at(merged, unit.path);
  return { country: keyOf(merged, 'country'), city: keyOf(merged, 'city') };
}

describe('the laws of edits', () => {
  // Whole values, groups and `prefer`, a missing value included; texts, lists and sets have laws of their own.
  it('4: invents no value: what stands at a path stood there on one side', () => {
    holds(docs(), (three) => {
      const { merged } = mergeOf(three);
      const units = unitsOf(three);
      for (const unit of units.filter(({ kind }) => ['whole', 'group', 'prefer'].includes(kind))) {
        expect([unit.base, unit.mine, unit.theirs].map(canon)).toContain(canon(mergedAt(merged, unit)));
      }
      for (const path of pathsIn(merged)) {
        expect([three.base, three.mine, three.theirs].some((side) => at(side, path) !== undefined)).toBe(
          true,
        );
      }
    });
  });

  // Counters, sets, `prefer` and server-managed fields.
  it('4, 5: does what the rule of a field says, and that alone', () => {
    holds(docs(), (three) => {
      const { merged } = mergeOf(three);
      for (const unit of unitsOf(three)) {
        const got = mergedAt(merged, unit);
        const form = unit.kind === 'set' ? canon(new Set(got as Iterable<string>)) : canon(got);
        expect(form).toBe(ruled(unit) ?? form);
      }
    });
  });

  // Not server-managed fields; a group is one path.
  it('5: loses no edit: what one side alone changed has its value', () => {
    holds(docs(), (three) => {
      const { merged } = mergeOf(three);
      for (const unit of unitsOf(three).filter(({ kind }) => kind !== 'server')) {
        const [base, mine, theirs] = [unit.base, unit.mine, unit.theirs].map(canon);
        if (base !== mine && base !== theirs) continue;
        expect(canon(mergedAt(merged, unit))).toBe(base === mine ? theirs : mine);
      }
    });
  });

  it('6: asks only where both sides changed the path, each in its own way, and shows what they have there', () => {
    holds(docs(), (three) => {
      for (const conflict of mergeOf(three).conflicts) {
        expect(isContested(conflict)).toBe(true);
        if (conflict.kind === 'group' || conflict.kind === 'order') continue;
        for (const side of ['base', 'mine', 'theirs'] as const) {
          expect(canon(conflict[side])).toBe(canon(at(three[side], conflict.path)));
          expect(side in conflict).toBe(conflict[side] !== undefined);
        }
      }
    });
  });

  // Beyond them only texts and plain lists may be asked about, never `prefer`, counters, sets, server-managed fields. A group is one path.
  it('7: asks wherever three whole values differ', () => {
    holds(docs(), (three) => {
      const { conflicts } = mergeOf(three);
      const asked = new Set(conflicts.map(keyOfPath));
      const keyOfUnit = (unit: Unit) => `${isGroup(unit) ? 'group' : ''}${canon(unit.path)}`;
      const contested = unitsOf(three).filter(isContested);
      for (const unit of contested.filter(({ kind }) => kind === 'whole' || kind === 'group')) {
        expect(asked).toContain(keyOfUnit(unit));
      }
      const units = contested.filter(({ kind }) => ['whole', 'group', 'text', 'list'].includes(kind));
      const askable = new Set(units.map(keyOfUnit));
      for (const conflict of conflicts.filter(({ of }) => of !== 'order')) {
        expect(askable).toContain(keyOfPath(conflict));
      }
    });
  });

  // Conflicts about an order stand apart.
  it('8: never asks about a path and about something inside of it, nor twice', () => {
    holds(docs(), (three) => {
      const { conflicts } = mergeOf(three);
      const paths = conflicts
        .filter(({ of }) => of !== 'order')
        .map(({ path }) => `${path.map(canon).join('/')}/`);
      for (const path of paths) expect(paths.filter((other) => other.startsWith(path))).toEqual([path]);
      const orders = conflicts.filter(({ of }) => of === 'order').map(keyOfPath);
      expect(new Set(orders).size).toBe(orders.length);
    });
  });
});

/** Every path of a value down to what is no object, rows by their keys. */
function pathsIn(value: unknown, path: FieldConflict['path'] = []): FieldConflict['path'][] {
  if (Array.isArray(value) && hasKeys(value)) {
    return value.flatMap((row: unknown) => pathsIn(row, [...path, { key: 'id', value: keyOf(row) }]));
  }
  if (!isPlain(value)) return value === undefined || path.length === 0 ? [] : [path];
  return Object.keys(value).flatMap((name) => pathsIn(keyOf(value, name), [...path, name]));
}

/** What the rule of a unit makes of it; undefined where that is not for the rule alone to say. */
function ruled(unit: Unit): string | undefined {
  if (unit.kind === 'counter') return canon(Number(unit.mine) + Number(unit.theirs) - Number(unit.base));
  if (unit.kind === 'set') return canon(membersOf(unit));
  if (unit.kind === 'server') return canon(unit.theirs);
  if (unit.kind !== 'prefer' || !isContested(unit)) return undefined;
  return canon(unit.path[0] === 'owner' ? unit.mine : unit.theirs);
}

function membersOf(unit: Unit): Set<string> {
  const [base, mine, theirs] = [unit.base ?? [], unit.mine, unit.theirs].map(
    (side) => new Set(side as Iterable<string>),
  );
  const all = [...(base ?? []), ...(mine ?? []), ...(theirs ?? [])];
  return new Set(
    all.filter((member) =>
      base?.has(member) ? mine?.has(member) && theirs?.has(member) : mine?.has(member) || theirs?.has(member),
    ),
  );
}

/** Rows that each have a key of their own. */
function hasKeys(rows: readonly unknown[]): boolean {
  const keys = rows.map((row) => keyOf(row));
  return !keys.includes(undefined) && new Set(keys).size === keys.length;
}
