import fc from 'fast-check';
import { merge, resolve, type Choice, type FieldChange, type FieldConflict, type Side } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { docs, rules, type Doc, type Docs } from './arbitraries.js';
import { at, canon, keyOf } from './canon.js';
import { holds } from './holds.js';
import { unordered } from './unordered.js';

const side = fc.constantFrom<Side>('mine', 'theirs', 'base');
/** A side and a place in the order for each of the first conflicts; for more conflicts they start again. */
const decisions = fc.array(fc.record({ pick: side, rank: fc.nat(99) }), { minLength: 8, maxLength: 8 });
const decided = <T>(entries: readonly T[], all: readonly { readonly pick: Side; readonly rank: number }[]) =>
  entries.map((entry, index) => {
    const { pick, rank } = all[index % all.length] ?? { pick: 'mine' as const, rank: 0 };
    return { entry, pick, rank };
  });

describe('the laws of resolving', () => {
  // Not server-managed fields; by content, line ends apart. Rows that both sides added stand in theirs' order, which nobody is asked about.
  it('9: gives mine (theirs) back where it is taken for every conflict and every change, hunk by hunk in texts', () => {
    const three = docs({ without: ['version'] });
    holds(fc.tuple(three, fc.constantFrom('mine' as const, 'theirs' as const)), ([edit, pick]) => {
      if (hasEqualRowsWithoutKey(edit)) return;
      const result = merge<Doc>(edit, rules);
      const whole = resolve(
        result,
        [...result.conflicts, ...result.changes].map((entry) => takeAll(entry, pick)),
      );
      expect(whole.conflicts).toEqual([]);
      const form = haveAddedAlike(edit) ? unordered : (value: unknown) => value;
      expect(canon(form(whole.merged))).toBe(canon(form(edit[pick])));
    });
  });

  it('10: comes to the same, without a conflict, in whatever order and however many steps sides are chosen', () => {
    holds(fc.tuple(docs(), decisions), ([edit, all]) => {
      const result = merge<Doc>(edit, rules);
      const choices = decided(result.conflicts, all).map(({ entry: { path }, pick, rank }) => ({
        choice: { path, pick },
        rank,
      }));
      const inOrder = choices.map(({ choice }) => choice);
      const shuffled = choices.toSorted((a, b) => a.rank - b.rank).map(({ choice }) => choice);
      const once = resolve(result, inOrder);
      const steps = shuffled.reduce((open, choice) => resolve(open, [choice]), result);

      expect(once.conflicts).toEqual([]);
      expect(steps.conflicts).toEqual([]);
      expect(canon(steps.merged)).toBe(canon(once.merged));
      expect(steps.changes.map(canon).toSorted()).toEqual(once.changes.map(canon).toSorted());
    });
  });

  it('10: takes the chosen side at each path, and leaves every other path as it was', () => {
    holds(fc.tuple(docs(), decisions), ([edit, all]) => {
      const result = merge<Doc>(edit, rules);
      const chosen = decided(result.conflicts, all);
      const resolved = resolve(
        result,
        chosen.map(({ entry: { path }, pick }) => ({ path, pick })),
      );
      for (const { entry, pick } of chosen) {
        const { found, expected } = takenAt(resolved.merged, entry, pick);
        expect(found).toBe(expected);
      }
      for (const change of result.changes.filter(({ of }) => of === undefined)) {
        expect(canon(at(resolved.merged, change.path))).toBe(canon(at(result.merged, change.path)));
      }
    });
  });

  it('17: has nothing left to do after the save', () => {
    holds(fc.tuple(docs(), decisions), ([edit, all]) => {
      const result = merge<Doc>(edit, rules);
      const choices = decided(result.conflicts, all).map(({ entry: { path }, pick }) => ({ path, pick }));
      const saved = resolve(result, choices).merged;
      for (const base of [saved, edit.theirs]) {
        const again = merge<Doc>({ base, mine: saved, theirs: base }, rules);
        expect(again.conflicts).toEqual([]);
        expect(canon(again.merged)).toBe(canon(saved));
      }
    });
  });

  // Clean merges; not counters, texts, plain lists, nor rows without a key.
  it('absorption: merging mine into what it was merged to changes nothing', () => {
    const rows = { isAnyKey: false, areKeysUnique: false };
    const three = docs({ without: ['stock', 'body', 'lines', 'steps'], rows });
    holds(three, ({ base, mine, theirs }) => {
      const { merged, conflicts } = merge<Doc>({ base, mine, theirs }, rules);
      if (conflicts.length > 0) return;
      const again = merge<Doc>({ base, mine, theirs: merged }, rules);
      expect(again.conflicts).toEqual([]);
      expect(canon(again.merged)).toBe(canon(merged));
    });
  });
});

/** Both sides added one row, perhaps each in another place. */
function haveAddedAlike({ base, mine, theirs }: Docs): boolean {
  return (['rows', 'items'] as const).some((list) => {
    const keys = (side: Doc) =>
      Array.isArray(side[list]) ? side[list].map((row: unknown) => keyOf(row)) : [];
    return keys(mine).some((key) => keys(theirs).includes(key) && !keys(base).includes(key));
  });
}

/** Rows without a key are named by their content; two that are equal can't be told apart in a choice. */
function hasEqualRowsWithoutKey({ base, mine, theirs }: Docs): boolean {
  const loose = ({ rows }: Doc) =>
    Array.isArray(rows)
      ? rows.map((row) => (keyOf(row) === undefined ? canon(row) : '')).filter(Boolean)
      : [];
  const [old, added] = [loose(base), [loose(mine), loose(theirs)]];
  const news = added.map((all) => all.filter((row) => !old.includes(row)));
  return [old, ...added, news.flat()].some((all) => new Set(all).size < all.length);
}

/** Takes one side of all there is at a path: the whole value, or every hunk of a text. */
function takeAll({ path, hunks }: FieldConflict | FieldChange, pick: Side): Choice {
  return hunks ? { path, hunks: hunks.map(() => ({ pick })) } : { path, pick };
}

/** What stands at a path, and what must: a side's value; of a text, its conflicting hunks; of an order, the rows that are still there (of equal ones nobody knows which). */
function takenAt(merged: Doc, { of, path, hunks, ...sides }: FieldConflict, pick: Side) {
  const found = at(merged, path);
  if (of === 'order') {
    const keys = (found as readonly unknown[]).map((row) => canon(keyOf(row) ?? row));
    const order = (sides[pick] as readonly unknown[]).map(canon);
    const isOnce = (all: readonly string[], key: string) => all.indexOf(key) === all.lastIndexOf(key);
    const both = (some: readonly string[], others: readonly string[]) =>
      some.filter((key) => others.includes(key) && isOnce(some, key) && isOnce(others, key)).join();
    return { found: both(keys, order), expected: both(order, keys) };
  }
  if (of === 'group') {
    const fields = Object.fromEntries(['country', 'city'].map((name) => [name, keyOf(merged, name)]));
    return { found: canon(fields), expected: canon(sides[pick]) };
  }
  const parts = hunks?.map((hunk) => {
    if (hunk.kind === 'conflict') return hunk[pick];
    return hunk.merged ?? hunk[hunk.kind === 'mine' || hunk.kind === 'both' ? 'mine' : 'theirs'];
  });
  return { found: canon(found), expected: canon(parts?.join('') ?? sides[pick]) };
}
