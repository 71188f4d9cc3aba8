import { sql } from 'kysely';
import { isEqual, own, type JsonObject } from '../../../core/index.js';
import { hashContent } from '../../strategies/contentHash.js';
import type { StoredVersion, Write, WriteStep } from '../../store.js';
import { toColumn, type Column } from './columns.js';
import { InvalidValueError } from './InvalidValueError.js';
import { selectRows, type MappedRecords } from './mappedRow.js';
import { isAt, isRecord, possibleIds } from './mappedShape.js';
import { isPostgres, toVersion, type Database } from './tables.js';
import { endOf, isEnd } from './tombstones.js';

/** A mapped table, and whether its versions are hashes of the content. */
export interface MappedTarget extends MappedRecords {
  readonly isHash: boolean;
}

type Step<Kind extends WriteStep['kind']> = WriteStep & { readonly kind: Kind };

/** Carries a write out on an application's table. Gives what was made, or undefined where the condition did not hold. */
export async function changeMapped(
  db: Database,
  target: MappedTarget,
  write: Write,
): Promise<StoredVersion | undefined> {
  const { step } = write;
  if ('value' in step) refuseStrange(target, step.value);
  switch (step.kind) {
    case 'create':
    case 'restore':
      return insertRow(db, target, { write, step });
    case 'keep':
      return (await holdRow(db, target, { write, before: step.before, mode: 'share' })) && step.before;
    case 'update':
      return updateRow(db, target, { write, step });
    case 'delete':
    case 'purge':
      return deleteRow(db, target, { write, step });
  }
}

function refuseStrange({ shape }: MappedTarget, value: JsonObject): void {
  const strange = Object.keys(value).find(
    (field) => field !== 'id' && !shape.fields.some(({ name }) => name === field),
  );
  if (strange !== undefined) throw new InvalidValueError(strange, 'is no field of these records');
}

/** Lists the columns that a value changes. */
function changedColumns(
  { shape }: MappedTarget,
  { before, value }: { readonly before: JsonObject; readonly value: JsonObject },
): readonly Column[] {
  const changed = shape.fields.filter(
    ({ name }) => !isEqual(own(value, name) ?? null, own(before, name) ?? null),
  );
  const computed = changed.find(({ isComputed }) => isComputed);
  if (computed) throw new InvalidValueError(computed.name, 'is computed by the database');
  return changed;
}

/** Only what changes is written, so that nothing else is taken back that somebody wrote meanwhile. */
async function updateRow(
  db: Database,
  target: MappedTarget,
  { write, step }: { readonly write: Write; readonly step: Step<'update'> },
): Promise<StoredVersion | undefined> {
  const { shape } = target;
  const { before, next, value } = step;
  const changed = changedColumns(target, { before: before.value, value });
  const sets = changed.map(
    (column) => sql`${sql.id(column.name)} = ${toColumn(db, column, own(value, column.name))}`,
  );
  // A field that is missing and one that is null are the same here.
  if (sets.length === 0) return (await holdRow(db, target, { write, before, mode: 'share' })) && before;
  const isCounted = shape.version !== undefined && next !== before.version;
  if (isCounted) sets.push(sql`${sql.id(shape.version.name)} = ${toVersion(next)}`);
  if (!isCounted || write.comparesContent) {
    const held = await holdRow(db, target, { write, before, mode: 'update', comparesContent: true });
    if (held === undefined) return undefined;
  }
  const updated = await sql`update ${sql.table(shape.table)} as record set ${sql.join(sets)}
    where ${isRecord(db, shape, write.ref)} and ${isAt(shape, before)} returning 1`.execute(db);
  return updated.rows.length > 0 ? readMade(db, target, write) : undefined;
}

async function deleteRow(
  db: Database,
  target: MappedTarget,
  { write, step: { before } }: { readonly write: Write; readonly step: Step<'delete' | 'purge'> },
): Promise<StoredVersion | undefined> {
  const { shape } = target;
  await holdPlace(db, write);
  if (before.isDeleted)
    return write.step.kind === 'purge' && (await isEnd(db, write)) ? endOf(write, before) : undefined;
  const held = await holdRow(db, target, { write, before, mode: 'update' });
  if (held === undefined) return undefined;
  await sql`delete from ${sql.table(shape.table)} as record where ${isRecord(db, shape, write.ref)}`.execute(
    db,
  );
  return endOf(write, held);
}

