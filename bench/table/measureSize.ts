import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import viteConfig from '../../vite.config.js';

const peers = /^(react|react-dom|react-hook-form|@tanstack\/|diff-match-patch)/;

/** What the table adds to an app that has `noclobber/react` already, in KB of gzip: without peers and CSS, with what comes later. */
export async function measureSize(): Promise<number> {
  return ((await gzipOf('size/table.ts')) - (await gzipOf('size/react.ts'))) / 1000;
}

async function gzipOf(file: string): Promise<number> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: viteConfig.resolve ?? {},
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: fileURLToPath(new URL(file, import.meta.url)),
        external: peers,
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.reduce(
    (sum, chunk) => sum + (chunk.type === 'chunk' ? gzipSync(chunk.code, { level: 9 }).length : 0),
    0,
  );
}
