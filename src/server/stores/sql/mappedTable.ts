import { sql } from 'kysely';
import { doubtShape } from './doubtShape.js';
import { findField } from './findField.js';
import { fulfils, isBehind, orderBy } from './jsonField.js';
import { changeMapped } from './mappedChange.js';
import { selectRows } from './mappedRow.js';
import {
  fieldsOf,
  idText,
  isOneOf,
  ofTenant,
  possibleIds,
  readShape,
  type MappedTable,
  type Shape,
} from './mappedShape.js';
import type { RecordTable } from './recordTable.js';
import { isPostgres, type Database } from './tables.js';
import { readEnds } from './tombstones.js';

/** Keeps a resource in a table that the application made. What is deleted is gone from it; its tombstone lies in the history. */
export function mappedTable(resource: string, options: MappedTable): RecordTable {
  let isHash = false;
  let shape: Promise<Shape> | undefined;
  const shapeOf = (db: Database) => (shape ??= readShape(db, options).catch(forgetShape));
  const forgetShape = (error: unknown): never => {
    shape = undefined;
    throw error;
  };

  return {
    table: options.table,
    versionColumn: options.version === null ? undefined : (options.version ?? 'version'),
    isManaged: false,
    mayRefuse: true,
    async setUp(db, strategy) {
      isHash = strategy === 'contentHash';
      doubtShape(db, await shapeOf(db), strategy);
    },
    async read(db, { tenant }, ids) {
      const found = await shapeOf(db);
      const rows = await selectRows(db, { shape: found, resource }, isOneOf(db, found, { tenant, ids }));
      // A database may take an id for another one: in upper case, with blanks behind it.
      const wanted = rows.filter(({ id }) => ids.includes(id));
      const missing = ids.filter((id) => !wanted.some((row) => row.id === id));
      return [...wanted, ...(await readEnds(db, { tenant, resource }, missing))];
    },
    async match(db, { tenant, where, limit }) {
      const found = await shapeOf(db);
      const fields = fieldsOf(db, found);
      const conditions = [ofTenant(found, tenant), ...where.map((condition) => fulfils(fields, condition))];
      return selectRows(
        db,
        { shape: found, resource },
        sql`${sql.join(conditions, sql` and `)} limit ${limit}`,
      );
    },
    async list(db, { tenant, where, sort, after, limit }) {
      const found = await shapeOf(db);
      if (after && possibleIds(found, [after.id]).length === 0) return [];
      const fields = fieldsOf(db, found);
      const id = sql.id('record', found.id.name);
      const conditions = [
        ofTenant(found, tenant),
        ...where.map((condition) => fulfils(fields, condition)),
        ...(after ? [isBehind(fields, after, sort, id)] : []),
      ];
      const ordered = sql`${sql.join(conditions, sql` and `)} order by ${orderBy(fields, sort, id)}`;
      return selectRows(db, { shape: found, resource }, sql`${ordered} limit ${limit}`);
    },
    async change(db, write) {
      return changeMapped(db, { shape: await shapeOf(db), resource, isHash }, write);
    },
    async findField(db, write, error) {
      return findField(db, await shapeOf(db), { write, error });
    },
    async holdRows(db, { tenant }, ids) {
      const found = await shapeOf(db);
      const held = isPostgres(db) ? sql`for update of record` : sql``;
      const rows = await sql<{
        id: string;
      }>`select ${idText(found)} as id from ${sql.table(found.table)} as record
        where ${isOneOf(db, found, { tenant, ids })} order by 1 ${held}`.execute(db);
      return rows.rows.map(({ id }) => id);
    },
  };
}
