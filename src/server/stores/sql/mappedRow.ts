import { sql, type RawBuilder } from 'kysely';
import type { JsonObject } from '../../../core/index.js';
import { hashContent } from '../../strategies/contentHash.js';
import type { StoredVersion } from '../../store.js';
import { jsonOfRow } from './columns.js';
import { idText, tenantText, versionOf, type Shape } from './mappedShape.js';
import type { Database } from './tables.js';

/** A mapped table and whose records lie in it. */
export interface MappedRecords {
  readonly shape: Shape;
  readonly resource: string;
}

interface Row {
  readonly id: string;
  /** Absent where the table has no versions. */
  readonly version: string | null;
  readonly data: string;
  /** The newest version that the kit knows of, and who made it; of the version that the row has, where it has one. */
  readonly made_version: string | null;
  readonly changed_by: string | null;
  readonly changed_by_name: string | null;
  readonly changed_at: string | null;
  readonly request_key: string | null;
}

/** Gives rows as versions; who made them, the history tells. */
export async function selectRows(
  db: Database,
  { shape, resource }: MappedRecords,
  condition: RawBuilder<unknown>,
): Promise<readonly StoredVersion[]> {
  const { table, version, fields } = shape;
  const current = version && versionOf(version.name);
  const isCurrent = current ? sql`and any_made.version = ${current}` : sql``;
  const { rows } =
    await sql<Row>`select ${idText(shape)} as id, cast(${current ?? sql`null`} as text) as version,
      ${jsonOfRow(db, fields)} as data, cast(made.version as text) as made_version,
      made.changed_by, made.changed_by_name, made.changed_at, made.request_key
    from ${sql.table(table)} as record
    left join noclobber_history as made on made.seq = (select max(seq) from noclobber_history as any_made
      where any_made.tenant = ${tenantText(shape)} and any_made.resource = ${resource} and any_made.id = ${idText(shape)} ${isCurrent})
    where ${condition}`.execute(db);
  return Promise.all(rows.map(toVersioned));
}

async function toVersioned(row: Row): Promise<StoredVersion> {
  const { id, made_version: known, changed_by: by, changed_by_name: name, changed_at: at } = row;
  const parts: readonly JsonObject[] = JSON.parse(row.data);
  const value = { id, ...Object.fromEntries(parts.flatMap((part) => Object.entries(part))) };
  const version = row.version ?? (await hashContent(value));
  const made = { id, version, value, isDeleted: false };
  if (known !== version) return { ...made, by: null, at: null, key: null };
  return { ...made, by: by === null ? null : { id: by, name: name ?? '' }, at, key: row.request_key };
}
