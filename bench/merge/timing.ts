import type { CorpusTuple } from './corpus.js';
import { naturalWeights } from './natural.js';
import { tuplesFor } from './quality.js';
import type { Tool } from './tool.js';

/** What a tool takes for one tuple, in milliseconds of CPU time; for a tool in its own process, of wall time. */
export interface Times {
  readonly tool: Tool;
  /** The median of the rounds, by tuple. */
  readonly byTuple: ReadonlyMap<CorpusTuple, number>;
}

/** What takes longer than this many milliseconds is not measured again. */
const worthRepeating = 20;

/** The rounds go over all tools, so that a busy minute of the machine is none of one tool alone. */
export function timeTools({
  tools,
  tuples,
  rounds,
}: {
  readonly tools: readonly Tool[];
  readonly tuples: readonly CorpusTuple[];
  readonly rounds: number;
}): Times[] {
  const taken = new Map(tools.map((tool) => [tool, new Map<CorpusTuple, number[]>()]));
  for (let round = 0; round < rounds; round++) {
    for (const [tool, times] of taken) {
      if (tool.isSpawned && round > 0) continue;
      for (const tuple of tuplesFor(tool, tuples)) {
        const before = times.get(tuple) ?? [];
        if ((before[0] ?? 0) <= worthRepeating) times.set(tuple, [...before, msOf(tool, tuple)]);
      }
    }
  }
  return Array.from(taken, ([tool, times]) => ({
    tool,
    byTuple: new Map(Array.from(times, ([tuple, ms]) => [tuple, quantile(ms, 0.5)])),
  }));
}

/** The median of the times, A and B weighed as in nature. */
export function medianOf({ byTuple }: Times): number {
  return naturalMedian([...byTuple]);
}

/** The median of one tool's time by another's for the same tuple, A and B weighed as in nature. */
export function ratioOf(times: Times, other: Times): number {
  return naturalMedian(
    [...times.byTuple].flatMap(([tuple, ms]) => {
      const otherMs = other.byTuple.get(tuple);
      return otherMs === undefined ? [] : [[tuple, ms / otherMs] as const];
    }),
  );
}

function naturalMedian(values: readonly (readonly [CorpusTuple, number])[]): number {
  const weightOf = naturalWeights(values.map(([tuple]) => tuple));
  const sorted = values.toSorted(([, a], [, b]) => a - b);
  let weight = 0;
  return sorted.find(([tuple]) => (weight += weightOf(tuple)) >= 0.5)?.[1] ?? NaN;
}

/** The smallest value that at least this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** CPU time, since another program on the machine must not count; of another process only wall time can be seen. */
export function msOf(tool: Tool, sides: Parameters<Tool['merge']>[0]): number {
  const started = performance.now();
  const before = process.cpuUsage();
  tool.merge(sides);
  const { user, system } = process.cpuUsage(before);
  return tool.isSpawned ? performance.now() - started : (user + system) / 1_000;
}
