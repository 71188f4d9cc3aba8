import { sql, type RawBuilder } from 'kysely';
import { statement } from './statement.js';
import { isPostgres, type Database, type Statements } from './tables.js';

/** Columns in order, and their types. */
export type ColumnTypes<Row> = { readonly [Name in keyof Row]: 'text' | 'bigint' };

/**
 * Begins a statement that inserts any number of rows with as few parameters as columns, so that the text stays the same whatever
 * their number. What comes behind it may be ON CONFLICT and RETURNING.
 */
export function insertRows<Row extends Readonly<Record<string, string | number | null>>>(
  db: Database,
  {
    table,
    columns,
    rows,
  }: { readonly table: string; readonly columns: ColumnTypes<Row>; readonly rows: readonly Row[] },
): RawBuilder<unknown> {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const into = intoColumns(table, names);
  if (isPostgres(db)) {
    const lists = names.map((name) => sql`${rows.map((row) => row[name])}::${sql.raw(columns[name])}[]`);
    return sql`${into} select * from unnest(${sql.join(lists)})`;
  }
  const values = names.map(
    (name, index) => sql`cast(json_extract(value, ${sql.lit(`$[${index}]`)}) as ${sql.raw(columns[name])})`,
  );
  const list = JSON.stringify(rows.map((row) => names.map((name) => row[name])));
  // Without a condition SQLite takes ON CONFLICT for a join's.
  return sql`${into} select ${sql.join(values)} from json_each(${list}) where true`;
}

/** Makes the statement that inserts one row; `behind` is what comes behind it, as ON CONFLICT and RETURNING. */
export function insertOne<Row extends object, Made>(
  table: string,
  {
    columns,
    behind,
  }: { readonly columns: ColumnTypes<Row>; readonly behind: (db: Statements) => RawBuilder<unknown> },
) {
  const names = Object.keys(columns) as (keyof Row & string)[];
  return statement<Row, Made>(names, (slots, db) => {
    const values = names.map((name) =>
      columns[name] === 'bigint' ? sql`cast(${slots[name]} as bigint)` : sql`${slots[name]}`,
    );
    return sql`${intoColumns(table, names)} values (${sql.join(values)}) ${behind(db)}`;
  });
}

function intoColumns(table: string, names: readonly string[]): RawBuilder<unknown> {
  return sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.id(name)))})`;
}
