import type { Kysely } from 'kysely';
import { isResourceName } from '../../recordName.js';
import type { RecordTable } from './recordTable.js';
import { tableOf, type MappedTables } from './tableOf.js';
import type { Database } from './tables.js';
import { inWriteTransaction } from './transaction.js';
import { createTrigger, dropTrigger, hasTrigger, triggerOf, type Trigger } from './trigger.js';
import { holdSetUp } from './versionTable.js';

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
      return triggerOf(table);
    });
  },
  /** Those that are there. */
  async list<Tables>(kysely: Kysely<Tables>, options: TriggerOptions): Promise<readonly Trigger[]> {
    const found = await forEach(kysely, options, async (db, table) =>
      (await hasTrigger(db, table)) ? triggerOf(table) : undefined,
    );
    return found.filter((trigger) => trigger !== undefined);
  },
  /** Gives those that were there. */
  async drop<Tables>(kysely: Kysely<Tables>, options: TriggerOptions): Promise<readonly Trigger[]> {
    const dropped = await forEach(kysely, options, async (db, table) => {
      const isThere = await hasTrigger(db, table);
      await dropTrigger(db, table);
      return isThere ? triggerOf(table) : undefined;
    });
    return dropped.filter((trigger) => trigger !== undefined);
  },
};

async function forEach<Tables, Result>(
  kysely: Kysely<Tables>,
  { resources, tables = {} }: TriggerOptions,
  act: (db: Database, table: RecordTable) => Promise<Result>,
): Promise<readonly Result[]> {
  const unusable = resources.find((name) => !Object.hasOwn(tables, name) && !isResourceName(name));
  if (unusable !== undefined)
    throw new TypeError(
      `"${unusable}" can't be a resource, so it has no table. Name a resource, or map its table.`,
    );
  // Which tables there are does not matter here.
  return inWriteTransaction(kysely as unknown as Database, async (db) => {
    await holdSetUp(db);
    const result: Result[] = [];
    for (const resource of resources) result.push(await act(db, tableOf(resource, tables)));
    return { isKept: true, result };
  });
}
