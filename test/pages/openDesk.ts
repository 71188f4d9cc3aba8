import { getRequestListener } from '@hono/node-server';
import react from '@vitejs/plugin-react';
import { createResource } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore, type VersionCheckerOptions } from 'noclobber/server';
import { externalEdit } from 'noclobber/testing';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { harbour, type Article } from '../newsroom.js';

export interface DeskOptions extends Pick<VersionCheckerOptions, 'locks' | 'events'> {
  /** The folder of the page. @default 'desk' */
  readonly folder?: string;
  /** The browser keeps pages that one leaves, for the way back, as it does for people. @default false */
  readonly keepsPages?: boolean;
}

/** A real browser, a page of an app in it, and the real checker behind a server that can hold and cut answers. */
export async function openDesk({ folder = 'desk', keepsPages = false, ...options }: DeskOptions = {}) {
  const root = fileURLToPath(new URL(`./${folder}`, import.meta.url));
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
    resources: { articles: {} },
    ...options,
  });
  let answer = async (request: Request) => checker.fetch(request, { basePath: '/api' });
  const writes: string[] = [];
  const listener = getRequestListener(async (request) => {
    if (request.method !== 'GET' && request.method !== 'OPTIONS') {
      writes.push(request.headers.get('Idempotency-Key') ?? '');
    }
    return answer(request);
  });
  const outDir = await mkdtemp(join(tmpdir(), 'desk-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    resolve: { alias: sourceOfEntries() },
    build: { outDir, minify: false },
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: await freePort(), host: '127.0.0.1', allowedHosts: ['desk.test'] },
    plugins: [
      {
        name: 'api',
        configurePreviewServer({ middlewares }) {
          middlewares.use((incoming, outgoing, next) => {
            if (incoming.url?.startsWith('/api/')) void listener(incoming, outgoing);
            else next();
          });
        },
      },
    ],
  });
  const { port } = server.httpServer.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    ...(keepsPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP desk.test 127.0.0.1'],
  });
  const desk = createResource<Article>({
    url: 'http://desk.test/api/articles',
    headers: { 'Noclobber-User': 'Desk' },
    fetch: (request) => checker.fetch(request, { basePath: '/api' }),
  });
  return {
    browser,
    writes,
    desk,
    url: `http://127.0.0.1:${port}`,
    /** The same page where a browser gives no secure context. */
    plainUrl: `http://desk.test:${port}`,
    async reset() {
      writes.length = 0;
      answer = (request) => checker.fetch(request, { basePath: '/api' });
      for (const { value } of (await desk.list()).items) {
        await desk.remove({ base: await desk.get(value.id) });
        await desk.create({ ...harbour, id: value.id }, { isReplacement: true });
      }
    },
    create: (article: Article) => desk.create(article),
    desks: (id: string, change: Partial<Article>) =>
      externalEdit(desk, id, (article) => ({ ...article, ...change })),
    /** Answers instead of the checker, which is handed on. */
    answerWith: (next: (request: Request, serve: typeof answer) => Promise<Response>) => {
      const serve = (request: Request) => checker.fetch(request, { basePath: '/api' });
      answer = (request) => next(request, serve);
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

function sourceOfEntries() {
  const at = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  return [
    { find: /^noclobber\/styles\.css$/, replacement: at('components/styles.css') },
    { find: /^noclobber\/(react|form)$/, replacement: at('entries/$1.ts') },
    { find: /^noclobber$/, replacement: at('entries/index.ts') },
  ];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
