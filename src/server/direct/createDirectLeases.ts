import { putEditor, readEditors, removeEditor } from '../actions/editors.js';
import { askForLock, endAskForLock, readLocks, releaseLock, takeLock } from '../actions/locks.js';
import { refuseId } from '../actions/intent.js';
import type { Context } from '../context.js';
import {
  refuse,
  type Released,
  type LockState,
  type LockStates,
  type Presence,
  type Refusal,
} from '../outcome.js';
import type { EditorInput, GetInput, LockInput, LocksInput, PlaceInput } from './inputs.js';

/** Locks and presence without HTTP. Who holds a lock is the caller in a tab; nobody's permission is asked. */
export interface DirectLeases {
  /** Takes or renews a lock. */
  lock(input: LockInput): Promise<LockState | Refusal>;
  /** Takes a lock from whoever holds it. */
  takeOverLock(input: LockInput): Promise<LockState | Refusal>;
  /** Gives a lock up; of somebody else's it is refused as `forbidden`. */
  unlock(input: PlaceInput): Promise<Released | Refusal>;
  /** Tells whoever holds the lock that the caller wants to edit. */
  askForLock(input: PlaceInput): Promise<LockState | Refusal>;
  /** Takes a question to edit back, or answers it with "not now" where the caller holds the lock. */
  endAskForLock(input: PlaceInput): Promise<LockState | Refusal>;
  /** Tells who has locked which of several records; null where nobody has. */
  locks(input: LocksInput): Promise<LockStates | Refusal>;
  /** Tells the others that the caller is here, for a little more than a minute, and gives who else is. */
  setEditor(input: EditorInput): Promise<Presence | Refusal>;
  removeEditor(input: PlaceInput): Promise<Released | Refusal>;
  /** Tells who is here: a person with several tabs once. */
  editors(input: GetInput): Promise<Presence | Refusal>;
}

/** Makes the functions for locks and presence. */
export function createDirectLeases(context: Context): DirectLeases {
  function doubt({ resource, ids }: Pick<LocksInput, 'resource' | 'ids'>): Refusal | undefined {
    if (!context.resources.has(resource)) return refuse('not-found', `There is no resource "${resource}".`);
    return ids.map(refuseId).find((refusal) => refusal !== undefined);
  }
  const doubtOne = ({ resource, id }: PlaceInput) => doubt({ resource, ids: [id] });
  const at = ({ resource, id, by }: PlaceInput) => ({ resource, id, caller: by, mayRead: async () => true });
  const wishOf = ({ mode, ttlMs, ...place }: LockInput) => ({
    ...at(place),
    ...(mode && { mode }),
    ...(ttlMs !== undefined && { ttlMs }),
  });
  return {
    async lock(input) {
      return doubtOne(input) ?? takeLock(context, { ...wishOf(input), takeFrom: 'nobody' });
    },
    async takeOverLock(input) {
      return doubtOne(input) ?? takeLock(context, { ...wishOf(input), takeFrom: 'anyone' });
    },
    async unlock(input) {
      return doubtOne(input) ?? releaseLock(context, at(input));
    },
    async askForLock(input) {
      return doubtOne(input) ?? askForLock(context, at(input));
    },
    async endAskForLock(input) {
      return doubtOne(input) ?? endAskForLock(context, at(input));
    },
    async locks({ resource, ids, by = nobody }) {
      return doubt({ resource, ids }) ?? readLocks(context, { caller: by, resource, ids });
    },
    async setEditor(input) {
      const { state, field = null } = input;
      return doubtOne(input) ?? putEditor(context, { ...at(input), state, field });
    },
    async removeEditor(input) {
      return doubtOne(input) ?? removeEditor(context, at(input));
    },
    async editors({ resource, id, by = nobody }) {
      return doubt({ resource, ids: [id] }) ?? readEditors(context, { caller: by, resource, id });
    },
  };
}

const nobody = { id: '', name: '' };
