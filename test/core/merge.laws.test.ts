import fc from 'fast-check';
import { merge, resolve } from 'noclobber';
import { describe, expect, it } from 'vitest';

const leaf = fc.oneof(
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom('a', 'b', null, true),
  fc.array(fc.integer({ max: 1, min: 0 }), { maxLength: 2 }),
);
const { record } = fc.letrec((tie) => ({
  record: fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('record')),
    { noNullPrototype: true },
  ),
}));
const three = fc.tuple(record, record, record) as fc.Arbitrary<[object, object, object]>;
const holds = (law: (base: object, mine: object, theirs: object) => void) =>
  fc.assert(
    fc.property(three, ([base, mine, theirs]) => {
      law(base, mine, theirs);
    }),
    { numRuns: 500 },
  );
const at = (value: unknown, path: readonly unknown[]) =>
  path.reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | undefined)?.[String(step)],
    value,
  );

describe('merge, for any three records', () => {
  it('takes the side that changed when the other did not', () => {
    holds((base, edit) => {
      expect(merge({ base, mine: edit, theirs: base })).toMatchObject({ merged: edit, conflicts: [] });
      expect(merge({ base, mine: base, theirs: edit })).toMatchObject({ merged: edit, conflicts: [] });
    });
  });

  it('takes an edit that both made', () => {
    holds((base, edit) =>
      expect(merge({ base, mine: edit, theirs: edit })).toMatchObject({ merged: edit, conflicts: [] }),
    );
  });

  it('finds the same conflicts whoever is called mine', () => {
    holds((base, mine, theirs) => {
      const [one, other] = [merge({ base, mine, theirs }), merge({ base, mine: theirs, theirs: mine })];
      const swapped = other.conflicts.map(({ path, mine: left, theirs: right }) => ({
        path,
        mine: right,
        theirs: left,
      }));
      const sort = (list: readonly object[]) => list.map((item) => JSON.stringify(item)).toSorted();
      expect(sort(swapped)).toEqual(
        sort(
          one.conflicts.map(({ path, mine: left, theirs: right }) => ({ path, mine: left, theirs: right })),
        ),
      );
    });
  });

  it('asks only where both sides changed the path, each in its own way', () => {
    holds((base, mine, theirs) => {
      for (const { path } of merge({ base, mine, theirs }).conflicts) {
        expect(at(mine, path)).not.toEqual(at(base, path));
        expect(at(theirs, path)).not.toEqual(at(base, path));
        expect(at(mine, path)).not.toEqual(at(theirs, path));
      }
    });
  });

  it('never asks about a path and about something inside it', () => {
    holds((base, mine, theirs) => {
      const paths = merge({ base, mine, theirs }).conflicts.map(({ path }) => `${path.join('/')}/`);
      for (const path of paths) expect(paths.filter((other) => other.startsWith(path))).toEqual([path]);
    });
  });

  it('gives mine back where mine is chosen for every conflict and every change of theirs', () => {
    holds((base, mine, theirs) => {
      const result = merge({ base, mine, theirs });
      const choices = [...result.conflicts, ...result.changes].map(({ path }) => ({
        path,
        pick: 'mine' as const,
      }));
      expect(resolve(result, choices)).toMatchObject({ merged: mine, conflicts: [] });
    });
  });

  it('leaves its arguments alone', () => {
    holds((base, mine, theirs) => {
      const before = JSON.stringify([base, mine, theirs]);
      merge({ base: deepFreeze(base), mine: deepFreeze(mine), theirs: deepFreeze(theirs) });
      expect(JSON.stringify([base, mine, theirs])).toBe(before);
    });
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) deepFreeze(inner);
  return value;
}
