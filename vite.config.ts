import react from '@vitejs/plugin-react';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { findChromium } from './.ci/chromium.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const manifest = JSON.parse(readFileSync(at('./package.json'), 'utf8'));

/** Inside this repository the package's own names mean its source. */
const entries: Readonly<Record<string, string>> = {
  'noclobber/styles.css': './src/components/styles.css',
  'noclobber/react': './src/entries/react.ts',
  'noclobber/form': './src/entries/form.ts',
  'noclobber/table': './src/entries/table.ts',
  'noclobber/server/sql': './src/entries/server-sql.ts',
  'noclobber/server': './src/entries/server.ts',
  'noclobber/msw': './src/entries/msw.ts',
  'noclobber/testing': './src/entries/testing.ts',
  noclobber: './src/entries/index.ts',
};
const alias = Object.entries(entries).map(([name, path]) => ({
  find: new RegExp(`^${name}$`),
  replacement: at(path),
}));

/** What a consumer installs stays out of the build. */
const external = [
  /^node:/,
  ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).map(
    (name) => new RegExp(`^${name}(/|$)`),
  ),
];

/** What the package holds besides modules: the stylesheet as it is, and a program that can be started. */
const packaging: Plugin = {
  name: 'packaging',
  apply: (config, { command }) => command === 'build' && Boolean(config.build?.lib),
  generateBundle() {
    const source = readFileSync(at('./src/components/styles.css'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'styles.css', source });
  },
  writeBundle() {
    chmodSync(at('./dist/cli/noclobber.js'), 0o755);
  },
};

declare module 'vitest' {
  export interface ProvidedContext {
    /** The major version of React under test. */
    react: string;
  }
}

const chromium = findChromium();

/** A function, since Vitest writes the project's name into this object. */
const browser = () => ({
  enabled: true,
  headless: true,
  provider: playwright({
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    },
  }),
  screenshotFailures: false,
  instances: [{ browser: 'chromium' as const }],
});

/** Vite reloads the page for a dependency that it meets only then; in mid-test that is a failure. */
const browserDependencies = [
  'react',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  '@tanstack/react-query',
  'react-hook-form',
  'diff-match-patch',
  '@testing-library/jest-dom/vitest',
  '@testing-library/react',
  '@testing-library/user-event',
  'msw',
  'msw/browser',
  'axe-core',
  'zod',
  'ag-grid-community',
  'ag-grid-react',
  '@tanstack/react-table',
];

/** The oldest React that is supported, in the place of the newest. */
const react18 = ['react', 'react-dom'].map((name) => ({
  find: new RegExp(`^${name}(?=$|/)`),
  replacement: `${name}-18`,
}));

export default defineConfig({
  plugins: [react(), packaging],
  resolve: { alias },
  build: {
    lib: {
      entry: {
        ...Object.fromEntries(
          Object.values(entries)
            .filter((path) => path.endsWith('.ts'))
            .map((path) => [path.replace('./src/', '').replace('.ts', ''), at(path)]),
        ),
        'cli/noclobber': at('./src/cli/noclobber.ts'),
      },
      formats: ['es'],
    },
    minify: false,
    target: 'es2022',
    rolldownOptions: {
      external,
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
  test: {
    // A busy machine is slow, not wrong.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // One project after the other (groupOrder): two browsers at once starve each other on a small machine.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/pages/**', 'test/{cli,server}/**', 'test/package.check.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/{cli,server}/**/*.test.ts'],
          globalSetup: ['test/server/postgres.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        optimizeDeps: { include: browserDependencies },
        // MSW's worker lies there.
        publicDir: at('./.storybook/public'),
        test: {
          name: 'browser',
          provide: { react: '19' },
          include: ['test/**/*.test.tsx'],
          setupFiles: ['test/browser.setup.ts'],
          browser: browser(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        resolve: { alias: react18 },
        optimizeDeps: { include: browserDependencies },
        publicDir: at('./.storybook/public'),
        test: {
          name: 'react-18',
          include: [
            'test/react/{ssr,useVersionedForm,formSurface}.test.tsx',
            'test/components/{hydration,ConflictDialog}.test.tsx',
          ],
          setupFiles: ['test/browser.setup.ts'],
          provide: { react: '18' },
          browser: browser(),
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: at('./.storybook') })],
        optimizeDeps: { include: browserDependencies },
        test: { name: 'stories', browser: browser(), sequence: { groupOrder: 3 } },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: ['test/pages/**/*.test.ts'],
          env: chromium === undefined ? {} : { CHROMIUM_PATH: chromium },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
