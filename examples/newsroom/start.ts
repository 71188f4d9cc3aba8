// The demo in one process: the reference server on a SQLite file, and the page in front of it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../src/cli/serve.js';
import { onPort, readPort } from './server/ports.js';
import { seedArticles } from './server/seedArticles.js';
import { startPage } from './server/startPage.js';

const dataDir = process.env.DATA_DIR ?? fileURLToPath(new URL('../../.data', import.meta.url));
const started: { close(): Promise<void> }[] = [];

async function start(): Promise<void> {
  const pagePort = readPort('PORT', 5173);
  const apiPort = readPort('API_PORT', 8787);
  mkdirSync(dataDir, { recursive: true });
  const db = join(dataDir, 'newsroom.sqlite');
  const api = await onPort(apiPort, (port) => startServer({ port, db, resources: ['articles'] }));
  started.push(api);
  await seedArticles(`${api.url}/articles`);
  const page = await onPort(pagePort, (port) => startPage({ port, apiUrl: api.url }));
  started.push(page);
  console.log(`Newsroom  ${page.url}`);
  console.log(`Its API   ${api.url}`);
}

async function stop(exitCode: number): Promise<void> {
  await Promise.all(started.map((server) => server.close()));
  process.exit(exitCode);
}

process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
