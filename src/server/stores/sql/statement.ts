import type { CompiledQuery, QueryResult, RawBuilder } from 'kysely';
import type { Database } from './tables.js';

/** Stands for a value while the text is put together. */
type Slots<Values> = { readonly [Name in keyof Values]: { readonly slot: Name } };

/**
 * Makes a statement of one store whose text is put together once: for the smallest ones the builder takes as long as the database.
 */
export function statement<Values extends Readonly<Record<string, unknown>>>(
  names: readonly (keyof Values & string)[],
  build: (slots: Slots<Values>, db: Database) => RawBuilder<unknown>,
): (db: Database, values: Values) => Promise<QueryResult<unknown>> {
  let made: { readonly query: CompiledQuery; readonly order: readonly (keyof Values)[] } | undefined;

  function make(db: Database): NonNullable<typeof made> {
    // Every name has its slot.
    const slots = Object.fromEntries(names.map((name) => [name, { slot: name }])) as Slots<Values>;
    const query = build(slots, db).compile(db);
    // The slots are the only parameters.
    const order = query.parameters.map((parameter) => (parameter as Slots<Values>[keyof Values]).slot);
    return { query, order };
  }

  return (db, values) => {
    made ??= make(db);
    return db.executeQuery({ ...made.query, parameters: made.order.map((name) => values[name]) });
  };
}
