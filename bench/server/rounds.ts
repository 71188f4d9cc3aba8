import { quantile } from '../merge/timing.js';

/** One way to save; gives up where a save is not taken. */
export interface Contender {
  readonly name: string;
  /** Saves the next version of one record. */
  save(record: number): Promise<void>;
}

export interface Rate {
  readonly name: string;
  /** Saves a second: the median of the rounds. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The median over the rounds of this rate by the first one's in the same round. */
  readonly ratio: number;
}

export interface Rounds {
  readonly clients: number;
  readonly rounds: number;
  readonly roundMs: number;
}

/** A server is warm when it matters: its code has been compiled. */
const warmUpMs = 4000;

/** Lets contenders save in turn, round after round, so that a busy minute of the machine is none of one contender alone. */
export async function measureRates(
  contenders: readonly Contender[],
  { clients, rounds, roundMs }: Rounds,
): Promise<readonly Rate[]> {
  const taken = contenders.map((contender) => ({
    contender,
    rates: [] as number[],
    latencies: [] as number[],
  }));
  for (let round = -1; round < rounds; round++) {
    for (const { contender, rates, latencies } of taken) {
      const { perSecond, times } = await saveFor(contender, {
        clients,
        ms: round < 0 ? warmUpMs : roundMs,
      });
      // The first round only warms up.
      if (round < 0) continue;
      rates.push(perSecond);
      latencies.push(...times);
    }
  }
  const first = taken[0]?.rates ?? [];
  return taken.map(({ contender, rates, latencies }) => ({
    name: contender.name,
    perSecond: quantile(rates, 0.5),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    ratio: quantile(
      rates.map((rate, round) => rate / (first[round] ?? NaN)),
      0.5,
    ),
  }));
}

async function saveFor(
  contender: Contender,
  { clients, ms }: { readonly clients: number; readonly ms: number },
) {
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, record) => {
      while (performance.now() - started < ms) {
        const before = performance.now();
        await contender.save(record);
        times.push(performance.now() - before);
      }
    }),
  );
  return { perSecond: (times.length * 1000) / (performance.now() - started), times };
}

/** Prints rates as a table. */
export function rowsOf(rates: readonly Rate[]): string[][] {
  return rates.map(({ name, perSecond, p50Ms, p99Ms, ratio }) => [
    name,
    perSecond.toFixed(0),
    p50Ms.toFixed(2),
    p99Ms.toFixed(2),
    ratio.toFixed(2),
  ]);
}
