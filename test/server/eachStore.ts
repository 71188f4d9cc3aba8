import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore, type Store } from 'noclobber/server';
import { openSqlite, sqlStore } from 'noclobber/server/sql';
import { onTestFinished } from 'vitest';

/** The stores that every promise is kept on: `describe.each(eachStore)('… ($name)', ({ openStore }) => …)`. */
export const eachStore = [
  { name: 'memory', openStore: async (): Promise<Store> => memoryStore() },
  { name: 'SQLite', openStore: async (): Promise<Store> => sqlStore(await openFile(temporaryFile())) },
];

/** Names a database file in a folder that goes with the test. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noclobber-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'test.db');
}

/** Opens a database that is closed with the test. */
export async function openFile(path: string, options?: Parameters<typeof openSqlite>[1]) {
  const database = await openSqlite(path, options);
  onTestFinished(() => database.destroy());
  return database;
}
