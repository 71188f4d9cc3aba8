import fc from 'fast-check';
import { merge, mergeAsync, resolve, type MergeResult } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { docs, rules, type Doc } from './arbitraries.js';
import { canon, isPlain } from './canon.js';
import { holds, holdsAsync } from './holds.js';

const prototypes = [Object.prototype, Array.prototype, String.prototype, Set.prototype, Date.prototype];
const ownNames = () => JSON.stringify(prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String)));

describe('the laws of purity', () => {
  it('12: leaves frozen inputs and every prototype as they are, and comes to the same each time', () => {
    const before = ownNames();
    holds(docs(), (three) => {
      const inputs = canon(three);
      for (const side of [three.base, three.mine, three.theirs]) deepFreeze(side);
      const once = merge<Doc>(three, rules);
      const picks = once.conflicts.map(({ path }) => ({ path, pick: 'mine' as const }));
      const settled = canon(resolve(once, picks));
      const said = canon(once);

      expect(canon(merge<Doc>(three, rules))).toBe(said);
      expect(canon(resolve(deepFreeze(once), picks))).toBe(settled);
      expect(canon(three)).toBe(inputs);
      expect(ownNames()).toBe(before);
    });
  });

  it('12: comes to the same as `mergeAsync`', async () => {
    await holdsAsync(docs(), async (three) => {
      expect(canon(await mergeAsync<Doc>(three, rules))).toBe(canon(merge<Doc>(three, rules)));
    });
  });

  // JSON values.
  it('13: merges what JSON carries to what JSON carries', () => {
    holds(docs({ isJson: true }), (three) => {
      const carried = (value: Doc) => JSON.parse(JSON.stringify(value)) as Doc;
      const { base, mine, theirs } = three;
      const result = merge<Doc>(three, rules);
      const far = merge<Doc>({ base: carried(base), mine: carried(mine), theirs: carried(theirs) }, rules);
      expect(told(far)).toEqual(told(result));
      expect(canon(JSON.parse(JSON.stringify(far)))).toBe(canon(far));
    });
  });

  it('13: takes the order of keys for nothing', () => {
    holds(fc.tuple(docs(), fc.nat(), fc.nat(), fc.nat()), ([three, ...seeds]) => {
      const [first = 0, second = 0, third = 0] = seeds;
      const result = merge<Doc>(three, rules);
      const other = merge<Doc>(
        {
          base: shuffled(three.base, first) as Doc,
          mine: shuffled(three.mine, second) as Doc,
          theirs: shuffled(three.theirs, third) as Doc,
        },
        rules,
      );
      expect(told(other)).toEqual(told(result));
    });
  });
});

/** All that a result says; its entries come in the order of keys, which means nothing. */
function told({ merged, conflicts, changes }: MergeResult<Doc>): readonly string[] {
  return [canon(merged), ...conflicts.map(canon).toSorted(), ...changes.map(canon).toSorted()];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(Object.freeze(value))) deepFreeze(inner);
  }
  return value;
}

/** The same value with the keys of its objects in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item, seed));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, shuffled(inner, seed)] as const);
  const turn = seed % Math.max(entries.length, 1);
  const turned = [...entries.slice(turn), ...entries.slice(0, turn)];
  return Object.fromEntries(seed % 2 === 0 ? turned : turned.toReversed());
}
