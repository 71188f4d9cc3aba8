import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from './history/checkHistory.js';
import type { Operation } from './history/operation.js';
import type { Run } from './recordRun.js';

const mostLines = 40;

/** Writes the history to a file that stays, and tells what happened to the record around the first problem. */
export function problemReport({ operations, rows }: Run, problems: readonly Problem[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'noclobber-history-')), 'history.jsonl');
  writeFileSync(path, [...operations, ...(rows ?? [])].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const [first] = problems;
  const lines = first === undefined ? [] : around(first, operations).map(tell);
  return [
    `${problems.length} problems: ${tellRules(problems)}. The whole history: ${path}`,
    `${first?.rule}, record ${first?.record}: ${first?.text}. Around it (> marks what shows it):`,
    ...lines.slice(0, mostLines),
  ].join('\n');
}

/** Tells how often each rule was broken: `R1 × 3, R8 × 1`. */
export function tellRules(problems: readonly Problem[]): string {
  const rules = [...new Set(problems.map(({ rule }) => rule))];
  return rules
    .map((rule) => `${rule} × ${problems.filter((problem) => problem.rule === rule).length}`)
    .join(', ');
}

interface Line {
  readonly operation: Operation;
  readonly isMarked: boolean;
}

function around({ record, operations: marked }: Problem, operations: readonly Operation[]): Line[] {
  const from = Math.min(...marked.map(({ startedAt }) => startedAt));
  const to = Math.max(...marked.map(({ endedAt }) => endedAt));
  return operations
    .filter((one) => one.record === record && one.endedAt >= from && one.startedAt <= to)
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((operation) => ({ operation, isMarked: marked.includes(operation) }));
}

function tell({ operation, isMarked }: Line): string {
  const { id, kind, startedAt, endedAt, record: _record, client: _client, ...rest } = operation;
  const fields = 'list' in rest ? { ...rest, list: rest.list.join(' ') } : rest;
  return `${isMarked ? '>' : ' '} ${startedAt.toFixed(1)}–${endedAt.toFixed(1)} ms ${kind} ${id} ${JSON.stringify(fields)}`;
}
