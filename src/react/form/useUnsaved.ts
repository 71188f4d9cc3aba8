import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { RecordValue } from '../../client/index.js';
import { isEqual } from '../../core/index.js';
import type { FormSession } from '../session/formSession.js';

/** Names the fields that differ from the record, and renders again only when that list changes. */
export function useUnsaved<T extends RecordValue & FieldValues>(
  form: UseFormReturn<T>,
  session: FormSession<T>,
): readonly (keyof T & string)[] {
  const last = useRef<readonly string[]>([]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stopForm = form.subscribe({
        formState: { values: true },
        callback() {
          listener();
        },
      });
      const stopSession = session.subscribe(listener);
      return () => {
        stopForm();
        stopSession();
      };
    },
    [form, session],
  );
  const getUnsaved = useCallback(() => {
    const names = session.getUnsaved();
    if (!isEqual(names, last.current)) last.current = names;
    return last.current;
  }, [session]);
  return useSyncExternalStore(subscribe, getUnsaved, getUnsaved);
}
