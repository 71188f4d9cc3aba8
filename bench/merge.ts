// `npm run bench -- merge [FILE] [--quick] [--generated] [--seed NUMBER]`: how well and how fast texts are merged, beside other tools.
import { readCorpus, type CorpusTuple } from './merge/corpus.js';
import { createGitTool } from './merge/gitTool.js';
import { generateCorpus } from './merge/generatedCorpus.js';
import { headOf } from './merge/head.js';
import { installPeers } from './merge/installPeers.js';
import { readOptions, type BenchOptions } from './merge/options.js';

const options = readOptions(process.argv.slice(3));
const tuples = corpusOf(options);
if (tuples) await measure(tuples, options);
else process.exitCode = 1;

async function measure(
  all: readonly CorpusTuple[],
  { seed, isQuick, isGenerated }: BenchOptions,
): Promise<void> {
  installPeers();
  const { runMergeBench } = await import('./merge/run.js');
  const { createTools } = await import('./merge/tools.js');
  const measured = isQuick ? all.filter((_, index) => index % 8 === 0) : all;
  console.log(`${headOf(measured, seed)}\n`);
  const bars = await runMergeBench({ tools: createTools(), tuples: measured, seed, isQuick });
  for (const { promise, measured: found, isMet } of bars) {
    console.log(`- ${promise}: ${found}: ${isMet ? 'met' : 'not met'}`);
  }
  const isMissed = bars.some(({ kind, isMet }) => kind === 'quality' && !isMet);
  if (isMissed && !isGenerated) process.exitCode = 1;
}

function corpusOf({ file, isGenerated, seed }: BenchOptions): readonly CorpusTuple[] | undefined {
  const git = isGenerated ? createGitTool() : undefined;
  if (git) return generateCorpus({ count: 400, seed, git });
  const found = isGenerated ? undefined : readCorpus(file);
  if (!found) {
    console.error(
      isGenerated
        ? 'Made-up merges need git, to say which of them it merges: it is not installed.'
        : `There are no merges at ${file}: name a file, or measure made-up ones with --generated.`,
    );
  }
  return found;
}
