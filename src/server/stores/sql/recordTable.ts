import type { ListQuery } from '../../query/listQuery.js';
import type { RecordRef, StoredVersion, StrategyKind, Write } from '../../store.js';
import type { Database, Statements } from './tables.js';

/** A step of a write that changes what a living record holds. */
export type Update = Write['step'] & { readonly kind: 'update' };

/** Tells an update from what changes nothing, or makes no version of it. */
export function makesVersion(step: Write['step']): step is Update {
  return step.kind === 'update' && step.next !== step.before.version;
}

/** How the records of one resource lie in the database. */
export interface RecordTable {
  /** The table's name, as triggers need it. */
  readonly table: string;
  readonly versionColumn: string | undefined;
  /** The kit made it, with columns for who and when. */
  readonly isManaged: boolean;
  /** A value that no row can hold, or a constraint, refuses a single statement: then each needs a savepoint. */
  readonly mayRefuse: boolean;
  /** Makes the table where it is missing, or looks whether it fits. */
  setUp(db: Database, strategy: StrategyKind): Promise<void>;
  read(
    db: Database,
    collection: Omit<RecordRef, 'id'>,
    ids: readonly string[],
  ): Promise<readonly StoredVersion[]>;
  list(db: Database, query: ListQuery): Promise<readonly StoredVersion[]>;
  match(
    db: Database,
    query: Pick<ListQuery, 'tenant' | 'resource' | 'where' | 'limit'>,
  ): Promise<readonly Pick<StoredVersion, 'id' | 'version'>[]>;
  /** The check and the write: one statement. Gives what was made, or undefined where the condition did not hold. */
  change(db: Database, write: Write): Promise<StoredVersion | undefined>;
  /** The same for a step that makes a version, where it can be run by itself. */
  update?(db: Statements, write: Write, step: Update): Promise<StoredVersion | undefined>;
  /** Finds the field that the database refused a write for, after what the write did was taken back; empty for the record as a whole. */
  findField?(db: Database, write: Write, error: unknown): Promise<string>;
  /** The check and the write of several updates, or of several records that never were, at once (PostgreSQL); what was made by id. */
  updateMany?(db: Database, writes: readonly Write[]): Promise<ReadonlyMap<string, StoredVersion>>;
  createMany?(db: Database, writes: readonly Write[]): Promise<ReadonlyMap<string, StoredVersion>>;
  /** Locks the rows of records against other writers until the transaction ends, in one order (PostgreSQL). Gives the ids that are there. */
  holdRows(
    db: Database,
    collection: Omit<RecordRef, 'id'>,
    ids: readonly string[],
  ): Promise<readonly string[]>;
}
