import react from '@vitejs/plugin-react';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const manifest = JSON.parse(readFileSync(at('./package.json'), 'utf8'));

/** Inside this repository the package's own names mean its source. */
const entries: Readonly<Record<string, string>> = {
  'noclobber/styles.css': './src/components/styles.css',
  'noclobber/react': './src/entries/react.ts',
  'noclobber/form': './src/entries/form.ts',
  'noclobber/server/sql': './src/entries/server-sql.ts',
  'noclobber/server': './src/entries/server.ts',
  'noclobber/msw': './src/entries/msw.ts',
  'noclobber/testing': './src/entries/testing.ts',
  noclobber: './src/entries/index.ts',
};
const alias = Object.entries(entries).map(([name, path]) => ({ find: new RegExp(`^${name}$`), replacement: at(path) }));

/** What a consumer installs stays out of the build. */
const external = [
  /^node:/,
  ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).map((name) => new RegExp(`^${name}(/|$)`)),
];

const stylesheet: Plugin = {
  name: 'stylesheet',
  apply: 'build',
  generateBundle() {
    const source = readFileSync(at('./src/components/styles.css'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'styles.css', source });
  },
};

/** A function, since Vitest writes the project's name into this object. */
const browser = () => ({
  enabled: true,
  headless: true,
  provider: playwright({
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    },
  }),
  screenshotFailures: false,
  instances: [{ browser: 'chromium' as const }],
});

export default defineConfig({
  plugins: [react(), stylesheet],
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
});
