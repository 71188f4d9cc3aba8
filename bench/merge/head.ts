import { cpus } from 'node:os';
import type { CorpusTuple } from './corpus.js';

/** What a reader of the figures must know: the seed, the machine, and how many merges of which kind there are. */
export function headOf(tuples: readonly CorpusTuple[], seed: number): string {
  const sources = [...new Set(tuples.map(({ source }) => source))];
  const counts = sources.map(
    (source) => `${source} ${countOf(tuples.filter((tuple) => tuple.source === source))}`,
  );
  return [
    `Seed ${seed}, Node ${process.versions.node}, ${cpus().length} CPUs.`,
    `${tuples.length} merges, A that git merges cleanly and B that it does not: ${countOf(tuples)} (${counts.join('; ')}).`,
    '"Natural" shares weigh A and B as they are in nature, 79.7 : 20.3; "wrong" is clean, but not what people committed.',
  ].join('\n');
}

function countOf(tuples: readonly CorpusTuple[]): string {
  const inB = tuples.filter(({ gitConflicts }) => gitConflicts).length;
  return `A ${tuples.length - inB}, B ${inB}`;
}
