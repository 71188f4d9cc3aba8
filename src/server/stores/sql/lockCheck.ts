import { refuseWrite } from '../../hold.js';
import type { Write, WriteResult } from '../../store.js';
import { readHolds } from './locks.js';
import type { Database } from './tables.js';

type Locked = WriteResult & { readonly kind: 'locked' };

/** Refuses a write while somebody else holds an enforced lock, or with a fence that is not the newest. */
export async function refuseLocked(db: Database, write: Write): Promise<Locked | undefined> {
  return (await refuseLockedMany(db, [write])).get(write);
}

/** The same for many writes to one resource, in one statement. Their records' rows are held by this transaction. */
export async function refuseLockedMany(
  db: Database,
  writes: readonly Write[],
): Promise<ReadonlyMap<Write, Locked>> {
  const minding = writes.filter(({ holder }) => holder !== undefined);
  const [first] = minding;
  if (first === undefined) return new Map();
  const ids = minding.map(({ ref }) => ref.id);
  const found = await readHolds(db, first.ref, ids, 'share');
  return new Map(
    minding.flatMap((write) => {
      // Where there never was a lock, no time has to be known.
      const locked = refuseWrite(found.get(write.ref.id) ?? { hold: undefined, now: 0 }, write);
      return locked ? [[write, locked] as const] : [];
    }),
  );
}
