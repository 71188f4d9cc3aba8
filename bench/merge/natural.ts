import type { CorpusTuple } from './corpus.js';

/** Of the merges in nature, how many git merges cleanly (measured on ten public histories); a corpus may hold fewer. */
const shareOfA = 0.797;

/** Gives each tuple its weight, so that A and B count as in nature and all weights make 1; where one of them is empty, the other makes 1. */
export function naturalWeights(tuples: readonly CorpusTuple[]): (tuple: CorpusTuple) => number {
  const inB = tuples.filter(({ gitConflicts }) => gitConflicts).length;
  const inA = tuples.length - inB;
  if (inA === 0 || inB === 0) return () => 1 / tuples.length;
  return ({ gitConflicts }) => (gitConflicts ? (1 - shareOfA) / inB : shareOfA / inA);
}
