import { useEffect, useMemo, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { RecordValue, Unsaved } from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { createFormDraft, type FormDraft } from '../session/createFormDraft.js';
import type { FormSession } from '../session/formSession.js';
import type { FormResource } from './recordSource.js';

interface DraftOptions<T extends RecordValue & FieldValues> {
  readonly subscribe: UseFormReturn<T>['subscribe'];
  readonly session: FormSession<T>;
  readonly resource: FormResource<T>;
  readonly isOn: boolean;
}

/** What a session does with its draft. */
interface DraftHandlers<T> {
  readonly beforeSend: () => Promise<void>;
  /** Sends what a form before this one left in the queue. */
  readonly sendRestored: () => Promise<void>;
  readonly onDiscard: (unsaved: Unsaved<T>) => void;
}

/** How long a save waits for a browser that does not say whether it keeps a copy. */
const patienceMs = 1000;

/** Keeps a form's draft in the browser and brings an earlier one back. */
export function useDraft<T extends RecordValue & FieldValues>(
  id: string | null,
  { subscribe, session, resource, isOn }: DraftOptions<T>,
): DraftHandlers<T> {
  const { userId = '', draftTtlMs: ttlMs } = useNoClobber();
  const current = useRef<FormDraft<T>>(undefined);
  const writer = useRef(userId);

  useEffect(() => {
    if (!isOn) return undefined;
    const draft = createFormDraft({ session, resource, id, userId, ttlMs });
    current.current = draft;
    if (writer.current !== userId) draft.disown();
    writer.current = userId;
    const stop = draft.start();
    const stopForm = subscribe({
      formState: { values: true },
      callback() {
        draft.touch();
      },
    });
    return () => {
      stopForm();
      stop();
      current.current = undefined;
    };
  }, [isOn, subscribe, session, resource, id, userId, ttlMs]);

  return useMemo(
    () => ({
      async beforeSend() {
        const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
        await Promise.race([current.current?.flush(), patience]);
      },
      sendRestored: async () => current.current?.sendRestored().catch(() => {}),
      onDiscard: (unsaved) => current.current?.keepDiscarded(unsaved),
    }),
    [],
  );
}
