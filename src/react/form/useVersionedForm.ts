import { useQueryClient } from '@tanstack/react-query';
import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type BaseSyntheticEvent,
} from 'react';
import { useForm, type FieldValues, type UseFormProps, type UseFormReturn } from 'react-hook-form';
import { hearSaved, isLockedError, tellSaved, type RecordValue } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';
import type { ConflictDialogState } from '../conflictDialogState.js';
import { dialogOf } from '../dialogOf.js';
import { useNoClobber } from '../NoClobberProvider.js';
import { cacheSaved } from '../recordCache.js';
import type { FormNotice } from '../notice.js';
import type { UseEditLock } from '../lock/useEditLock.js';
import { createFormSession } from '../session/createFormSession.js';
import type { DraftState, FormState, FormStatus } from '../session/formState.js';
import { useResumed } from '../useResumed.js';
import { useVersionedQuery, type VersionedQueryOptions } from '../useVersionedQuery.js';
import { createFormPort } from './createFormPort.js';
import { formResource, type FormResource, type RecordSource } from './recordSource.js';
import { useDraft } from './useDraft.js';
import { useDefaults } from './useDefaults.js';
import { useFocusReturn } from './useFocusReturn.js';
import { useFormLock, useLockedSaves } from './useFormLock.js';
import { useOutbox } from './useOutbox.js';
import { useUnsaved } from './useUnsaved.js';

export interface VersionedFormOptions<T extends RecordValue & FieldValues> extends Omit<
  UseFormProps<T>,
  'values' | 'resetOptions'
> {
  /** Options of the query that reads the record, `refetchInterval` for one. */
  readonly query?: VersionedQueryOptions<T>;
  /** Called with every record that the server acknowledged; the first time for a new one, with its id. */
  readonly onSaved?: (record: Versioned<T>) => void;
  /**
   * Keeps what is typed in this browser until it is saved, and restores it: after a reload, a crash, an expired sign-in. Saves made
   * without a connection wait in the browser, too.
   * @default true
   */
  readonly draft?: boolean;
  /** What `useEditLock` gives for this record: it is taken with the first edit, and saves rely on it. */
  readonly lock?: UseEditLock;
}

/** The copy of a form that the browser keeps. */
export interface FormDraftState extends DraftState {
  /** Shows what is saved in place of what was restored or typed; undone from the notice. */
  readonly discard: () => void;
}

export interface VersionedForm<T extends RecordValue & FieldValues>
  extends UseFormReturn<T>, Omit<FormState<T>, 'choices' | 'isReviewing' | 'isAgain' | 'draft'> {
  /** Validates and saves. Give it to `onSubmit`, or call it. Resolves to whether nothing is left to save. */
  readonly save: (event?: BaseSyntheticEvent) => Promise<boolean>;
  /** Shows what is saved now in place of what was typed; undone from the notice. */
  readonly discard: () => void;
  /** What is known of the copy that this browser keeps. */
  readonly draft: FormDraftState;
  /** A save is on its way. React Hook Form's `isSubmitting` is about validation only. */
  readonly isSaving: boolean;
  /** Names of the fields that differ from the record, by value: what was typed and typed back is not among them. */
  readonly unsaved: readonly (keyof T & string)[];
  /** The lock that was passed in. */
  readonly lock: UseEditLock | undefined;
  /** Spread it into `<ConflictDialog/>`. */
  readonly conflictDialog: ConflictDialogState<T>;
}

/**
 * React Hook Form's `useForm` for one record of a resource: loads it, keeps what it started from, saves only what changed, merges what
 * fits and asks for the rest. All that `useForm` returns is here as well.
 *
 * @param id `null` for a record that doesn't exist yet: the first save creates it, from then on it is edited. Give the component another
 * `key` to edit another record.
 * @example
 * const form = useVersionedForm(articles, id)
 * return <form onSubmit={form.save}><input {...form.register('title')} /> … <ConflictDialog {...form.conflictDialog} /></form>
 */
