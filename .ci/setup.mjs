// Makes a fresh machine ready; needs nothing but Node and npm. `browser` as an argument asks for a Chromium, too.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { argv, chdir, env, exit, getuid, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
if (!isInstalled() && !run('npm', ['ci', '--no-audit', '--no-fund'])) stop('`npm ci` failed: see above.');
copyWorker();
if (argv.includes('browser')) await installBrowser();

/** What npm noted in `node_modules` agrees with the lock file; packages for other platforms may be missing. */
function isInstalled() {
  const present = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(
    ([path, wanted]) =>
      path === '' || wanted.optional || wanted.devOptional || present[path]?.version === wanted.version,
  );
}

/** @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>} */
function packagesIn(/** @type {string} */ lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

/** Storybook serves this script, with which MSW answers a story's requests. */
function copyWorker() {
  mkdirSync('.storybook/public', { recursive: true });
  copyFileSync('node_modules/msw/lib/mockServiceWorker.js', '.storybook/public/mockServiceWorker.js');
}

/** Only where no browser is installed: takes Debian's or Ubuntu's as root, else Playwright's own. */
async function installBrowser() {
  if (findChromium() || (await hasPlaywrightBrowser())) return;
  console.log('Found no Chromium: installing one.');
  const isDebian = platform === 'linux' && existsSync('/etc/debian_version') && getuid?.() === 0;
  if (
    isDebian &&
    run('apt-get', ['update']) &&
    run('apt-get', ['install', '-y', 'chromium']) &&
    findChromium()
  )
    return;
  if (run('npx', ['playwright', 'install', 'chromium']) && (await hasPlaywrightBrowser())) return;
  stop(
    'Found no Chromium and could not install one. Install Chromium or Chrome, or set CHROMIUM_PATH to its program.',
  );
}

async function hasPlaywrightBrowser() {
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath());
}

/** Windows starts npm and npx only through a shell. */
function run(/** @type {string} */ program, /** @type {string[]} */ args) {
  const options = { shell: platform === 'win32', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  return spawnSync(program, args, { stdio: 'inherit', ...options }).status === 0;
}

function stop(/** @type {string} */ message) {
  console.error(message);
  exit(1);
}
