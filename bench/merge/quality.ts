import type { CorpusTuple } from './corpus.js';
import { naturalWeights } from './natural.js';
import { textOf, type Outcome, type Tool } from './tool.js';

/** What a tool made of every tuple that it was given. */
export interface Run {
  readonly tool: Tool;
  readonly results: readonly Result[];
}

interface Result {
  readonly tuple: CorpusTuple;
  readonly outcome: Outcome;
}

/**
 * How well a tool merges. A are the tuples that git merges cleanly, B those it does not; natural shares weigh A and B as in nature.
 * Wrong is a clean result that differs from what people committed.
 */
export interface Quality {
  readonly label: string;
  readonly sizeOfA: number;
  readonly sizeOfB: number;
  readonly cleanNatural: number;
  readonly wrongNatural: number;
  readonly wrongInA: number;
  readonly wrongInAWithoutSpace: number;
  /** Share of the tuples where only one of the two, this tool and git, leaves a conflict. */
  readonly otherThanGit: number;
  /** Share of B. */
  readonly resolvedInB: number;
  /** Share of those resolved in B. */
  readonly exactInB: number;
  /** Share of those resolved in B. */
  readonly exactInBWithoutSpace: number;
}

export function runTool(tool: Tool, tuples: readonly CorpusTuple[]): Run {
  return { tool, results: tuples.map((tuple) => ({ tuple, outcome: tool.merge(tuple) })) };
}

/** The tuples a tool is given: those that it can merge in a reasonable time. */
export function tuplesFor<T extends CorpusTuple>(tool: Tool, tuples: readonly T[]): readonly T[] {
  const longest = tool.longestText ?? Infinity;
  return tuples.filter(
    ({ base, mine, theirs }) => Math.max(base.length, mine.length, theirs.length) <= longest,
  );
}

/** @param options `isSilent`: what the tool wants reviewed counts as a conflict. */
export function qualityOf(
  { tool, results }: Run,
  { label = tool.name, isSilent = false }: { readonly label?: string; readonly isSilent?: boolean } = {},
): Quality {
  const weightOf = naturalWeights(results.map(({ tuple }) => tuple));
  const judged = results.map(({ tuple, outcome }) => {
    const text = isSilent && outcome.wantsReview ? undefined : textOf(outcome);
    return {
      weight: weightOf(tuple),
      inA: !tuple.gitConflicts,
      isClean: text !== undefined,
      isExact: text === tuple.human,
      isExactWithoutSpace: text !== undefined && withoutSpace(text) === withoutSpace(tuple.human),
    };
  });
  const a = judged.filter(({ inA }) => inA);
  const b = judged.filter(({ inA }) => !inA);
  const resolved = b.filter(({ isClean }) => isClean);
  const natural = (counts: (one: (typeof judged)[number]) => boolean) =>
    judged.reduce((sum, one) => sum + (counts(one) ? one.weight : 0), 0);
  return {
    label,
    sizeOfA: a.length,
    sizeOfB: b.length,
    cleanNatural: natural(({ isClean }) => isClean),
    wrongNatural: natural(({ isClean, isExact }) => isClean && !isExact),
    wrongInA: a.filter(({ isClean, isExact }) => isClean && !isExact).length,
    wrongInAWithoutSpace: a.filter(({ isClean, isExactWithoutSpace }) => isClean && !isExactWithoutSpace)
      .length,
    otherThanGit: shareOf(judged, ({ inA, isClean }) => inA !== isClean),
    resolvedInB: shareOf(b, ({ isClean }) => isClean),
    exactInB: shareOf(resolved, ({ isExact }) => isExact),
    exactInBWithoutSpace: shareOf(resolved, ({ isExactWithoutSpace }) => isExactWithoutSpace),
  };
}

/** How many of the items, from 0 to 1; not a number where there are none. */
export function shareOf<T>(items: readonly T[], counts: (item: T) => boolean): number {
  return items.filter(counts).length / items.length;
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