export function useVersionedForm<T extends RecordValue & FieldValues>(
  resource: FormResource<T>,
  id: string | null,
  options?: VersionedFormOptions<NoInfer<T>>,
): VersionedForm<T>;
/** The same over an app's own fetching: `{ name, load, save }`. */
export function useVersionedForm<T extends RecordValue & FieldValues>(
  source: RecordSource<T>,
  id: string | null,
  options?: VersionedFormOptions<NoInfer<T>>,
): VersionedForm<T>;
export function useVersionedForm<T extends RecordValue & FieldValues>(
  source: FormResource<T> | RecordSource<T>,
  id: string | null,
  options: VersionedFormOptions<NoInfer<T>> = {},
): VersionedForm<T> {
  const {
    query: queryOptions,
    onSaved,
    draft: isDraftOn = true,
    lock,
    defaultValues,
    ...formOptions
  } = options;
  const fetchDefaults = typeof defaultValues === 'function' ? defaultValues : undefined;
  const form = useForm<T>({
    ...formOptions,
    defaultValues: fetchDefaults ? undefined : defaultValues,
  });
  const queryClient = useQueryClient();
  const { surface } = useNoClobber();
  const resource = useLockedSaves(() => formResource(source), lock);
  const [{ session, port }] = useState(() => {
    const isNew = id === null;
    const isLoading = !isNew || fetchDefaults !== undefined;
    const port = createFormPort(form);
    return { port, session: createFormSession<T>({ resource, isNew, isLoading, port }) };
  });
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState);
  useFormLock(lock, form, { session, port });
  const readId = state.record?.value.id ?? id;
  const { data, error, failureReason, refetch } = useVersionedQuery(resource, readId, {
    // Tried whatever TanStack Query thinks of the connection: what can't be read is told.
    networkMode: 'offlineFirst',
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    ...queryOptions,
  });
  useResumed(refetch);
  const unsaved = useUnsaved(form, session);

  const { sendRestored, ...draftHandlers } = useDraft(id, {
    subscribe: form.subscribe,
    session,
    resource,
    isOn: isDraftOn,
  });
  const outbox = useOutbox({ session, resource, isOn: isDraftOn, sendRestored });
  useEffect(() =>
    session.connect({
      ...draftHandlers,
      outbox,
      onSaved(record) {
        void cacheSaved(queryClient, resource, record);
        tellSaved({ url: resource.url, id: record.value.id });
        // Not in this call: the record is saved, whatever the app makes of it.
        queueMicrotask(() => onSaved?.(record));
      },
      refetch: () => void refetch(),
    }),
  );
  useEffect(
    () => surface?.add({ ...session, getDialog: () => dialogOf(session, resource) }),
    [surface, session, resource],
  );
  useEffect(
    () =>
      hearSaved(({ url, id: savedId }) => {
        if (url !== resource.url || savedId !== readId) return;
        // A first read that is on its way may still bring what was before.
        const { record } = session.getState();
        void refetch().then(() => (record ? undefined : refetch()));
      }),
    [session, resource, readId, refetch],
  );
  useDefaults(session, id === null ? fetchDefaults : undefined);
  useEffect(() => {
    if (data) session.take(data);
    // Before anything was read, a first try that failed is news.
    if (id !== null) session.tellRead(error ?? (data ? null : failureReason));
  }, [session, id, data, error, failureReason]);

  const { notice } = state;
  const { isRefused } = state.draft;
  // It takes no other notice's place.
  const shownNotice = useMemo(
    (): FormNotice | null => (isRefused ? { kind: 'unkept', ...notice, isUnkept: true } : notice),
    [notice, isRefused],
  );

  const rememberFocus = useFocusReturn(state.status === 'saving' || state.isReviewing);
  const save = useCallback(
    async (event?: BaseSyntheticEvent) => {
      event?.preventDefault();
      rememberFocus();
      await sendRestored();
      return session.save(event);
    },
    [session, rememberFocus, sendRestored],
  );

  const { isReviewing: _reviewing, isAgain: _again, choices: _choices, ...shown } = state;
  const dialog = dialogOf(session, resource);
  return {
    ...form,
    ...shown,
    notice: shownNotice,
    status: statusWith(state, unsaved.length > 0, lock),
    lock,
    save,
    discard: session.discard,
    draft: { ...state.draft, discard: session.discard },
    isSaving: state.status === 'saving',
    // They are names of its fields.
    unsaved: unsaved as readonly (keyof T & string)[],
    // What the provider's surface shows is not shown twice.
    conflictDialog: { ...dialog, conflict: surface ? null : dialog.conflict },
  };
}

/** A form that only somebody else may save now is locked; what is typed in it stays. */
function statusWith(
  { status, error }: Pick<FormState<never>, 'status' | 'error'>,
  isEdited: boolean,
  lock: UseEditLock | undefined,
): FormStatus {
  if (status === 'error') return isLockedError(error) && !error.isLost ? 'locked' : status;
  if (status !== 'ready' && status !== 'saved') return status;
  if (lock?.isBarred) return 'locked';
  return isEdited ? 'ready' : status;
}
