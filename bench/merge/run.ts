import { largeBars, lawBar, qualityBars, timeBars, type Bar } from './bars.js';
import type { CorpusTuple } from './corpus.js';
import { timeLarge } from './large.js';
import { lawBreachesOf } from './laws.js';
import { noclobberTool } from './noclobberTool.js';
import { nodeDiff3, nodeDiff3Words, patchApply } from './peers.js';
import { qualityOf, runTool, tuplesFor } from './quality.js';
import { randomTuples } from './randomTexts.js';
import { largeTable, lawTable, nameOf, qualityTable, timeTable } from './report.js';
import { timeTools } from './timing.js';
import { textOf, type Tool } from './tool.js';

/** What is measured, with what. */
export interface MergeBench {
  readonly tools: readonly Tool[];
  readonly tuples: readonly CorpusTuple[];
  readonly seed: number;
  /** Fewer rounds, and no large texts. */
  readonly isQuick: boolean;
}

/** Measures every tool, and prints a table for each question as soon as it is answered. Returns the bars. */
export async function runMergeBench(bench: MergeBench): Promise<Bar[]> {
  const bars = [...quality(bench), ...laws(bench), ...times(bench)];
  return bench.isQuick ? bars : [...bars, ...(await largeTimes(bench))];
}

function quality({ tools, tuples }: MergeBench): Bar[] {
  const runs = tools.map((tool) => runTool(tool, tuplesFor(tool, tuples)));
  const rows = runs.map((run) =>
    qualityOf(run, { label: run.tool === noclobberTool ? 'noclobber, with words' : nameOf(run.tool) }),
  );
  const own = runs.find(({ tool }) => tool === noclobberTool);
  const git = runs.find(({ tool }) => tool.isSpawned);
  const silent = own && qualityOf(own, { label: 'noclobber, silent', isSilent: true });
  print(qualityTable(silent ? [silent, ...rows] : rows));
  const misread = git?.results.filter(
    ({ tuple, outcome }) => tuple.gitConflicts !== (textOf(outcome) === undefined),
  );
  if (misread)
    print(`Merges where this git disagrees with the corpus on clean or conflict: ${misread.length}.`);
  const full = rows.find(({ label }) => label === 'noclobber, with words');
  return silent && full ? qualityBars({ silent, full, git: git && qualityOf(git) }) : [];
}

/** A law that a peer breaks shows in every fourth merge as well; this project's own must hold in all of them. */
function laws({ tools, tuples, seed, isQuick }: MergeBench): Bar[] {
  const random = randomTuples({ count: isQuick ? 100 : 500, seed });
  const some = (all: readonly CorpusTuple[]) => all.filter((_, index) => index % 4 === 0);
  const inProcess = tools.filter(({ isSpawned }) => !isSpawned);
  const rows = inProcess.map((tool) => ({
    tool,
    corpus: lawBreachesOf(tool, tool === noclobberTool ? tuples : some(tuplesFor(tool, tuples))),
    random: lawBreachesOf(tool, random),
  }));
  print(lawTable(rows));
  const own = rows.find(({ tool }) => tool === noclobberTool);
  return own ? [lawBar([own.corpus, own.random])] : [];
}

function times({ tools, tuples, isQuick }: MergeBench): Bar[] {
  const all = timeTools({ tools: [...tools, nodeDiff3Words], tuples, rounds: isQuick ? 3 : 5 });
  const timesOf = (tool: Tool) => all.find((one) => one.tool === tool);
  const own = timesOf(noclobberTool);
  const byWords = timesOf(nodeDiff3Words);
  const byPatch = timesOf(patchApply);
  if (!own || !byWords || !byPatch) return [];
  print(
    timeTable(
      all,
      [nodeDiff3, nodeDiff3Words, patchApply].flatMap((tool) => timesOf(tool) ?? []),
    ),
  );
  return timeBars({ own, nodeDiff3: byWords, patchApply: byPatch });
}

async function largeTimes({ tools, seed }: MergeBench): Promise<Bar[]> {
  const rows = await timeLarge({ tools, seed });
  print(largeTable(rows, tools));
  return largeBars(rows, noclobberTool.name);
}

function print(text: string): void {
  console.log(`${text}\n`);
}
