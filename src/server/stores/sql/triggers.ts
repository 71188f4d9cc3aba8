import { sql, type Kysely } from 'kysely';
import type { RecordTable } from './recordTable.js';
import { tableOf, type MappedTables } from './tableOf.js';
import { isPostgres, type Database } from './tables.js';
import { inWriteTransaction } from './transaction.js';
import { holdSetUp } from './versionTable.js';

/** The trigger that raises the version of one table. */
export interface Trigger {
  readonly name: string;
  readonly table: string;
}

export interface TriggerOptions {
  /** Those whose strategy is `trigger()`. */
  readonly resources: readonly string[];
  /** As they are given to `sqlStore`. */
  readonly tables?: MappedTables;
}

/**
 * Makes, lists and drops the triggers of resources whose strategy is `trigger()`. The store makes them by itself where they are
 * missing when it starts; these are for migrations. Each can be repeated.
 *
 * @example
 * await triggers.create(kysely, { resources: ['articles'] })
 */
export const triggers = {
  async create<Tables>(kysely: Kysely<Tables>, options: TriggerOptions): Promise<readonly Trigger[]> {
    return forEach(kysely, options, async (db, table) => {
      await table.setUp(db, 'trigger');
      await createTrigger(db, table);
      return nameOf(table);
    });
  },
  /** Those that are there. */
  async list<Tables>(kysely: Kysely<Tables>, options: TriggerOptions): Promise<readonly Trigger[]> {
    const found = await forEach(kysely, options, async (db, table) =>
      (await hasTrigger(db, table)) ? nameOf(table) : undefined,
    );
    return found.filter((trigger) => trigger !== undefined);
  },
  async drop<Tables>(kysely: Kysely<Tables>, options: TriggerOptions): Promise<readonly Trigger[]> {
    return forEach(kysely, options, async (db, table) => {
      await dropTrigger(db, table);
      return nameOf(table);
    });
  },
};

function forEach<Tables, Result>(
  kysely: Kysely<Tables>,
  { resources, tables = {} }: TriggerOptions,
  act: (db: Database, table: RecordTable) => Promise<Result>,
): Promise<readonly Result[]> {
  // Which tables there are does not matter here.
  return inWriteTransaction(kysely as unknown as Database, async (db) => {
    await holdSetUp(db);
    const result: Result[] = [];
    for (const resource of resources) result.push(await act(db, tableOf(resource, tables)));
    return { isKept: true, result };
  });
}

/** Makes the trigger that raises a table's version with every change, whoever makes it; again where it is there. */
export async function createTrigger(db: Database, target: RecordTable): Promise<void> {
  const { name, table } = nameOf(target);
  const version = target.versionColumn;
  if (version === undefined)
    throw new TypeError(`The table "${table}" has no version column that a trigger could raise.`);
  const isOwn = target.isManaged;
  const next = sql`coalesce(${sql.ref(`old.${version}`)}, 0) + 1`;
  const isPast = sql`${sql.ref(`new.${version}`)} is distinct from ${next}`;
  await dropTrigger(db, target);
  if (!isPostgres(db)) {
    const who = isOwn
      ? sql`, changed_by = null, changed_by_name = null, changed_at = null, request_key = null`
      : sql``;
    await sql`create trigger ${sql.id(name)} after update on ${sql.table(table)} when new.${sql.id(version)} is not ${next}
      begin update ${sql.table(table)} set ${sql.id(version)} = ${next}${who} where rowid = new.rowid; end`.execute(
      db,
    );
    return;
  }
  const who = isOwn
    ? sql.raw(
        'new.changed_by := null; new.changed_by_name := null; new.changed_at := null; new.request_key := null;',
      )
    : sql``;
  await sql`create or replace function ${sql.id(name)}() returns trigger language plpgsql as ${sql.raw('$noclobber$')}
    begin if ${isPast} then ${sql.ref(`new.${version}`)} := ${next}; ${who} end if; return new; end ${sql.raw('$noclobber$')}`.execute(
    db,
  );
  await sql`create trigger ${sql.id(name)} before update on ${sql.table(table)} for each row execute function ${sql.id(name)}()`.execute(
    db,
  );
}

/** Takes the trigger away, where it is there. */
async function dropTrigger(db: Database, target: RecordTable): Promise<void> {
  const { name, table } = nameOf(target);
  if (!isPostgres(db)) {
    await sql`drop trigger if exists ${sql.id(name)}`.execute(db);
    return;
  }
  await sql`drop trigger if exists ${sql.id(name)} on ${sql.table(table)}`.execute(db);
  await sql`drop function if exists ${sql.id(name)}()`.execute(db);
}

/** Tells whether a table has its trigger. */
export async function hasTrigger(db: Database, target: RecordTable): Promise<boolean> {
  const { name, table } = nameOf(target);
  const found = isPostgres(db)
    ? await sql`select 1 from pg_trigger where tgname = ${name} and tgrelid = to_regclass(${quoted(table)}) and tgenabled <> 'D'`.execute(
        db,
      )
    : await sql`select 1 from sqlite_master where type = 'trigger' and name = ${name}`.execute(db);
  return found.rows.length > 0;
}

/** Names a table's trigger. */
function nameOf({ table }: RecordTable): Trigger {
  return { name: `noclobber_${table.replaceAll('.', '_')}_version`.slice(0, 63), table };
}

function quoted(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
