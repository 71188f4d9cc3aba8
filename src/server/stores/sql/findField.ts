import { sql } from 'kysely';
import { isEqual, own, type JsonObject } from '../../../core/index.js';
import type { Write } from '../../store.js';
import { quotedName, toColumn, type Column } from './columns.js';
import type { Shape } from './mappedShape.js';
import { isPostgres, type Database } from './tables.js';
import { inSavepoint } from './transaction.js';

/** Finds the field that a database refused a write for, as far as it can be told; empty for the record as a whole. */
export async function findField(
  db: Database,
  shape: Shape,
  { write, error }: { readonly write: Write; readonly error: unknown },
): Promise<string> {
  const named = isPostgres(db) ? await namedInPostgres(db, shape, error) : namedInSqlite(error);
  const isField = (name: string) => shape.fields.some((column) => column.name === name);
  if (named.length > 0) {
    const fields = named.flatMap((name) => (name === shape.id.name ? 'id' : isField(name) ? name : []));
    return fields.length === 1 ? (fields[0] ?? '') : '';
  }
  const written = writtenColumns(shape, write);
  const unfit = isPostgres(db) ? await findUnfit(db, written) : undefined;
  if (unfit !== undefined) return unfit === shape.id.name ? 'id' : unfit;
  const [only, ...others] = written;
  return only && others.length === 0 ? only.column.name : '';
}

interface Written {
  readonly column: Column;
  readonly value: unknown;
}

/** Lists what a write puts into which columns. */
function writtenColumns({ id, fields }: Shape, { ref, step }: Write): readonly Written[] {
  const before: JsonObject = step.before?.value ?? {};
  const value = 'value' in step ? step.value : step.kind === 'restore' ? step.before.value : before;
  const isNew = step.kind === 'create' || step.kind === 'restore';
  const changed = fields.filter(
    ({ name }) => Object.hasOwn(value, name) && (isNew || !isEqual(own(value, name), own(before, name))),
  );
  return [
    ...(isNew ? [{ column: id, value: ref.id }] : []),
    ...changed.map((column) => ({ column, value: own(value, column.name) })),
  ];
}

async function namedInPostgres(db: Database, { table }: Shape, error: unknown): Promise<readonly string[]> {
  if (!(error instanceof Error)) return [];
  if ('column' in error && typeof error.column === 'string') return [error.column];
  if (!('constraint' in error) || typeof error.constraint !== 'string') return [];
  const { rows } = await sql<{
    name: string;
  }>`select attname as name from pg_attribute where attrelid = to_regclass(${quotedName(table)})
    and (attnum = any((select conkey from pg_constraint where conrelid = attrelid and conname = ${error.constraint})::int2[])
      or attnum = any((select indkey from pg_index join pg_class on pg_class.oid = indexrelid
        where indrelid = attrelid and relname = ${error.constraint})::int2[]))`.execute(db);
  return rows.map(({ name }) => name);
}

/** SQLite names columns in its message only: `UNIQUE constraint failed: articles.title, articles.place`. */
function namedInSqlite(error: unknown): readonly string[] {
  const list =
    error instanceof Error
      ? /^(?:UNIQUE|NOT NULL) constraint failed: (.+)$/.exec(error.message)?.[1]
      : undefined;
  return list?.split(', ').map((name) => name.slice(name.lastIndexOf('.') + 1)) ?? [];
}

/** Finds the first column whose type does not take its value. */
async function findUnfit(db: Database, written: readonly Written[]): Promise<string | undefined> {
  for (const { column, value } of written) {
    try {
      const given = toColumn(db, column, value);
      await inSavepoint(db, () => sql`select cast(${given} as ${sql.raw(column.type)})`.execute(db));
    } catch {
      return column.name;
    }
  }
  return undefined;
}
