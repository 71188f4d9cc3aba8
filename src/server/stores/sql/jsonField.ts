import { sql, type RawBuilder } from 'kysely';
import { foldCase } from '../../../core/index.js';
import { kindOf, kindOrder, type Condition, type ListQuery, type Scalar } from '../../query/listQuery.js';

/** How a database reads a field of the JSON in a row. */
export interface FieldReader {
  /** The rank of the value's kind. */
  kind(field: string): RawBuilder<number>;
  /** A number, or a boolean as 0 or 1; NULL for any other kind. */
  number(field: string): RawBuilder<unknown>;
  /** A text, ordered by code point; NULL for any other kind. */
  text(field: string): RawBuilder<unknown>;
  /** Tells whether a text that is in lower case is in another, whose case does not matter. */
  isIn(part: string, text: RawBuilder<unknown>): RawBuilder<boolean>;
  /** Tells whether a list has an item; false for any other kind. */
  hasItem(field: string, item: Scalar): RawBuilder<boolean>;
}

/** Holds a row against a condition. */
export function fulfils(read: FieldReader, condition: Condition): RawBuilder<boolean> {
  const { field } = condition;
  switch (condition.operator) {
    case 'eq':
      return compares(read, field, { operator: sql`=`, value: condition.value });
    case 'in':
      return anyOf(condition.values.map((value) => compares(read, field, { operator: sql`=`, value })));
    case 'contains':
      return contains(read, field, condition.value);
    case 'lt':
      return compares(read, field, { operator: sql`<`, value: condition.value });
    case 'lte':
      return compares(read, field, { operator: sql`<=`, value: condition.value });
    case 'gt':
      return compares(read, field, { operator: sql`>`, value: condition.value });
    case 'gte':
      return compares(read, field, { operator: sql`>=`, value: condition.value });
  }
}

/** Puts rows in order; the id decides at last. */
export function orderBy(
  read: FieldReader,
  sort: ListQuery['sort'],
  id: RawBuilder<unknown> = sql.ref('id'),
): RawBuilder<unknown> {
  const parts = sort.flatMap(({ field, isDescending }) => {
    const direction = isDescending ? sql`desc` : sql`asc`;
    return [read.kind(field), read.number(field), read.text(field)].map((part) => sql`${part} ${direction}`);
  });
  return sql.join([...parts, id]);
}

/** Tells whether a row stands behind a record in the order. */
export function isBehind(
  read: FieldReader,
  after: NonNullable<ListQuery['after']>,
  sort: ListQuery['sort'],
  id: RawBuilder<unknown> = sql.ref('id'),
): RawBuilder<boolean> {
  const ties: RawBuilder<boolean>[] = [];
  const ways: RawBuilder<boolean>[] = [];
  for (const { field, isDescending } of sort) {
    const found = Object.hasOwn(after.value, field) ? after.value[field] : null;
    const beyond = isDescending ? sql`<` : sql`>`;
    const isOfNextKind = sql<boolean>`${read.kind(field)} ${beyond} ${sql.lit(kindOf(found))}`;
    // Kinds without an order of their own are all equal.
    const isFarther = isScalar(found) ? compares(read, field, { operator: beyond, value: found }) : never;
    ways.push(allOf([...ties, anyOf([isOfNextKind, isFarther])]));
    ties.push(compares(read, field, { operator: sql`=`, value: found }));
  }
  return anyOf([...ways, allOf([...ties, sql`${id} > ${after.id}`])]);
}

const never = sql<boolean>`(1 = 0)`;

function isScalar(value: unknown): boolean {
  return ['boolean', 'number', 'string'].includes(typeof value);
}

function compares(
  read: FieldReader,
  field: string,
  { operator, value: wanted }: { operator: RawBuilder<unknown>; value: unknown },
): RawBuilder<boolean> {
  const isOfKind = sql<boolean>`${read.kind(field)} = ${sql.lit(kindOf(wanted))}`;
  if (typeof wanted === 'string') return allOf([isOfKind, sql`${read.text(field)} ${operator} ${wanted}`]);
  if (!isScalar(wanted)) return isOfKind;
  // No driver is asked for booleans.
  return allOf([isOfKind, sql`${read.number(field)} ${operator} ${Number(wanted)}`]);
}

function contains(read: FieldReader, field: string, wanted: Scalar): RawBuilder<boolean> {
  const hasItem = read.hasItem(field, wanted);
  if (typeof wanted !== 'string') return hasItem;
  const isText = sql<boolean>`${read.kind(field)} = ${sql.lit(kindOrder.text)}`;
  return anyOf([allOf([isText, read.isIn(foldCase(wanted), read.text(field))]), hasItem]);
}

function allOf(parts: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql`(${sql.join(parts, sql` and `)})`;
}

function anyOf(parts: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return parts.length === 0 ? never : sql`(${sql.join(parts, sql` or `)})`;
}
