import { env } from 'node:process';
import { parseArgs } from 'node:util';
import { defaultCorpus } from './corpus.js';

/** What `npm run bench -- merge` can be told. */
export interface BenchOptions {
  /** A file of merges; also from MERGE_CORPUS. */
  readonly file: string;
  /** Every eighth merge, fewer rounds, no large texts. */
  readonly isQuick: boolean;
  /** Made-up merges in place of the file. */
  readonly isGenerated: boolean;
  readonly seed: number;
}

/** Reads `[FILE] [--quick] [--generated] [--seed NUMBER]`. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      generated: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  return {
    file: positionals[0] ?? env.MERGE_CORPUS ?? defaultCorpus,
    isQuick: values.quick,
    isGenerated: values.generated,
    seed: Number(values.seed),
  };
}
