import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import {
  createEditLock,
  noLock,
  type EditLock,
  type EditLockState,
  type LockMode,
  type RecordValue,
  type Resource,
} from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { followForm, type LockedForm } from './followForm.js';

export interface EditLockHookOptions {
  /** `advisory` only tells the others; `enforced` makes the server refuse their saves. @default 'advisory' */
  readonly mode?: LockMode;
  /** Takes the lock with the first edit, or as soon as the page is open. @default 'edit' */
  readonly takeOn?: 'edit' | 'mount';
  /** For how many milliseconds it is asked for; the server sets bounds. @default the server's, three minutes */
  readonly ttlMs?: number;
  /** How long before its end it warns. @default the provider's `lockWarnMs` */
  readonly warnMs?: number;
}

/** The lock of one record, and what one can do about it. */
export interface UseEditLock
  extends
    EditLockState,
    Pick<
      EditLock,
      'getRemainingMs' | 'getFence' | 'touch' | 'take' | 'takeOver' | 'ask' | 'keep' | 'handOver' | 'guard'
    > {
  /** Only somebody else may save the record now. */
  readonly isBarred: boolean;
  /** Is told of every edit in a form: `useVersionedForm` calls it for the lock that it is given. @returns what ends it. */
  readonly follow: (form: LockedForm) => () => void;
}

/**
 * The lock of one record for one page: taken with the first edit, kept while the person works, given up when the page goes. Whatever
 * becomes of it, the form stays usable: saving falls back to the version check.
 *
 * @param id `null` for a record that doesn't exist yet: there is nothing to lock.
 * @example
 * const lock = useEditLock(articles, id, { mode: 'enforced' })
 * const form = useVersionedForm(articles, id, { lock })
 * return <form onSubmit={form.save}><LockNotice lock={lock} resource={articles} onSave={form.save} /> … </form>
 */
export function useEditLock<T extends RecordValue>(
  resource: Pick<Resource<T>, 'lock' | 'watch'>,
  id: string | null,
  options: EditLockHookOptions = {},
): UseEditLock {
  const { userId, lockWarnMs } = useNoClobber();
  const { mode = 'advisory', takeOn, ttlMs, warnMs = lockWarnMs } = options;
  const lock = useMemo(
    () =>
      createEditLock({
        calls: resource.lock(id ?? ''),
        mode,
        ...(takeOn && { takeOn }),
        ...(ttlMs !== undefined && { ttlMs }),
        ...(warnMs !== undefined && { warnMs }),
        userId,
        watch: (handler) =>
          resource.watch((message) => (message.kind === 'resync' || message.id === id) && handler(message), {
            viewer: userId,
          }),
      }),
    [resource, id, mode, takeOn, ttlMs, warnMs, userId],
  );
  const state = useSyncExternalStore(lock.subscribe, lock.getState, getNone);
  useEffect(() => (id === null ? undefined : lock.start()), [lock, id]);
  const { getRemainingMs, getFence, touch, take, takeOver, ask, keep, handOver, guard } = lock;
  const isBarred = state.lock?.mode === 'enforced' && (state.status === 'blocked' || state.status === 'lost');
  const calls = { getRemainingMs, getFence, touch, take, takeOver, ask, keep, handOver, guard };
  const follow = useCallback((form: LockedForm) => followForm(lock, form), [lock]);
  return { ...state, isBarred, follow, ...calls };
}

const getNone = () => noLock;
