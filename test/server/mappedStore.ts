import { sql, type Kysely } from 'kysely';
import type { Store } from 'noclobber/server';
import { sqlStore, type MappedTable } from 'noclobber/server/sql';
import { openFile, openSchema, temporaryFile } from './eachStore.js';

type Database = Kysely<unknown>;

/** An application's own table with names that need quotes, for the resource `articles`. */
const columns = {
  SQLite: `"Article Id" text primary key, "title" text not null, "order" integer, "In ""Stock""" boolean, "price" numeric,
    "views" bigint default 0, "tags" json, "read at" timestamp, "status" text default 'draft' check (status <> 'nonsense'),
    "slug" text unique, "secret" text default 'hidden', "Row Version" bigint`,
  PostgreSQL: `"Article Id" text primary key, "title" text not null, "order" integer, "In ""Stock""" boolean, "price" numeric,
    "views" bigint default 0, "tags" jsonb, "read at" timestamptz, "status" text default 'draft' check (status <> 'nonsense'),
    "slug" text unique, "secret" text default 'hidden', "Row Version" bigint`,
};

export const articlesTable = {
  table: 'Select Articles',
  id: 'Article Id',
  version: 'Row Version',
  hide: ['secret'],
} satisfies MappedTable;

/** What the table makes of an article of which only the title is given. */
export const emptyArticle = {
  order: null,
  'In "Stock"': null,
  price: null,
  views: 0,
  tags: null,
  'read at': null,
  status: 'draft',
  slug: null,
};

/** The databases that an application's own tables lie in. */
export const eachDatabase = [
  { name: 'SQLite' as const, openDatabase: async (): Promise<Database> => openFile(temporaryFile()) },
  { name: 'PostgreSQL' as const, openDatabase: async (): Promise<Database> => (await openSchema()).database },
];

/** Those with the table in them: `describe.each(eachMapped)('… ($name)', ({ open }) => …)`. */
export const eachMapped = eachDatabase.map(({ name, openDatabase }) => ({
  name,
  /** Opens the store, and the database beside it for writers past the kit. */
  async open(options: Partial<MappedTable> = {}): Promise<{ store: Store; database: Database }> {
    const database = await openDatabase();
    await run(database, `create table "Select Articles" (${columns[name]})`);
    return {
      database,
      store: sqlStore(database, { tables: { articles: { ...articlesTable, ...options } } }),
    };
  },
}));

/** Writes past the kit, as another program does. */
export async function run(
  database: Database,
  statement: string,
): Promise<readonly Record<string, unknown>[]> {
  return (await sql<Record<string, unknown>>`${sql.raw(statement)}`.execute(database)).rows;
}
