import { useEffect, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { isLockedError, type RecordValue } from '../../client/index.js';
import type { UseEditLock } from '../lock/useEditLock.js';
import type { FormSession } from '../session/formSession.js';
import type { HookFormPort } from './createFormPort.js';
import type { FormResource } from './recordSource.js';

/** A resource whose saves rely on a lock, if a form is given one. */
export function useLockedSaves<T extends RecordValue>(
  getResource: () => FormResource<T>,
  lock: UseEditLock | undefined,
): FormResource<T> {
  const [{ resource, relyOn }] = useState(() => {
    const source = getResource();
    let { save } = source;
    return {
      resource: { ...source, save: (request: Parameters<typeof save>[0]) => save(request) },
      relyOn(next: UseEditLock | undefined) {
        save = next?.guard(source.save) ?? source.save;
      },
    };
  });
  useEffect(() => relyOn(lock), [relyOn, lock]);
  return resource;
}

/** Takes and keeps a form's lock while somebody works in it. What others saved, and what a draft brings back, is nobody's work. */
export function useFormLock<T extends RecordValue & FieldValues>(
  lock: UseEditLock | undefined,
  { subscribe }: Pick<UseFormReturn<T>, 'subscribe'>,
  {
    session: { getState, getUnsaved, forgive },
    port: { isWorkedOn },
  }: {
    readonly session: Pick<FormSession<T>, 'getState' | 'getUnsaved' | 'forgive'>;
    readonly port: Pick<HookFormPort<T>, 'isWorkedOn'>;
  },
): void {
  const touch = lock?.touch;
  useEffect(
    () =>
      touch &&
      subscribe({
        formState: { values: true },
        callback() {
          // All that comes at once is in the fields then.
          queueMicrotask(() => {
            if (getState().status !== 'loading' && isWorkedOn() && getUnsaved().length > 0) touch();
          });
        },
      }),
    [touch, subscribe, getState, getUnsaved, isWorkedOn],
  );
  const isHeld = lock?.status === 'held' || lock?.status === 'warning';
  useEffect(() => {
    const { status, error } = getState();
    if (isHeld && status === 'error' && isLockedError(error)) forgive();
  }, [isHeld, getState, forgive]);
}
