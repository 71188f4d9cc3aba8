import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { build } from 'vite';
import { findChromium } from '../../.ci/chromium.mjs';
import viteConfig from '../../vite.config.js';
import type { measured } from './page/measure.js';

export interface Pages {
  readonly browser: Browser;
  /** Where a page is served. */
  urlOf(page: 'live' | 'bare' | 'dialog' | 'plain'): string;
  close(): Promise<void>;
}

/** What the pages offer to whoever drives them. */
export interface InPage {
  readonly measured: typeof measured;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Builds the pages as an app would, serves them, and opens a browser. */
export async function openPages(): Promise<Pages> {
  const folder = await mkdtemp(join(tmpdir(), 'form-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('page', import.meta.url)),
    resolve: viteConfig.resolve,
    build: { outDir: folder, target: 'es2022' },
  });
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://bench');
    const file = pathname === '/' ? '/index.html' : pathname;
    response.setHeader('Content-Type', types[extname(file)] ?? 'text/plain');
    try {
      response.end(readFileSync(join(folder, file)));
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return {
    browser,
    urlOf: (page) => `http://127.0.0.1:${port}/?page=${page}`,
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
