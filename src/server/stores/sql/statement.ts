import type { CompiledQuery, KyselyPlugin, QueryResult, RawBuilder } from 'kysely';
import type { Database } from './tables.js';

/** Stands for a value while the text is put together. */
type Slots<Values> = { readonly [Name in keyof Values]: { readonly slot: Name } };

interface Text<Values> {
  readonly plugins: readonly KyselyPlugin[];
  readonly query: CompiledQuery;
  /** Which value each parameter is. */
  readonly order: readonly (keyof Values)[];
}

/**
 * Makes a statement whose text is put together once for a database: of the smallest ones the builder takes as long as the database.
 * All that differs from call to call is a value.
 */
export function statement<Values extends object, Row = unknown>(
  names: readonly (keyof Values & string)[],
  build: (slots: Slots<Values>, db: Database) => RawBuilder<unknown>,
): (db: Database, values: Values) => Promise<QueryResult<Row>> {
  const texts = new WeakMap<object, Text<Values>[]>();

  /** Plugins may change the text: one puts a schema's name before the tables'. */
  function textFor(db: Database): Text<Values> {
    const { adapter, plugins } = db.getExecutor();
    const known = texts.get(adapter) ?? [];
    const found = known.find((text) => isSameList(text.plugins, plugins));
    if (found) return found;
    // Every name has its slot.
    const slots = Object.fromEntries(names.map((name) => [name, { slot: name }])) as Slots<Values>;
    const query = build(slots, db).compile(db);
    // The slots are the only parameters.
    const order = query.parameters.map((parameter) => (parameter as Slots<Values>[keyof Values]).slot);
    const made = { plugins, query, order };
    texts.set(adapter, [...known, made]);
    return made;
  }

  return (db, values) => {
    const { query, order } = textFor(db);
    // The caller knows what it selects.
    const bound = { ...query, parameters: order.map((name) => values[name]) } as CompiledQuery<Row>;
    return db.executeQuery(bound);
  };
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
