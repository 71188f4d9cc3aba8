import { useQueryClient } from '@tanstack/react-query';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type BaseSyntheticEvent,
} from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type UseFormProps,
  type UseFormReturn,
} from 'react-hook-form';
import { isInvalidRecordError, type RecordValue, type Resource } from '../../client/index.js';
import { isEqual, isPlainObject, type Versioned } from '../../core/index.js';
import type { ConflictDialogState } from '../conflictDialogState.js';
import { recordKey, useVersionedQuery, type VersionedQueryOptions } from '../useVersionedQuery.js';
import { createFormSession, type FormSession } from './createFormSession.js';
import { fillIn } from './fillIn.js';
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
  extends UseFormReturn<T>, Omit<FormState<T>, 'isReviewing' | 'isAgain'> {
  /** Validates and saves. Give it to `onSubmit`, or call it. Resolves to whether nothing is left to save. */
  readonly save: (event?: BaseSyntheticEvent) => Promise<boolean>;
  /** Shows what is saved now in place of what was typed; undone from the notice. */
  readonly discard: () => void;
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
  const latest = useRef({ form, onSaved });
  useEffect(() => {
    latest.current = { form, onSaved };
  });

  const [session] = useState<FormSession<T>>(() =>
    createFormSession<T>({
      resource,
      isNew: id === null,
      port: {
        getValues: form.getValues,
        setValues: (edit) => setValues(form, edit),
      },
      onSaved(record) {
        queryClient.setQueryData(recordKey(resource, record.value.id), record);
        void queryClient.invalidateQueries({
          queryKey: recordKey(resource),
          predicate: ({ queryKey }) => queryKey[2] !== 'record',
        });
        latest.current.onSaved?.(record);
      },
    }),
  );
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState);
  const query = useVersionedQuery(resource, state.record?.value.id ?? id, queryOptions);
  const unsaved = useUnsaved(
    form,
    session,
    isPlainObject(formOptions.defaultValues) ? formOptions.defaultValues : noValues,
  );

  useEffect(() => {
    if (query.data) session.take(query.data);
    else if (query.error) session.failToLoad(query.error);
  }, [session, query.data, query.error]);

  const isSubmitting = useRef(false);
  const save = useCallback(
    async (event?: BaseSyntheticEvent) => {
      event?.preventDefault();
      if (isSubmitting.current) return false;
      isSubmitting.current = true;
      try {
        return await validateAndSave(form, session, event);
      } finally {
        isSubmitting.current = false;
      }
    },
    [form, session],
  );

  const { isReviewing, isAgain, ...shown } = state;
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

async function validateAndSave<T extends RecordValue & FieldValues>(
  form: UseFormReturn<T>,
  session: FormSession<T>,
  event: BaseSyntheticEvent | undefined,
): Promise<boolean> {
  const from = session.getState().record;
  let valid: unknown;
  await form.handleSubmit((values) => {
    valid = values;
  })(event);
  if (valid === undefined) return false;
  // fillIn lays the form's values over a record of this type.
  const isSaved = await session.save({ mine: fillIn(from?.value, valid) as T, from });
  const { error } = session.getState();
  if (isInvalidRecordError(error)) {
    for (const { pointer, message } of error.errors) {
      // The server names a field as JSON Pointer, React Hook Form with dots.
      const name = pointer.slice(1).replaceAll('/', '.') as FieldPath<T>;
      form.setError(name || 'root', { type: 'server', message });
    }
  }
  return isSaved;
}

/** Moves the form's defaults to `base` and its fields to `mine`, without touching a field that has its value already. */
function setValues<T extends FieldValues>(
  form: UseFormReturn<T>,
  { base, mine }: { readonly base: T; readonly mine: T },
): void {
  const shown = form.getValues();
  // The record is whole, so it can stand in for the defaults.
  form.reset(base as DefaultValues<T> & T, {
    keepValues: true,
    keepFieldsRef: true,
    keepErrors: true,
    keepTouched: true,
    keepIsSubmitted: true,
    keepSubmitCount: true,
  });
  for (const name of Object.keys({ ...base, ...mine }) as FieldPath<T>[]) {
    if (isEqual(mine[name], base[name]) && isEqual(mine[name], shown[name])) continue;
    form.setValue(name, mine[name], { shouldDirty: true });
  }
}

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
    const values = form.getValues();
    const names = Object.keys(values).filter((name) => !isEqual(values[name], record[name]));
    if (!isEqual(names, last.current)) last.current = names;
    return last.current;
  }, [form, session, defaults]);
  return useSyncExternalStore(subscribe, getUnsaved, getUnsaved);
}
