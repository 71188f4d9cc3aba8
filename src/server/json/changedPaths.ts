import { isEqual, isPlainObject, own } from '../../core/index.js';
import { toPointer } from './scanJson.js';

/** Lists the JSON Pointers of what differs. Objects are entered; a list counts as one value. */
export function changedPaths(before: unknown, after: unknown): string[] {
  const paths: string[] = [];
  collect(before, after, [], paths);
  return paths;
}

function collect(before: unknown, after: unknown, steps: readonly string[], paths: string[]): void {
  if (before === after) return;
  if (!isPlainObject(before) || !isPlainObject(after)) {
    if (!isEqual(before, after)) paths.push(toPointer(steps));
    return;
  }
  for (const key of Object.keys(before)) {
    const is = own(after, key);
    if (before[key] !== is) collect(before[key], is, [...steps, key], paths);
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) collect(undefined, after[key], [...steps, key], paths);
  }
}
