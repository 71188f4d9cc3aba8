import { sql, type RawBuilder } from 'kysely';
import { kindOf, kindOrder } from '../../query/listQuery.js';
import { caseVariants, replaceEach } from './caseVariants.js';
import type { FieldReader } from './jsonField.js';

/** SQLite's parser takes less than a hundred calls within one another. */
const replacesAtOnce = 16;

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
    isIn(part, text) {
      const variants = caseVariants(part);
      const steps = [sql`step0 (content) as (select lower(${text}))`];
      for (let at = 0; at < variants.length; at += replacesAtOnce) {
        const before = sql.ref(`step${steps.length - 1}`);
        const replaced = replaceEach(sql`content`, variants.slice(at, at + replacesAtOnce));
        steps.push(sql`${sql.ref(`step${steps.length}`)} (content) as (select ${replaced} from ${before})`);
      }
      const last = sql.ref(`step${steps.length - 1}`);
      return sql`(with ${sql.join(steps)} select instr(content, ${part}) > 0 from ${last})`;
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
