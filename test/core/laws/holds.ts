import fc from 'fast-check';
import { vi } from 'vitest';

/** `npm run test:long` sets 50,000. */
const runs = Number(process.env.LAWS_RUNS ?? 2_000);
/** `LAWS_SEED=123 npm test` replays what failed. */
const seed = Number(process.env.LAWS_SEED ?? Math.floor(Math.random() * 2 ** 31));

vi.setConfig({ testTimeout: Math.max(60_000, 60 * runs) });
console.info(`Laws: ${runs} runs each, LAWS_SEED=${seed}`);

/** Checks a law on thousands of made-up values; a failure is made as small as it gets, and printed with its seed. */
export function holds<T>(values: fc.Arbitrary<T>, law: (value: T) => void): void {
  fc.assert(fc.property(values, law), { numRuns: runs, seed });
}

export async function holdsAsync<T>(
  values: fc.Arbitrary<T>,
  law: (value: T) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(values, law), { numRuns: runs, seed });
}
