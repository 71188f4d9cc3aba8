import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Sides } from './tool.js';

/** One merge that people made, with what they committed. */
export interface CorpusTuple extends Sides {
  readonly human: string;
  /** Whether `git merge-file` leaves a conflict. */
  readonly gitConflicts: boolean;
  readonly source: string;
}

/** Longer texts (bytes of UTF-8) are left out. */
const longestText = 64 * 1024;

/** Where real merges are looked for when no file is named; they are not part of this project. */
export const defaultCorpus = fileURLToPath(
  new URL('../../../shared/merge-corpus/merges.jsonl.gz', import.meta.url),
);

/** Reads merges from a file of JSON lines, gzipped or plain; `undefined` where there is none. */
export function readCorpus(file: string): CorpusTuple[] | undefined {
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): CorpusTuple => JSON.parse(line))
    .filter(({ base, mine, theirs }) =>
      [base, mine, theirs].every((side) => Buffer.byteLength(side) <= longestText),
    );
}
