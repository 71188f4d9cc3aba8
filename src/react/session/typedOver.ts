import { isEqual, isPlainObject, own } from '../../core/index.js';
import { isBlank } from './editOf.js';

/** Lays what was typed into a form that was not filled yet over what it is filled with; `before` is what it held at first. */
export function typedOver(base: unknown, typed: unknown, before: unknown): unknown {
  if (isBlank(typed) || isEqual(typed, before)) return base;
  if (!isPlainObject(base) || !isPlainObject(typed)) return typed;
  const fields = Object.entries(typed).map(([key, value]) => [
    key,
    typedOver(own(base, key), value, own(before, key)),
  ]);
  return { ...base, ...Object.fromEntries(fields) };
}
