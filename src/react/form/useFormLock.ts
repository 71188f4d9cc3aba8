import { useEffect, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { RecordValue } from '../../client/index.js';
import type { LockedForm } from '../lock/followForm.js';
import type { UseEditLock } from '../lock/useEditLock.js';
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

/** Lets a form's lock know of every edit. */
export function useFormLock<T extends RecordValue & FieldValues>(
  lock: UseEditLock | undefined,
  { subscribe }: Pick<UseFormReturn<T>, 'subscribe'>,
  { session, port }: Pick<LockedForm, 'session' | 'port'>,
): void {
  const follow = lock?.follow;
  useEffect(() => follow?.({ subscribe, session, port }), [follow, subscribe, session, port]);
}
