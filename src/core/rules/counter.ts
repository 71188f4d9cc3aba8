import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import type { Rule } from './rule.js';

export interface CounterOptions {
  /** Decimals that the values are kept with, and rounded to: `0.1 + 0.2` counts as 0.3 where it is 1. @default those of the finest value */
  readonly scale?: number;
}

/**
 * Merges a number that both sides count up or down: both differences count, also where they are the same one. What is no number
 * on some side, too large or too fine to be exact, merges as one piece.
 *
 * A save whose answer was lost counts once: it is repeated under its own key, after a reload from the browser's queue. A resource with
 * `secret` fields queues nothing: there, a save that arrived, went unanswered and is made again after a reload counts twice.
 */
export function counter({ scale }: CounterOptions = {}): Rule<number> {
  return {
    merge(sides, path) {
      const { isBaseKnown, base, mine, theirs } = sides;
      const merged = isBaseKnown ? countTogether([base, mine, theirs], scale) : undefined;
      if (merged === undefined || mine === base || theirs === base) return mergeAtomic(sides, path);
      return { merged, conflicts: [], changes: [{ path, kind: 'merged', ...present({ ...sides, merged }) }] };
    },
  };
}

/** Counts in whole units of the last decimal, so that no fraction drifts; undefined where that can't be exact. */
function countTogether(values: readonly unknown[], scale?: number): number | undefined {
  const parts = values.map((value) => {
    if (typeof value !== 'number') return null;
    return /^(-?\d+)(?:\.(\d+))?$/.exec(scale === undefined ? String(value) : value.toFixed(scale));
  });
  const places = Math.max(...parts.map((part) => part?.[2]?.length ?? 0));
  const units: bigint[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    units.push(BigInt(part[1] + (part[2] ?? '').padEnd(places, '0')));
  }
  const [base = 0n, mine = 0n, theirs = 0n] = units;
  const sum = mine + theirs - base;
  const isExact = [...units, sum].every((unit) => Number.isSafeInteger(Number(unit)));
  return isExact ? Number(`${sum}e-${places}`) : undefined;
}
