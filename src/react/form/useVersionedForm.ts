import { useQueryClient } from '@tanstack/react-query';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type BaseSyntheticEvent,
} from 'react';
import { useForm, type FieldValues, type UseFormProps, type UseFormReturn } from 'react-hook-form';
import { recordKey, type RecordValue, type Resource } from '../../client/index.js';
import { isEqual, isPlainObject, type Versioned } from '../../core/index.js';
import type { ConflictDialogState } from '../conflictDialogState.js';
import { newest } from '../newest.js';
import { useVersionedQuery, type VersionedQueryOptions } from '../useVersionedQuery.js';
import { createFormSession } from './createFormSession.js';
import type { FormSession } from './formSession.js';
import { createFormPort } from './createFormPort.js';
import type { FormState } from './formState.js';

export interface VersionedFormOptions<T extends RecordValue & FieldValues> extends Omit<
  UseFormProps<T>,
  'values' | 'resetOptions'
> {
  /** Options of the query that reads the record, `refetchInterval` for one. */
  readonly query?: VersionedQueryOptions<T>;
  /** Called with every record that the server acknowledged; the first time for a new one, with its id. */
  readonly onSaved?: (record: Versioned<T>) => void;
}

export interface VersionedForm<T extends RecordValue & FieldValues>
  extends UseFormReturn<T>, Omit<FormState<T>, 'choices' | 'isReviewing' | 'isAgain'> {
  /** Validates and saves. Give it to `onSubmit`, or call it. Resolves to whether nothing is left to save. */
  readonly save: (event?: BaseSyntheticEvent) => Promise<boolean>;
  /** Shows what is saved now in place of what was typed; undone from the notice. */
  readonly discard: () => void;
  /** A save is on its way. React Hook Form's `isSubmitting` is about validation only. */
  readonly isSaving: boolean;
  /** Names of the fields that differ from the record, by value: what was typed and typed back is not among them. */
  readonly unsaved: readonly (keyof T & string)[];
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
  resource: Resource<T>,
  id: string | null,
  options: VersionedFormOptions<NoInfer<T>> = {},
): VersionedForm<T> {
  const { query: queryOptions, onSaved, ...formOptions } = options;
  const form = useForm<T>(formOptions);
  const queryClient = useQueryClient();
  const [session] = useState(() =>
    createFormSession<T>({ resource, isNew: id === null, port: createFormPort(form) }),
  );
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState);
  const query = useVersionedQuery(resource, state.record?.value.id ?? id, queryOptions);
  const unsaved = useUnsaved(
    form,
    session,
    isPlainObject(formOptions.defaultValues) ? formOptions.defaultValues : noValues,
  );

  useEffect(() =>
    session.connect({
      onSaved(record) {
        queryClient.setQueryData<Versioned<T>>(recordKey(resource, record.value.id), (known) =>
          newest(known, record),
        );
        void queryClient.invalidateQueries({
          queryKey: recordKey(resource),
          predicate: ({ queryKey }) => queryKey[2] !== 'record',
        });
        // Not in this call: the record is saved, whatever the app makes of it.
        queueMicrotask(() => onSaved?.(record));
      },
      refetch: () => void query.refetch(),
    }),
  );
  useEffect(() => {
    if (query.data) session.take(query.data);
    else if (query.error) session.failToLoad(query.error);
  }, [session, query.data, query.error]);

  const save = useCallback(
    (event?: BaseSyntheticEvent) => {
      event?.preventDefault();
      return session.save(event);
    },
    [session],
  );

  const { isReviewing, isAgain, choices, ...shown } = state;
  return {
    ...form,
    ...shown,
    status: state.status === 'saved' && unsaved.length > 0 ? 'ready' : state.status,
    save,
    discard: session.discard,
    isSaving: state.status === 'saving',
    unsaved,
    conflictDialog: {
      resource,
      conflict: isReviewing ? state.conflict : null,
      choices,
      onChoicesChange: session.choose,
      isAgain,
      isSaving: state.status === 'saving',
      error: state.error,
      onSave: session.resolve,
      onOverwrite: session.overwrite,
      onDiscard: session.discard,
      onRecreate: session.recreate,
      onSaveCopy: session.saveCopy,
      onKeepEditing: session.keepEditing,
    },
  };
}

const noValues = {};

/** Names the fields that differ from the record, and renders again only when that list changes. */
function useUnsaved<T extends RecordValue & FieldValues>(
  form: UseFormReturn<T>,
  session: FormSession<T>,
  defaults: Readonly<Record<string, unknown>>,
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
    const record: Readonly<Record<string, unknown>> = session.getState().record?.value ?? defaults;
    const values: Readonly<Record<string, unknown>> = session.getValues();
    const names = Object.keys({ ...record, ...values }).filter(
      (name) => !isEqual(values[name], record[name]),
    );
    if (!isEqual(names, last.current)) last.current = names;
    return last.current;
  }, [session, defaults]);
  return useSyncExternalStore(subscribe, getUnsaved, getUnsaved);
}
