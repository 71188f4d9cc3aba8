import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tool } from './tool.js';

/** `git merge-file` as it is installed, in a process of its own for each merge; `undefined` without git. */
export function createGitTool(): Tool | undefined {
  if (spawnSync('git', ['--version']).status !== 0) return undefined;
  let made: string | undefined;
  return {
    name: 'git merge-file',
    isSpawned: true,
    merge: (sides) => {
      const folder = (made ??= temporaryFolder());
      for (const side of ['base', 'mine', 'theirs'] as const) writeFileSync(join(folder, side), sides[side]);
      const git = spawnSync('git', ['merge-file', '-p', '-q', 'mine', 'base', 'theirs'], {
        cwd: folder,
        maxBuffer: 2 ** 26,
      });
      // The status is the number of conflicts, or above 127 for an error.
      if (git.status === null || git.status > 127) throw new Error('git merge-file failed.');
      return { pieces: [git.status === 0 ? git.stdout.toString() : sides] };
    },
  };
}

/** Made at the first merge: a process that is ended while it works for another tool would leave it behind. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noclobber-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}
