import type { DefaultValues, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { isEqual } from '../../core/index.js';
import { isBlank } from './editOf.js';
import type { FormPort } from './formState.js';
import { snapshotOf } from './snapshotOf.js';

/** Lets a session work a React Hook Form. */
export function createFormPort<T extends FieldValues>(form: UseFormReturn<T>): FormPort<T> {
  let serverErrors: FieldPath<T>[] = [];
  const before = form.getValues();
  // A whole record can stand in for the defaults.
  const asDefaults = (record: T) => record as DefaultValues<T> & T;
  const names = (...records: readonly T[]) => Object.keys(Object.assign({}, ...records)) as FieldPath<T>[];

  return {
    getValues: () => snapshotOf(form.getValues()),
    start(base) {
      const typed = form.getValues();
      form.reset(asDefaults(base));
      for (const name of names(typed)) {
        if (!isBlank(typed[name]) && !isEqual(typed[name], before[name])) {
          form.setValue(name, typed[name], { shouldDirty: true });
        }
      }
    },
    setValues({ base, mine }) {
      const shown = form.getValues();
      // Before the defaults move: a reset forgets which fields are lists, and a list is told of its items by its name.
      for (const name of names(base, mine)) {
        if (!isEqual(mine[name], shown[name])) form.setValue(name, mine[name]);
      }
      form.reset(asDefaults(base), {
        keepValues: true,
        keepFieldsRef: true,
        keepErrors: true,
        keepTouched: true,
        keepIsSubmitted: true,
        keepSubmitCount: true,
      });
      for (const name of names(base, mine)) {
        if (!isEqual(mine[name], base[name])) form.setValue(name, mine[name], { shouldDirty: true });
      }
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
