import type { DefaultValues, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { isEqual, isPlainObject, own } from '../../core/index.js';
import { isBlank } from '../session/editOf.js';
import type { FormPort } from '../session/formState.js';
import { snapshotOf } from '../session/snapshotOf.js';

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
      // Laid over a record of this type, what was typed makes one.
      const mine = typedOver(base, form.getValues(), before) as T;
      form.reset(asDefaults(base));
      for (const name of names(base, mine)) {
        if (!isEqual(mine[name], base[name])) form.setValue(name, mine[name], { shouldDirty: true });
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

/** Lays what was typed into a form that was not filled yet over what it is filled with; `before` is what it held at first. */
function typedOver(base: unknown, typed: unknown, before: unknown): unknown {
  if (isBlank(typed) || isEqual(typed, before)) return base;
  if (!isPlainObject(base) || !isPlainObject(typed)) return typed;
  const fields = Object.keys(typed).map((key) => [
    key,
    typedOver(own(base, key), own(typed, key), own(before, key)),
  ]);
  return { ...base, ...Object.fromEntries(fields) };
}
