import {
  PostgresAdapter,
  sql,
  type AliasedRawBuilder,
  type Generated,
  type Kysely,
  type RawBuilder,
} from 'kysely';

/** What a row tells about a version. */
interface VersionColumns {
  tenant: string;
  id: string;
  /** Written by SQL only and read as text: JavaScript's numbers end at 2^53. */
  version: Generated<string>;
  /** The record as JSON; of a deleted one, what it was last. */
  data: string;
  deleted: number;
  changed_by: string;
  changed_by_name: string;
  changed_at: string;
  request_key: string | null;
}

interface KitTables {
  /** All versions of all records. */
  noclobber_history: VersionColumns & {
    resource: string;
    /** JSON Pointers of what the version changed, as JSON. */
    paths: string;
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
}

/** The kit's own tables; every resource has one more, with a row a record. */
export type Database = Kysely<KitTables>;

/** Tells PostgreSQL from SQLite. */
export function isPostgres(db: Database): boolean {
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
  return sql`cast(${BigInt(version) > highestVersion ? null : version} as bigint)`;
}

/** Gives the version as text. */
export function versionText(): AliasedRawBuilder<string, 'version'> {
  return sql<string>`cast(${sql.ref('version')} as text)`.as('version');
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

/** What a select of those columns gives. */
export type VersionRow = Pick<VersionColumns, (typeof versionColumns)[number]> & { version: string };