async function insertRow(
  db: Database,
  target: MappedTarget,
  { write, step }: { readonly write: Write; readonly step: Step<'create' | 'restore'> },
): Promise<StoredVersion | undefined> {
  const { shape } = target;
  const { ref } = write;
  if (possibleIds(shape, [ref.id]).length === 0)
    throw new InvalidValueError(
      'id',
      shape.id.type === 'uuid' ? 'must be a UUID in lower case' : 'must be a whole number, as text',
    );
  await holdPlace(db, write);
  if (!(await isEnd(db, write))) return undefined;
  const value = step.kind === 'create' ? step.value : step.before.value;
  const given = shape.fields.filter(({ name }) => Object.hasOwn(value, name));
  const fields = step.kind === 'create' ? changedColumns(target, { before: {}, value }) : given;
  const row = new Map<string, unknown>([
    [shape.id.name, ref.id],
    ...fields.flatMap((column): [string, unknown][] =>
      column.isComputed ? [] : [[column.name, toColumn(db, column, own(value, column.name))]],
    ),
  ]);
  if (shape.tenant) row.set(shape.tenant.name, ref.tenant);
  else if (ref.tenant !== '') throw new InvalidValueError('', 'belongs to a tenant, and the table has none');
  if (shape.version) row.set(shape.version.name, toVersion(step.next));
  // An id that the database makes is given all the same where a record is brought back.
  const overriding = isPostgres(db) ? sql`overriding system value` : sql``;
  const inserted =
    await sql`insert into ${sql.table(shape.table)} (${sql.join([...row.keys()].map((name) => sql.id(name)))}) ${overriding}
    values (${sql.join([...row.values()])})
    on conflict (${sql.join(shape.key.map((name) => sql.id(name)))}) do nothing returning 1`.execute(db);
  return inserted.rows.length > 0 ? readMade(db, target, write) : undefined;
}

/** Where a record has no row, nothing stands for it that two writers could meet at. */
async function holdPlace(db: Database, { ref }: Write): Promise<void> {
  if (!isPostgres(db)) return;
  const place = JSON.stringify([ref.tenant, ref.resource, ref.id]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(db);
}

/** Holds a row until the transaction ends, where it still is what was read. */
async function holdRow(
  db: Database,
  target: MappedTarget,
  {
    write,
    before,
    mode,
    comparesContent = false,
  }: {
    readonly write: Write;
    readonly before: StoredVersion;
    readonly mode: 'share' | 'update';
    readonly comparesContent?: boolean;
  },
): Promise<StoredVersion | undefined> {
  const { shape } = target;
  const held = isPostgres(db) ? sql`for ${sql.raw(mode)} of record` : sql``;
  const condition = sql`${isRecord(db, shape, write.ref)} and ${isAt(shape, before)} ${held}`;
  const [row] = await selectRows(db, target, condition);
  const needsContent = comparesContent || shape.version === undefined;
  return row && (!needsContent || isEqual(row.value, before.value)) ? row : undefined;
}

/** Reads what the database made of it: defaults, and what its triggers changed. */
async function readMade(
  db: Database,
  target: MappedTarget,
  write: Write,
): Promise<StoredVersion | undefined> {
  const { shape, isHash } = target;
  const { ref, step, by, at, request } = write;
  const [made] = await selectRows(db, target, isRecord(db, shape, ref));
  if (made === undefined) return undefined;
  const isCounted = made.version !== step.before?.version;
  const version = isHash && shape.version && isCounted ? await hashContent(made.value) : made.version;
  if (shape.version && version !== made.version)
    await sql`update ${sql.table(shape.table)} as record set ${sql.id(shape.version.name)} = ${toVersion(version)}
      where ${isRecord(db, shape, ref)}`.execute(db);
  if (!isCounted) return made;
  return { ...made, version, by, at, key: request?.key ?? null };
}
