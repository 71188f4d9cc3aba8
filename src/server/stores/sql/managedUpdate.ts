import { sql, type RawBuilder } from 'kysely';
import type { StoredVersion, Write } from '../../store.js';
import { jsonOf } from '../../json/jsonOf.js';
import type { Update } from './recordTable.js';
import { statement } from './statement.js';
import { boundVersion, isPostgres, type Statements } from './tables.js';

/** Makes the check and the write of a save, one statement. */
export function managedUpdate(resource: string) {
  const updates = {
    none: updating(resource, () => sql``),
    spelling: updating(resource, (content) => sql`and data = ${content}`),
    value: updating(resource, (content, db) => sql`and ${hasContent(db, content)}`),
  };
  return async (db: Statements, write: Write, step: Update): Promise<StoredVersion | undefined> => {
    const update = updates[write.comparesContent ?? 'none'];
    const { numAffectedRows } = await update(db, valuesOf(write, step));
    return numAffectedRows === 1n ? madeBy(write, step) : undefined;
  };
}

function updating(resource: string, isSame: (content: unknown, db: Statements) => RawBuilder<unknown>) {
  return statement<ReturnType<typeof valuesOf>>(
    ['tenant', 'id', 'before', 'next', 'by', 'name', 'at', 'key', 'data', 'content'],
    ({ tenant, id, before, next, by, name, at, key, data, content }, db) =>
      sql`update ${sql.table(resource)} set version = cast(${next} as bigint), data = ${data}, changed_by = ${by},
        changed_by_name = ${name}, changed_at = ${at}, request_key = ${key}
        where tenant = ${tenant} and id = ${id} and version = cast(${before} as bigint) and deleted = 0
        ${isSame(content, db)}`,
  );
}

function valuesOf({ ref, by, at, request, comparesContent }: Write, step: Update) {
  const { before } = step;
  return {
    tenant: ref.tenant,
    id: ref.id,
    before: boundVersion(before.version),
    next: boundVersion(step.next),
    by: by.id,
    name: by.name,
    at,
    key: request?.key ?? null,
    data: jsonOf(step),
    content: comparesContent ? jsonOf(before) : null,
  };
}

/** What was written is known without being read: the trigger counts as the kit does. */
export function madeBy(
  { ref, by, at, request }: Write,
  step: Write['step'] & { readonly kind: 'create' | 'update' },
): StoredVersion {
  const { before, next: version, value } = step;
  const json = jsonOf(step);
  if (before && version === before.version) return { ...before, value, json };
  return { id: ref.id, version, value, json, isDeleted: false, by, at, key: request?.key ?? null };
}

/** What makes no version is told from another such change by the content that it replaces. */
export function hasContent(db: Statements, content: unknown) {
  // The kit's own spelling is known without being parsed.
  return isPostgres(db)
    ? sql<boolean>`(data = ${content} or data::jsonb = ${content}::jsonb)`
    : sql<boolean>`(data = ${content} or json(data) = json(${content}))`;
}
