import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { SavePolicy } from '../../../src/client/index.js';
import { anyActs, countedActs, type Act } from './any-session/anyActs.js';
import { createActing } from './any-session/createActing.js';
import { finish } from './any-session/finish.js';
import { openWorld, type World, type WorldOptions } from './any-session/openWorld.js';

const policies: readonly (readonly [SavePolicy, 'with' | 'without'])[] = [
  ['silent', 'without'],
  ['abort-all', 'without'],
  ['merge', 'without'],
  ['merge', 'with'],
  ['ask', 'without'],
  ['ask', 'with'],
];

const tries = { numRuns: 200, seed: 7 };
vi.setConfig({ testTimeout: 60_000 });

/** Lets acts happen one after the other; all is in order after each of them, and at the end. */
function inAnyOrder(
  acts: fc.Arbitrary<readonly Act[]>,
  options: Omit<WorldOptions, 'chunkRows'>,
  expectMore: (world: World) => void = () => {},
) {
  return fc.asyncProperty(acts, fc.constantFrom(undefined, 1), async (all, chunkRows) => {
    const world = await openWorld({ ...options, chunkRows });
    const act = createActing(world);
    for (const { kind, row = 0, ...place } of all) {
      const id = row < 3 ? String(row + 1) : world.ids().at(-1);
      await act(kind, { ...place, id });
    }
    await finish(world, act);
    expectMore(world);
  });
}

describe.each(policies)('whatever happens around a table that saves under %s, %s rules', (policy, rules) => {
  // Each version holds only what the person wrote or chose, over what they had seen; no record is made twice; notices count what the server
  // did; `abort-all` saves all or nothing; what is typed stays until it is saved; and everything ends.
  it('saves what was typed and nothing else, loses nothing, and tells the truth', async () => {
    const options = { policy, hasRules: rules === 'with' };
    await fc.assert(inAnyOrder(anyActs, options), tries);
  });
});

describe.each(['merge', 'ask'] as const)('whatever happens around a table that counts under %s', (policy) => {
  it('counts each change once', async () => {
    const options = { policy, hasRules: true };
    await fc.assert(inAnyOrder(countedActs, options, expectCounted), tries);
  });
});

function expectCounted({ server, counts }: World): void {
  const prices = server.list().map(({ value }) => [value.id, value.price] as const);
  expect(new Map(prices)).toEqual(counts.sums);
}
