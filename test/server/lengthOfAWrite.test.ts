import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Server from 'noclobber/server';
import { assert, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('a checked save takes at most 1,000 lines of the server, without locks, history and keys', async () => {
  const { createVersionChecker, hmacSigner, memoryStore } = await loadServer();
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'k1', secret: 'a secret of thirty-two bytes, ok' }] }),
    resources: { articles: { history: false, locks: false } },
  });
  const by = { id: 'ann', name: 'Ann' };
  // What ran before is counted as a whole: nothing of HTTP has.
  const created = await checker.create({ resource: 'articles', by, value: { id: '1' } });
  assert(created.kind === 'saved');
  const request = new Request('http://localhost/articles/1', {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Tea', _version: created.record.token }),
  });

  const lines = await linesOf(async () => {
    expect((await checker.fetch(request)).status).toBe(200);
  });

  const total = [...lines.values()].reduce((sum, count) => sum + count, 0);
  expect(lines.get('actions/plan.ts')).toBeGreaterThan(50);
  expect(total, JSON.stringify(Object.fromEntries(lines), null, 1)).toBeLessThanOrEqual(1000);
  expect(total).toBeGreaterThan(500);
});

/** The server without its types and comments, line for line as it was written. */
async function loadServer(): Promise<typeof Server> {
  // Packages are found from there, and nobody translates it again.
  const folder = join(root, `node_modules/.noclobber-lines-${crypto.randomUUID()}`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const options = ['--noEmit', 'false', '--emitDeclarationOnly', 'false', '--declaration', 'false'];
  execFileSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', 'tsconfig.build.json', '--noCheck', '--removeComments', '--outDir', folder, ...options],
    { cwd: root },
  );
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return import(/* @vite-ignore */ pathToFileURL(join(folder, 'entries/server.js')).href);
}

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** Counts the lines of each of the server's files that run meanwhile. */
async function linesOf(act: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  await act();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return new Map(
    result
      .filter(({ url }) => /noclobber-lines-[^/]*\/server\//.test(url))
      .map(({ url, functions }) => {
        const [name = ''] = /(?<=\/server\/).*(?=\.js$)/.exec(url) ?? [];
        const ranges = functions.flatMap((one) => one.ranges);
        return [`${name}.ts`, countCovered(readFileSync(fileURLToPath(url), 'utf8'), ranges)];
      }),
  );
}

/** Inner ranges come behind the outer ones. */
function countCovered(text: string, ranges: readonly Range[]): number {
  const isCovered = new Uint8Array(text.length);
  for (const { startOffset, endOffset, count } of ranges)
    isCovered.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  let at = 0;
  return text.split('\n').filter((line) => {
    const from = at;
    at += line.length + 1;
    return [...line].some((character, place) => isCovered[from + place] === 1 && character.trim() !== '');
  }).length;
}
