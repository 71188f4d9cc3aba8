import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What `npm publish` would send, installed in an app as its users would. It packs the `dist` of the last `npm run build`.

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Of the optional peers the app has the one that its form needs. */
const installed = [
  'react',
  'react-dom',
  '@types/react',
  '@types/react-dom',
  '@tanstack/react-query',
  'react-hook-form',
  'typescript',
  'vite',
];

describe('the packed package', () => {
  const app = mkdtempSync(join(tmpdir(), 'noclobber-consumer-'));
  const at = (path: string) => join(app, 'node_modules', 'noclobber', path);
  let files: string[] = [];

  beforeAll(() => {
    const [packed] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], root),
    );
    files = packed.files.map((file: { path: string }) => file.path);
    cpSync(join(root, 'test', 'consumer'), app, { recursive: true });
    writeFileSync(
      join(app, 'package.json'),
      JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
    );
    const versions = installed.map((name) => `${name}@${manifest.devDependencies[name]}`);
    run(
      'npm',
      ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed.filename}`, ...versions],
      app,
    );
  });
  afterAll(() => rmSync(app, { recursive: true, force: true }));

  it('holds the build, the manifest, the readme and the licence', () => {
    expect(files.filter((path) => !path.startsWith('dist/')).toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
  });

  it('has what its manifest names', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target ?? {}),
    );
    const named = [...targets, ...Object.values(manifest.bin)];
    expect(named.filter((path) => !existsSync(at(String(path))))).toEqual([]);
  });

  it('marks what runs only in a client component', () => {
    const first = (entry: string) => readFileSync(at(`dist/entries/${entry}.js`), 'utf8').split('\n', 1)[0];
    expect([first('react'), first('form'), first('index')]).toEqual([
      '"use client";',
      '"use client";',
      expect.not.stringContaining('use client'),
    ]);
  });

  it('runs nothing at install', () => {
    const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
    const atInstall = [
      'preinstall',
      'install',
      'postinstall',
      'prepublish',
      'preprepare',
      'prepare',
      'postprepare',
    ];
    expect(atInstall.filter((name) => name in scripts)).toEqual([]);
  });

  it('brings none of the optional peers', () => {
    const optional = Object.keys(manifest.peerDependenciesMeta).filter((name) => !installed.includes(name));
    expect(optional.length).toBeGreaterThan(0);
    expect(optional.filter((name) => existsSync(join(app, 'node_modules', name)))).toEqual([]);
  });

  it('loads in Node without them', () => {
    const load = `await import('noclobber'); await import('noclobber/server'); await import('noclobber/testing')`;
    expect(() => run('node', ['--input-type=module', '--eval', load], app)).not.toThrow();
  });

  it('fits the app by its types, and reports what does not', () => {
    expect(() => run('npx', ['tsc'], app)).not.toThrow();
  });

  it('builds into the app without server code', () => {
    run('npx', ['vite', 'build', '--sourcemap'], app);
    const assets = join(app, 'dist', 'assets');
    const read = (ending: string) =>
      readdirSync(assets)
        .filter((name) => name.endsWith(ending))
        .map((name) => readFileSync(join(assets, name), 'utf8'));
    const modules = read('.js.map').flatMap((map): string[] => JSON.parse(map).sources);
    const ours = modules.flatMap((path) => path.split('/noclobber/dist/')[1] ?? []);
    expect(ours).toContain('core/merge/merge.js');
    expect(ours.filter((path) => /^(server|msw|testing|cli)\//.test(path))).toEqual([]);
    expect(read('.js').filter((code) => /["'`]node:|__vite-browser-external/.test(code))).toEqual([]);
    expect(read('.css').join()).toContain('.nc-');
  });
});

/** Runs a program and gives what it printed; a failure shows that as well. */
function run(program: string, args: readonly string[], folder: string): string {
  try {
    return execFileSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
  } catch (cause) {
    // execFileSync's error carries both streams; tsc and vite write their findings to the first.
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed.\n${stdout}\n${stderr}`, { cause });
  }
}
