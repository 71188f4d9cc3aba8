import {
  askHold,
  endAskHold,
  readHold,
  refuseWrite,
  releaseHold,
  takeHold,
  type Hold,
  type Passed,
} from '../../hold.js';
import type { LockStore } from '../../lock.js';
import type { RecordRef } from '../../recordRef.js';
import type { Write } from '../../store.js';

/** Locks in memory, and what they say to a write. */
export interface MemoryLocks extends LockStore {
  refuse(write: Write): ReturnType<typeof refuseWrite>;
  /** Erases what is known of a record's lock. */
  purge(ref: RecordRef): void;
}

/** Keeps locks in memory. */
export function memoryLocks({
  now,
  isLiving,
  nameOf,
}: {
  /** The time in milliseconds. */
  readonly now: () => number;
  /** Tells whether there is such a record. */
  readonly isLiving: (ref: RecordRef) => boolean;
  readonly nameOf: (ref: RecordRef) => string;
}): MemoryLocks {
  const holds = new Map<string, { readonly ref: RecordRef; readonly hold: Hold }>();
  const find = (ref: RecordRef) => ({ hold: holds.get(nameOf(ref))?.hold, now: now() });
  const idsIn = ({ tenant, resource }: Omit<RecordRef, 'id'>) =>
    [...holds.values()].flatMap(({ ref }) =>
      ref.tenant === tenant && ref.resource === resource ? [ref.id] : [],
    );
  function keep<Result>(ref: RecordRef, { kept, result }: Passed<Result>): Result {
    if (kept) holds.set(nameOf(ref), { ref, hold: kept });
    return result;
  }
  return {
    async take(ref, wish) {
      return isLiving(ref) ? keep(ref, takeHold(find(ref), wish)) : { kind: 'missing' };
    },
    async release(ref, holder) {
      return keep(ref, releaseHold(find(ref), holder));
    },
    async ask(ref, by) {
      return keep(ref, askHold(find(ref), by));
    },
    async endAsk(ref, by) {
      return keep(ref, endAskHold(find(ref), by));
    },
    async read(collection, ids = idsIn(collection)) {
      return new Map(
        ids.flatMap((id) => {
          const lock = readHold(find({ ...collection, id }));
          return lock ? [[id, lock] as const] : [];
        }),
      );
    },
    refuse: (write) => refuseWrite(find(write.ref), write),
    purge: (ref) => void holds.delete(nameOf(ref)),
  };
}
