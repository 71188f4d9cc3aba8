import { sql, type RawBuilder } from 'kysely';
import { kindOrder } from '../../query/listQuery.js';
import { caseVariants, replaceEach } from './caseVariants.js';
import type { FieldReader } from './jsonField.js';

/** Reads the fields of a jsonb value the way of PostgreSQL. */
export function postgresFields(data: RawBuilder<unknown>): FieldReader {
  const json = (field: string) => sql`(${data} -> ${field}::text)`;
  return {
    kind(field) {
      const { none, boolean, number, text, other } = kindOrder;
      return sql`case jsonb_typeof(${json(field)})
        when 'boolean' then ${sql.lit(boolean)} when 'number' then ${sql.lit(number)} when 'string' then ${sql.lit(text)}
        when 'array' then ${sql.lit(other)} when 'object' then ${sql.lit(other)} else ${sql.lit(none)} end`;
    },
    number: (field) => sql`case jsonb_typeof(${json(field)})
      when 'number' then (${json(field)})::double precision
      when 'boolean' then (${json(field)})::boolean::integer::double precision end`,
    text: (field) =>
      sql`case jsonb_typeof(${json(field)}) when 'string' then (${json(field)} #>> '{}') collate "C" end`,
    isIn: (part, text) => sql`strpos(${replaceEach(sql`lower(${text})`, caseVariants(part))}, ${part}) > 0`,
    hasItem: (field, item) =>
      sql`coalesce(jsonb_typeof(${json(field)}) = 'array' and ${json(field)} @> ${JSON.stringify(item)}::jsonb, false)`,
  };
}
