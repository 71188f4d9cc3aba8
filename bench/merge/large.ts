import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { shapes, sizes, type Shape } from './largeTexts.js';
import type { Tool } from './tool.js';

/** What the child process tells: that it begins a merge, or what a text took. */
export type LargeMessage =
  | { readonly kind: 'begun'; readonly size: number }
  | { readonly kind: 'merged'; readonly size: number; readonly ms: number };

/** The longest merge of some texts, in milliseconds; or it was ended after the limit, or failed by itself. */
export type LargeTime = number | 'ended' | 'failed';

export interface LargeRow {
  readonly shape: Shape;
  /** In characters. */
  readonly size: number;
  /** By the tool's name. */
  readonly times: ReadonlyMap<string, LargeTime>;
}

/** A merge that takes longer is ended. */
export const largeLimitMs = 5_000;

/** Merges large texts with each tool, in a process of its own that can be ended. */
export async function timeLarge({
  tools,
  seed,
}: {
  readonly tools: readonly Tool[];
  readonly seed: number;
}): Promise<LargeRow[]> {
  const rows: LargeRow[] = [];
  for (const shape of shapes) {
    const bySize = new Map(sizes.map((size) => [size, new Map<string, LargeTime>()]));
    for (const { name } of tools) {
      const times = await timeShape({ name, shape, seed });
      for (const [size, row] of bySize) row.set(name, times.get(size) ?? 'ended');
    }
    rows.push(...Array.from(bySize, ([size, times]) => ({ shape, size, times })));
  }
  return rows;
}

/** Gives the times by size; none for the sizes after one that was ended. */
function timeShape(run: {
  readonly name: string;
  readonly shape: Shape;
  readonly seed: number;
}): Promise<ReadonlyMap<number, LargeTime>> {
  const program = fileURLToPath(new URL('./largeRun.ts', import.meta.url));
  const child = fork(program, [run.name, run.shape, String(run.seed)]);
  const times = new Map<number, LargeTime>();
  let timer: NodeJS.Timeout | undefined;
  let current = 0;
  child.on('message', (message: LargeMessage) => {
    clearTimeout(timer);
    current = message.size;
    if (message.kind === 'begun') timer = setTimeout(() => child.kill('SIGKILL'), largeLimitMs);
    else times.set(current, Math.max(message.ms, Number(times.get(current) ?? 0)));
  });
  return new Promise((resolve) => {
    child.on('exit', (status, signal) => {
      clearTimeout(timer);
      if (status !== 0) times.set(current, signal === 'SIGKILL' ? 'ended' : 'failed');
      resolve(times);
    });
  });
}
