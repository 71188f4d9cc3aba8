import type { LargeRow } from './large.js';
import type { LawBreaches } from './laws.js';
import type { Quality } from './quality.js';
import { percent, milliseconds } from './table.js';
import { quantile, ratioOf, type Times } from './timing.js';

/** Something that the merge promises to reach. */
export interface Bar {
  readonly promise: string;
  readonly measured: string;
  readonly isMet: boolean;
  /** A missed bar of quality fails the run; times depend on the machine, and a stretch is only hoped for. */
  readonly kind: 'quality' | 'time' | 'stretch';
}

/** The bars of the silent tier, of the tier by words, and of both together. */
export function qualityBars({
  silent,
  full,
  git,
}: {
  readonly silent: Quality;
  readonly full: Quality;
  readonly git: Quality | undefined;
}): Bar[] {
  const gitWrong = git?.wrongNatural ?? 0;
  const gitWrongInA = git?.wrongInA ?? Infinity;
  const resolved = `${percent(full.resolvedInB)}, ${percent(full.exactInB)}, ${percent(full.exactInBWithoutSpace)}`;
  return [
    {
      promise: 'silent: conflict-free >= 79.5 %',
      measured: percent(silent.cleanNatural),
      isMet: silent.cleanNatural >= 0.795,
      kind: 'quality',
    },
    {
      promise: "silent: wrong <= 0.7 % or git's + 0.1 points; wrong in A <= git's",
      measured: `${percent(silent.wrongNatural, 2)} (git ${percent(gitWrong, 2)}); ${silent.wrongInA} (git ${gitWrongInA})`,
      isMet: silent.wrongNatural <= Math.max(0.007, gitWrong + 0.001) && silent.wrongInA <= gitWrongInA,
      kind: 'quality',
    },
    {
      promise: 'silent: clean or conflict other than git <= 0.5 % of tuples',
      measured: percent(silent.otherThanGit),
      isMet: silent.otherThanGit <= 0.005,
      kind: 'quality',
    },
    {
      promise: 'with words: resolves >= 21.5 % of B, >= 60 % of those exact, >= 70 % without white space',
      measured: resolved,
      isMet: full.resolvedInB >= 0.215 && full.exactInB >= 0.6 && full.exactInBWithoutSpace >= 0.7,
      kind: 'quality',
    },
    {
      promise: 'with words, stretch: resolves >= 20 % of B, >= 65 % of those exact',
      measured: resolved,
      isMet: full.resolvedInB >= 0.2 && full.exactInB >= 0.65,
      kind: 'stretch',
    },
    {
      promise: "with words: conflict-free >= 84.0 %, wrong <= 2.5 % or git's + 1.9 points",
      measured: `${percent(full.cleanNatural)}, ${percent(full.wrongNatural, 2)} (git ${percent(gitWrong, 2)})`,
      isMet: full.cleanNatural >= 0.84 && full.wrongNatural <= Math.max(0.025, gitWrong + 0.019),
      kind: 'quality',
    },
  ];
}

/** The laws hold for every tuple. */
export function lawBar(breaches: readonly LawBreaches[]): Bar {
  const worst = Math.max(...breaches.flatMap((one) => Object.values(one)));
  return {
    promise: 'not commutative, both same, identity, invented words, lone surrogates: none',
    measured: `at most ${percent(worst)}`,
    isMet: worst === 0,
    kind: 'quality',
  };
}

/** The bars for one merge of the corpus. */
export function timeBars({
  own,
  nodeDiff3,
  patchApply,
}: {
  readonly own: Times;
  readonly nodeDiff3: Times;
  readonly patchApply: Times;
}): Bar[] {
  const ofNodeDiff3 = ratioOf(own, nodeDiff3);
  const ofPatchApply = ratioOf(own, patchApply);
  const p99 = quantile([...own.byTuple.values()], 0.99);
  return [
    {
      promise: 'median <= 1/18 of node-diff3 by words, <= 0.7 of diff-match-patch',
      measured: `1/${(1 / ofNodeDiff3).toFixed(1)}, ${ofPatchApply.toFixed(2)}`,
      isMet: ofNodeDiff3 <= 1 / 18 && ofPatchApply <= 0.7,
      kind: 'time',
    },
    { promise: 'p99 <= 10 ms', measured: `${milliseconds(p99)} ms`, isMet: p99 <= 10, kind: 'time' },
  ];
}

/** The bars for large texts, half rewritten on each side. */
export function largeBars(rows: readonly LargeRow[], toolName: string): Bar[] {
  const limits = new Map([
    [100_000, 100],
    [1_000_000, 400],
  ]);
  return rows
    .filter(({ shape }) => shape === 'half the lines rewritten')
    .map(({ size, times }) => {
      const time = times.get(toolName);
      const limit = limits.get(size) ?? 0;
      return {
        promise: `${size / 1_000} KB, half the lines rewritten: <= ${limit} ms`,
        measured: typeof time === 'number' ? `${milliseconds(time)} ms` : 'not finished',
        isMet: typeof time === 'number' && time <= limit,
        kind: 'time',
      };
    });
}
