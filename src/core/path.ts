/** One step into a record: a field's name, a plain list's index, or a keyed item by its key. */
export type PathStep = string | number | { readonly key: string; readonly value: unknown };

/** Where a value stands in a record. The empty path is the record itself. */
export type Path = readonly PathStep[];

/** Formats a path for a log or a React key: `/rows/[id=7]/qty`. Field names are escaped as in RFC 6901. */
export function formatPath(path: Path): string {
  return path.map((step) => `/${formatStep(step)}`).join('');
}

function formatStep(step: PathStep): string {
  if (typeof step === 'object') return `[${step.key}=${JSON.stringify(step.value)}]`;
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Compares two paths step by step. */
export function isSamePath(a: Path, b: Path): boolean {
  return a.length === b.length && formatPath(a) === formatPath(b);
}

/** Returns `target` with the value at `path` replaced, or removed where `value` is undefined. `target` stays as it is. */
export function setAt(target: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'object')
    throw new TypeError(`A keyed step ${formatStep(step)} needs the merge rule of its list.`);
  if (Array.isArray(target)) {
    const items: unknown[] = [...target];
    const next = setAt(items[Number(step)], rest, value);
    if (next === undefined) items.splice(Number(step), 1);
    else items[Number(step)] = next;
    return items;
  }
  const copy = { ...(target as Record<string, unknown> | undefined) };
  const child = Object.hasOwn(copy, step) ? copy[step] : undefined;
  const next = setAt(child, rest, value);
  if (next === undefined) delete copy[step];
  else setOwn(copy, String(step), next);
  return copy;
}

/** Sets an own property, `__proto__` included, without ever reaching a prototype. */
export function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
