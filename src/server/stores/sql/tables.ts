import {
  PostgresAdapter,
  sql,
  type AliasedRawBuilder,
  type CompiledQuery,
  type Generated,
  type Kysely,
  type QueryResult,
  type RawBuilder,
} from 'kysely';
import type { EditorState } from '../../editor.js';
import type { StoredVersion } from '../../store.js';

/** What a row tells about a version. */
export interface VersionColumns {
  tenant: string;
  id: string;
  /** Written by SQL only and read as text: JavaScript's numbers end at 2^53. */
  version: Generated<string>;
  /** The record as JSON; of a deleted one, what it was last. */
  data: string;
  deleted: number;
  /** NULL like the next two where somebody wrote past the kit. */
  changed_by: string | null;
  changed_by_name: string | null;
  changed_at: string | null;
  request_key: string | null;
}

interface KitTables {
  /** The versions of all records. */
  noclobber_history: VersionColumns & {
    /** Rises with every row; a content's hash says nothing about what came first. */
    seq: Generated<number>;
    resource: string;
    /** JSON Pointers of what the version changed, as JSON. */
    paths: string;
    /** 0: is kept only for a repeated request. */
    kept: number;
  };
  /** The idempotency keys of the last days, and which version each made. */
  noclobber_requests: {
    tenant: string;
    caller: string;
    key: string;
    hash: string;
    step: string;
    resource: string;
    id: string;
    version: Generated<string>;
    requested_at: string;
  };
  /** Who holds which record, or held it last: a row stays, so that its fence never falls. Times are milliseconds by the database's clock. */
  noclobber_locks: {
    tenant: string;
    resource: string;
    id: string;
    holder: string;
    holder_name: string;
    tab: string;
    mode: string;
    fence: Generated<string>;
    since: number;
    expires_at: number;
    ends_at: number;
    asked_by: string | null;
    asked_by_name: string | null;
    wanted: string;
    /** Who has had their time while others waited, as JSON. */
    served: string;
  };
  /** Who looks at which record, a row for each tab. Times are milliseconds by the database's clock. */
  noclobber_editors: {
    tenant: string;
    resource: string;
    id: string;
    person: string;
    name: string;
    tab: string;
    state: EditorState;
    field: string | null;
    since: number;
    expires_at: number;
  };
}

/** The kit's own tables; the resources' tables come on top. */
export type Database = Kysely<KitTables>;

/** What a statement whose text is known is run by. */
export interface Statements {
  getExecutor(): ReturnType<Database['getExecutor']>;
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>;
}

/** Tells PostgreSQL from SQLite. */
export function isPostgres(db: Statements): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** The highest version that a database's signed integers hold; a token's are unsigned. */
const highestVersion = 2n ** 63n - 1n;

/** Sees the resources' own tables. */
export function recordTables(db: Database): Kysely<KitTables & Record<string, VersionColumns>> {
  return db.withTables<Record<string, VersionColumns>>();
}

/** Passes a version as text, so that no digit is lost; as NULL, which equals nothing, where no row can have it. */
export function toVersion(version: string): RawBuilder<string> {
  return sql`cast(${boundVersion(version)} as bigint)`;
}

/** What is passed as a version; NULL where no row can have it. */
export function boundVersion(version: string): string | null {
  return BigInt(version) > highestVersion ? null : version;
}

/** Gives the version as text. */
export function versionText(column = 'version'): AliasedRawBuilder<string, 'version'> {
  return sql<string>`cast(${sql.ref(column)} as text)`.as('version');
}

/** The columns that make a stored version, but for the version itself. */
export const versionColumns = [
  'id',
  'data',
  'deleted',
  'changed_by',
  'changed_by_name',
  'changed_at',
  'request_key',
] as const;

/** The columns that make a stored version, as they are inserted. */
export const versionColumnTypes = {
  id: 'text',
  version: 'bigint',
  data: 'text',
  deleted: 'bigint',
  changed_by: 'text',
  changed_by_name: 'text',
  changed_at: 'text',
  request_key: 'text',
} as const;

/** What a select of those columns gives. */
export type VersionRow = Pick<VersionColumns, (typeof versionColumns)[number]> & { version: string };

/** Reads a row as a stored version. */
export function toStored(row: VersionRow): StoredVersion {
  const { changed_by: by, changed_by_name: name } = row;
  return {
    id: row.id,
    version: row.version,
    value: JSON.parse(row.data),
    isDeleted: row.deleted === 1,
    by: by === null ? null : { id: by, name: name ?? '' },
    at: row.changed_at,
    key: row.request_key,
  };
}
