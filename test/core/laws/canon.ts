import type { Path } from 'noclobber';

/** An instance that only identity tells apart. */
export class Opaque {
  constructor(readonly name: string) {}
}

/**
 * Writes a value so that two values are equal where their texts are: keys sorted, an own undefined as a missing key, NaN and -0 as
 * SameValueZero has them, dates by their instant, a Set without order, line ends as \n.
 */
export function canon(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.replaceAll('\r\n', '\n'));
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Set) return `Set(${[...value].map(canon).toSorted().join()})`;
  if (value instanceof Opaque) return `Opaque(${value.name})`;
  if (Array.isArray(value)) return `[${value.map(canon).join()}]`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .map(([key, inner]) => `${JSON.stringify(key)}:${canon(inner)}`)
    .toSorted()
    .join()}}`;
}

/** Reads what stands at a path, undefined where nothing does; a row by its key, one without a key by its content. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    if (typeof step !== 'object') return Object.getOwnPropertyDescriptor(inner, step)?.value;
    if (!Array.isArray(inner)) return undefined;
    const byKey = inner.find((row) => canon(keyOf(row, step.key)) === canon(step.value));
    return (
      byKey ?? inner.find((row) => keyOf(row, step.key) === undefined && canon(row) === canon(step.value))
    );
  }, value);
}

/** A row's own key, undefined where it has none. */
export function keyOf(row: unknown, key = 'id'): unknown {
  if (typeof row !== 'object' || row === null) return undefined;
  return Object.getOwnPropertyDescriptor(row, key)?.value;
}

export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
