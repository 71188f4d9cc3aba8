import { sql, type RawBuilder } from 'kysely';
import { kindOf, kindOrder, type Condition, type ListQuery, type Scalar } from '../../listQuery.js';

/*
 * A field of the JSON in a row, as SQLite sees it: its kind, and its value where the kind has an order. What another
 * database spells differently is in this file.
 */

/** Holds a row against a condition. */
export function fulfils(condition: Condition): RawBuilder<boolean> {
  const { field } = condition;
  switch (condition.operator) {
    case 'eq':
      return isSame(field, condition.value);
    case 'in':
      return anyOf(condition.values.map((value) => isSame(field, value)));
    case 'contains':
      return contains(field, condition.value);
    case 'lt':
      return compares(field, { operator: sql`<`, value: condition.value });
    case 'lte':
      return compares(field, { operator: sql`<=`, value: condition.value });
    case 'gt':
      return compares(field, { operator: sql`>`, value: condition.value });
    case 'gte':
      return compares(field, { operator: sql`>=`, value: condition.value });
  }
}

/** Puts rows in order; the id decides at last. */
export function orderBy(sort: ListQuery['sort']): RawBuilder<unknown> {
  const parts = sort.flatMap(({ field, isDescending }) => {
    const direction = isDescending ? sql`desc` : sql`asc`;
    return [sql`${kind(field)} ${direction}`, sql`${value(field)} ${direction}`];
  });
  return sql.join([...parts, sql.ref('id')]);
}

/** Tells whether a row stands behind a record in the order. */
export function isBehind(
  after: NonNullable<ListQuery['after']>,
  sort: ListQuery['sort'],
): RawBuilder<boolean> {
  const ties: RawBuilder<boolean>[] = [];
  const ways: RawBuilder<boolean>[] = [];
  for (const { field, isDescending } of sort) {
    const found = Object.hasOwn(after.value, field) ? after.value[field] : null;
    const rank = sql.lit(kindOf(found));
    const bound = toBound(found);
    const isBeyond = isDescending ? sql`<` : sql`>`;
    ways.push(
      allOf([
        ...ties,
        sql`(${kind(field)} ${isBeyond} ${rank} or (${kind(field)} = ${rank} and ${value(field)} ${isBeyond} ${bound}))`,
      ]),
    );
    ties.push(sql`(${kind(field)} = ${rank} and ${value(field)} = ${bound})`);
  }
  return anyOf([...ways, allOf([...ties, sql`${sql.ref('id')} > ${after.id}`])]);
}

function isSame(field: string, wanted: Scalar): RawBuilder<boolean> {
  return compares(field, { operator: sql`=`, value: wanted });
}

function compares(
  field: string,
  { operator, value: wanted }: { operator: RawBuilder<unknown>; value: Scalar },
): RawBuilder<boolean> {
  return sql`(${kind(field)} = ${sql.lit(kindOf(wanted))} and ${value(field)} ${operator} ${toBound(wanted)})`;
}

function contains(field: string, wanted: Scalar): RawBuilder<boolean> {
  const isList = sql`json_type(${sql.ref('data')}, ${path(field)}) = 'array'`;
  const isItem = sql`${kindOfType(sql`type`)} = ${sql.lit(kindOf(wanted))} and coalesce(atom, 0) = ${toBound(wanted)}`;
  const inList = sql<boolean>`(${isList} and exists (select 1 from json_each(${sql.ref('data')}, ${path(field)}) where ${isItem}))`;
  if (typeof wanted !== 'string') return inList;
  return anyOf([
    sql`(${kind(field)} = ${sql.lit(kindOrder.text)} and instr(${value(field)}, ${wanted}) > 0)`,
    inList,
  ]);
}

function kind(field: string): RawBuilder<number> {
  return kindOfType(sql`json_type(${sql.ref('data')}, ${path(field)})`);
}

function kindOfType(type: RawBuilder<unknown>): RawBuilder<number> {
  const { none, boolean, number, text, other } = kindOrder;
  return sql`case ${type}
    when 'true' then ${sql.lit(boolean)} when 'false' then ${sql.lit(boolean)}
    when 'integer' then ${sql.lit(number)} when 'real' then ${sql.lit(number)} when 'text' then ${sql.lit(text)}
    when 'array' then ${sql.lit(other)} when 'object' then ${sql.lit(other)} else ${sql.lit(none)} end`;
}

/** Kinds without an order of their own have one value, so that it equals itself; NULL would not. */
function value(field: string): RawBuilder<unknown> {
  const without = sql`${sql.lit(kindOrder.none)}, ${sql.lit(kindOrder.other)}`;
  return sql`case when ${kind(field)} in (${without}) then 0 else json_extract(${sql.ref('data')}, ${path(field)}) end`;
}

/** The counterpart of `value`. The driver takes no booleans. */
function toBound(wanted: unknown): string | number {
  if (typeof wanted === 'string' || typeof wanted === 'number') return wanted;
  return wanted === true ? 1 : 0;
}

function path(field: string): string {
  return `$."${field}"`;
}

function allOf(parts: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql`(${sql.join(parts, sql` and `)})`;
}

function anyOf(parts: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return parts.length === 0 ? sql`(1 = 0)` : sql`(${sql.join(parts, sql` or `)})`;
}
