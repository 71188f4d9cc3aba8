import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore, type Store } from 'noclobber/server';
import { sql } from 'kysely';
import { openPostgres, openSqlite, sqlStore } from 'noclobber/server/sql';
import { inject, onTestFinished } from 'vitest';

/** The stores that every promise is kept on: `describe.each(eachStore)('… ($name)', ({ openStore }) => …)`. */
export const eachStore = [
  { name: 'memory', openStore: async (): Promise<Store> => memoryStore() },
  { name: 'SQLite', openStore: async (): Promise<Store> => sqlStore(await openFile(temporaryFile())) },
  { name: 'PostgreSQL', openStore: async (): Promise<Store> => sqlStore((await openSchema()).database) },
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

/** Opens a schema of its own in the tests' PostgreSQL; it goes with the test. */
export async function openSchema(options?: Parameters<typeof openPostgres>[1]) {
  const schema = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const owner = await openPostgres(inject('postgresUrl'), { poolSize: 1 });
  await sql`create schema ${sql.id(schema)}`.execute(owner);
  onTestFinished(async () => {
    await sql`drop schema ${sql.id(schema)} cascade`.execute(owner);
    await owner.destroy();
  });
  const url = schemaUrl(schema);
  return { schema, url, database: await openPool(url, options) };
}

/** Opens a pool that is closed with the test. */
export async function openPool(url: string, options?: Parameters<typeof openPostgres>[1]) {
  const database = await openPostgres(url, options);
  onTestFinished(() => database.destroy());
  return database;
}

/** Where a schema is reached, with settings of PostgreSQL (`name=value`) that its connections start with. */
export function schemaUrl(schema: string, settings: readonly string[] = []): string {
  const url = new URL(inject('postgresUrl'));
  const all = [`search_path=${schema}`, ...settings];
  url.searchParams.set('options', all.map((setting) => `-c ${setting}`).join(' '));
  return url.href;
}
