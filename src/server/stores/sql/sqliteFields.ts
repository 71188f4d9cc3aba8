import { sql, type RawBuilder } from 'kysely';
import { kindOf, kindOrder } from '../../query/listQuery.js';
import { caseVariants } from './caseVariants.js';
import type { FieldReader } from './jsonField.js';

/** Reads the fields of a JSON text the way of SQLite. */
export function sqliteFields(data: RawBuilder<unknown>): FieldReader {
  const kind = (field: string) => kindOfType(sql`json_type(${data}, ${path(field)})`);
  const only = (field: string, kinds: readonly number[]) => {
    const allowed = sql.join(kinds.map((allowedKind) => sql.lit(allowedKind)));
    return sql`case when ${kind(field)} in (${allowed}) then json_extract(${data}, ${path(field)}) end`;
  };
  return {
    kind,
    number: (field) => only(field, [kindOrder.boolean, kindOrder.number]),
    text: (field) => only(field, [kindOrder.text]),
    // One `replace` within another would soon be too deep for SQLite's parser, which takes less than a hundred levels.
    isIn(part, text) {
      const variants = caseVariants(part);
      const at = (place: number) =>
        sql`json_extract(${JSON.stringify(variants)}, '$[' || step || '][' || ${sql.lit(place)} || ']')`;
      return sql`(with recursive lowered (content, step) as (select lower(${text}), 0
        union all select replace(content, ${at(0)}, ${at(1)}), step + 1 from lowered where step < ${variants.length})
        select instr(content, ${part}) > 0 from lowered where step = ${variants.length})`;
    },
    hasItem(field, item) {
      const isList = sql`json_type(${data}, ${path(field)}) = 'array'`;
      const isItem = sql`${kindOfType(sql`type`)} = ${sql.lit(kindOf(item))} and coalesce(atom, 0) = ${toBound(item)}`;
      return sql`(${isList} and exists (select 1 from json_each(${data}, ${path(field)}) where ${isItem}))`;
    },
  };
}

function kindOfType(type: RawBuilder<unknown>): RawBuilder<number> {
  const { none, boolean, number, text, other } = kindOrder;
  return sql`case ${type}
    when 'true' then ${sql.lit(boolean)} when 'false' then ${sql.lit(boolean)}
    when 'integer' then ${sql.lit(number)} when 'real' then ${sql.lit(number)} when 'text' then ${sql.lit(text)}
    when 'array' then ${sql.lit(other)} when 'object' then ${sql.lit(other)} else ${sql.lit(none)} end`;
}

/** The driver takes no booleans; `json_each` gives them as 1 and 0, and NULL for null. */
function toBound(item: unknown): string | number {
  return typeof item === 'string' || typeof item === 'number' ? item : Number(item);
}

function path(field: string): string {
  return `$."${field}"`;
}
