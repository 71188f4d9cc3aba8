import type { CompiledQuery, QueryResult, RawBuilder } from 'kysely';
import type { Statements } from './tables.js';

/** Stands for a value while the text is put together. */
type Slots<Values> = { readonly [Name in keyof Values]: { readonly slot: Name } };

interface Fixed<Values> {
  readonly query: CompiledQuery;
  /** Which value each parameter is. */
  readonly order: readonly (keyof Values)[];
}

const texts = new Set<string>();

/**
 * Makes a statement whose text is put together once for a database: of the smallest ones the builder takes as long as the database.
 * All that differs from call to call is a value.
 */
export function statement<Values extends object, Row = unknown, Runs extends Statements = Statements>(
  names: readonly (keyof Values & string)[],
  build: (slots: Slots<Values>, db: Runs) => RawBuilder<unknown>,
): (db: Runs, values: Values) => Promise<QueryResult<Row>> {
  const made = new WeakMap<object, Fixed<Values>>();

  function fix(db: Runs): Fixed<Values> {
    // Every name has its slot.
    const slots = Object.fromEntries(names.map((name) => [name, { slot: name }])) as Slots<Values>;
    const query = build(slots, db).compile(db);
    // The slots are the only parameters.
    const order = query.parameters.map((parameter) => (parameter as Slots<Values>[keyof Values]).slot);
    texts.add(query.sql);
    return { query, order };
  }

  return (db, values) => {
    const { adapter } = db.getExecutor();
    const fixed = made.get(adapter) ?? fix(db);
    made.set(adapter, fixed);
    const { query, order } = fixed;
    // The caller knows what it selects.
    const bound = { ...query, parameters: order.map((name) => values[name]) } as CompiledQuery<Row>;
    return db.executeQuery(bound);
  };
}

/** Tells whether a text is that of such a statement: there are few of them, and they come again. */
export function isFixed(text: string): boolean {
  return texts.has(text);
}
