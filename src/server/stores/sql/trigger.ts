import { sql } from 'kysely';
import { digest } from '../../token/digest.js';
import { quotedName } from './columns.js';
import { versionOf } from './mappedShape.js';
import type { RecordTable } from './recordTable.js';
import { isPostgres, type Database } from './tables.js';

/** The trigger that raises the version of one table. */
export interface Trigger {
  readonly name: string;
  readonly table: string;
}

/** PostgreSQL cuts longer names. */
const longestName = 63;

/** Names a table's trigger; no two tables, and no two version columns of one, have the same. */
export async function triggerOf({ table, versionColumn }: RecordTable): Promise<Trigger> {
  const column = versionColumnOf({ table, versionColumn });
  const name = `noclobber_${table}_${column}`;
  if (/^\w+$/.test(name) && name.length <= longestName) return { name, table };
  const hash = [...(await digest([table, column]))].slice(0, 12);
  return {
    name: `noclobber_${hash.map((byte) => byte.toString(16).padStart(2, '0')).join('')}_version`,
    table,
  };
}

function versionColumnOf({ table, versionColumn }: Pick<RecordTable, 'table' | 'versionColumn'>): string {
  if (versionColumn !== undefined) return versionColumn;
  throw new TypeError(
    `The table "${table}" has no version column that a trigger could raise. Add one with \`addVersionColumn\`.`,
  );
}

/** Makes the trigger that raises a table's version with every change, whoever makes it; again where it is there. */
export async function createTrigger(db: Database, target: RecordTable): Promise<void> {
  await dropTrigger(db, target);
  const { name, table } = await triggerOf(target);
  const parts = partsOf(target);
  await (isPostgres(db) ? createInPostgres : createInSqlite)(db, { name, table, ...parts });
}

interface Parts {
  readonly column: string;
  /** Who made the version, and when: not known of a writer past the kit. */
  readonly unknown: readonly string[];
}

function partsOf(target: RecordTable): Parts {
  const { isManaged } = target;
  const unknown = isManaged ? ['changed_by', 'changed_by_name', 'changed_at', 'request_key'] : [];
  return { column: versionColumnOf(target), unknown };
}

async function createInPostgres(
  db: Database,
  { name, table, column, unknown }: Trigger & Parts,
): Promise<void> {
  const next = sql`${versionOf(column, 'old')} + 1`;
  const forget = unknown.map((field) => sql`${sql.id('new', field)} := null;`);
  await sql`create or replace function ${sql.id(name)}() returns trigger language plpgsql as ${sql.raw('$noclobber$')}
    begin if ${sql.id('new', column)} is distinct from ${next} then ${sql.id('new', column)} := ${next}; ${sql.join(forget, sql` `)} end if;
    return new; end ${sql.raw('$noclobber$')}`.execute(db);
  await sql`create trigger ${sql.id(name)} before update on ${sql.table(table)} for each row execute function ${sql.id(name)}()`.execute(
    db,
  );
}

async function createInSqlite(
  db: Database,
  { name, table, column, unknown }: Trigger & Parts,
): Promise<void> {
  const next = sql`${versionOf(column, 'old')} + 1`;
  const sets = [sql`${sql.id(column)} = ${next}`, ...unknown.map((field) => sql`${sql.id(field)} = null`)];
  const row = (await readRowKey(db, table)).map((key) => sql`${sql.id(key)} = ${sql.id('new', key)}`);
  await sql`create trigger ${sql.id(name)} after update on ${sql.table(table)} when ${sql.id('new', column)} is not ${next}
    begin update ${sql.table(table)} set ${sql.join(sets)} where ${sql.join(row, sql` and `)}; end`.execute(
    db,
  );
}

/** A table without row ids is known by its primary key. */
async function readRowKey(db: Database, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select columns.name from pragma_table_list(${table}) as tables
    join pragma_table_info(${table}) as columns where tables.wr and columns.pk > 0`.execute(db);
  return rows.length === 0 ? ['rowid'] : rows.map(({ name }) => name);
}

/** Takes the trigger away, where it is there. */
export async function dropTrigger(db: Database, target: RecordTable): Promise<void> {
  const { name, table } = await triggerOf(target);
  if (!isPostgres(db)) {
    await sql`drop trigger if exists ${sql.id(name)}`.execute(db);
    return;
  }
  await sql`drop trigger if exists ${sql.id(name)} on ${sql.table(table)}`.execute(db);
  await sql`drop function if exists ${sql.id(name)}()`.execute(db);
}

/** Tells whether a table has its trigger. */
export async function hasTrigger(db: Database, target: RecordTable): Promise<boolean> {
  const { name, table } = await triggerOf(target);
  const found = isPostgres(db)
    ? await sql`select 1 from pg_trigger where tgname = ${name} and tgrelid = to_regclass(${quotedName(table)}) and tgenabled <> 'D'`.execute(
        db,
      )
    : await sql`select 1 from sqlite_master where type = 'trigger' and name = ${name}`.execute(db);
  return found.rows.length > 0;
}
