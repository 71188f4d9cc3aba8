import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { build } from 'vite';
import viteConfig from '../vite.config.js';

export interface ServedPages {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Builds pages as an app would, and serves them. What no file answers is asked of `api`. */
export async function servePages(
  root: string,
  api: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 404 }),
): Promise<ServedPages> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-pages-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    // One React, whoever imports it.
    resolve: { ...viteConfig.resolve, dedupe: ['react', 'react-dom'] },
    build: { outDir: folder, target: 'es2022' },
  });
  const ask = getRequestListener(api);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const file = join(folder, pathname === '/' ? '/index.html' : pathname);
    if (!existsSync(file)) return void ask(request, response);
    response.setHeader('Content-Type', types[extname(file)] ?? 'text/plain');
    response.end(readFileSync(file));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
