import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** The peers are no dependencies of the project: whoever runs the benchmark first gets them then. */
export function installPeers(): void {
  if (existsSync(new URL('../node_modules/.package-lock.json', import.meta.url))) return;
  console.error('Installing the peers that the merge is measured beside.');
  // Windows starts npm only through a shell. One peer asks for a newer Node than it needs: no word about that.
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error('`npm ci` in bench failed: see above.');
}
