import type { DefaultValues, FieldPath, FieldValues, SetValueConfig, UseFormReturn } from 'react-hook-form';
import { isEqual, isPlainObject, own } from '../../core/index.js';
import type { FormPort } from '../session/formState.js';
import { snapshotOf } from '../session/snapshotOf.js';
import { typedOver } from '../session/typedOver.js';

/** What a session needs of React Hook Form, and what a lock does. */
export interface HookFormPort<T> extends FormPort<T> {
  /** Its fields hold something else than what was last put into them. */
  isWorkedOn(): boolean;
}

/** Lets a session work a React Hook Form. */
export function createFormPort<T extends FieldValues>(form: UseFormReturn<T>): HookFormPort<T> {
  let serverErrors: FieldPath<T>[] = [];
  let filled: unknown;
  const before = form.getValues();
  // A whole record can stand in for the defaults.
  const asDefaults = (record: T) => record as DefaultValues<T> & T;
  /** Empties the inputs within a group that was taken out: they know their own names only. */
  const empty = (name: FieldPath<T>, mine: unknown, shown: unknown) => {
    if (isPlainObject(shown))
      for (const key of Object.keys(shown))
        empty(`${name}.${key}` as FieldPath<T>, own(mine, key), shown[key]);
    else if (mine === undefined) form.setValue(name, mine as T[typeof name]);
  };
  /** Puts a record's fields into the form where they are not what is shown. */
  const put = (mine: T, shown: T, options?: SetValueConfig) => {
    for (const name of Object.keys(mine) as FieldPath<T>[]) {
      if (isEqual(mine[name], shown[name])) continue;
      empty(name, mine[name], shown[name]);
      form.setValue(name, mine[name], options);
    }
  };

  return {
    getValues: form.getValues,
    isWorkedOn: () => !isEqual(snapshotOf(form.getValues()), filled),
    start(base) {
      // Laid over a record of this type, what was typed makes one.
      const mine = typedOver(base, form.getValues(), before) as T;
      form.reset(asDefaults(base));
      put(mine, base, { shouldDirty: true });
      filled = snapshotOf(form.getValues());
    },
    setValues({ base, mine }) {
      // Before the defaults move: a reset forgets which fields are lists, and a list is told of its items by its name.
      put(mine, form.getValues());
      form.reset(asDefaults(base), {
        keepValues: true,
        keepFieldsRef: true,
        keepErrors: true,
        keepTouched: true,
        keepIsSubmitted: true,
        keepSubmitCount: true,
      });
      put(mine, base, { shouldDirty: true });
      filled = snapshotOf(form.getValues());
    },
    async validate(event) {
      // React Hook Form keeps an error of a field that it doesn't know, and never submits again.
      form.clearErrors(serverErrors);
      serverErrors = [];
      let valid: unknown;
      await form.handleSubmit((values) => {
        valid = values;
      })(event);
      return valid;
    },
    showErrors(errors) {
      for (const { pointer, message } of errors) {
        // The server names a field by JSON Pointer, React Hook Form with dots.
        const name = (pointer.slice(1).replaceAll('/', '.') || 'root') as FieldPath<T>;
        serverErrors.push(name);
        form.setError(name, { type: 'server', message });
      }
    },
  };
}
