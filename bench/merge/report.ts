import { largeLimitMs, type LargeRow, type LargeTime } from './large.js';
import type { LawBreaches } from './laws.js';
import type { Quality } from './quality.js';
import { markdownTable, milliseconds, percent } from './table.js';
import { medianOf, quantile, ratioOf, type Times } from './timing.js';
import type { Tool } from './tool.js';

/** How each tool merges; noclobber has a row for each tier. "Space aside" compares without white space. */
export function qualityTable(rows: readonly Quality[]): string {
  return markdownTable([
    [
      'merging',
      'conflict-free, natural',
      'wrong, natural',
      'wrong in A',
      'space aside',
      'clean other than git',
      'resolved of B',
      'exact of those',
      'space aside',
    ],
    ...rows.map((row) => [
      row.label,
      percent(row.cleanNatural),
      percent(row.wrongNatural),
      `${row.wrongInA}/${row.sizeOfA}`,
      `${row.wrongInAWithoutSpace}/${row.sizeOfA}`,
      percent(row.otherThanGit),
      percent(row.resolvedInB),
      percent(row.exactInB),
      percent(row.exactInBWithoutSpace),
    ]),
  ]);
}

/** Times for one merge, and how they compare with the two peers that the bars name. */
export function timeTable(all: readonly Times[], comparedWith: readonly Times[]): string {
  return markdownTable([
    [
      'times, ms',
      'median, natural',
      'in A',
      'in B',
      'p99',
      ...comparedWith.map(({ tool }) => `of ${tool.name}`),
    ],
    ...all.map((times) => [
      nameOf(times.tool) + (times.tool.isSpawned ? ', starting it' : ''),
      milliseconds(medianOf(times)),
      ...[false, true].map((isInB) => milliseconds(quantile(timesIn(times, isInB), 0.5))),
      milliseconds(quantile([...times.byTuple.values()], 0.99)),
      ...comparedWith.map((other) => (times.tool.isSpawned ? '-' : ratioOf(times, other).toFixed(2))),
    ]),
  ]);
}

function timesIn({ byTuple }: Times, isInB: boolean): number[] {
  return [...byTuple].flatMap(([{ gitConflicts }, ms]) => (gitConflicts === isInB ? [ms] : []));
}

/** How often each tool breaks a law: on the corpus / on random texts. */
export function lawTable(
  rows: readonly { readonly tool: Tool; readonly corpus: LawBreaches; readonly random: LawBreaches }[],
): string {
  const laws = [
    ['nonCommutative', 'not commutative'],
    ['bothSame', 'both same'],
    ['identity', 'identity'],
    ['inventedWords', 'invented words'],
    ['loneSurrogates', 'lone surrogates'],
  ] as const;
  return markdownTable([
    ['breaks, corpus / random', ...laws.map(([, title]) => title)],
    ...rows.map(({ tool, corpus, random }) => [
      nameOf(tool),
      ...laws.map(([law]) => `${percent(corpus[law])} / ${percent(random[law])}`),
    ]),
  ]);
}

/** The longest of some merges of large texts. */
export function largeTable(rows: readonly LargeRow[], tools: readonly Tool[]): string {
  return markdownTable([
    ['large texts, ms', ...tools.map(({ name }) => name)],
    ...rows.map(({ shape, size, times }) => [
      `${size / 1_000} KB, ${shape}`,
      ...tools.map(({ name }) => largeTime(times.get(name))),
    ]),
  ]);
}

/** The name with what the tool was spared. */
export function nameOf({ name, longestText }: Tool): string {
  return longestText === undefined ? name : `${name}, texts up to ${longestText / 1_000} KB`;
}

function largeTime(time: LargeTime | undefined): string {
  if (time === 'ended') return `> ${largeLimitMs / 1_000} s`;
  return typeof time === 'number' ? milliseconds(time) : (time ?? '-');
}
