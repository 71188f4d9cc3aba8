import { isEqual, isPlainObject, own } from '../../core/index.js';
import { toPointer } from './scanJson.js';

/** Lists the JSON Pointers of what differs. Objects are entered; a list counts as one value. */
export function changedPaths(before: unknown, after: unknown, steps: readonly string[] = []): string[] {
  if (!isPlainObject(before) || !isPlainObject(after))
    return isEqual(before, after) ? [] : [toPointer(steps)];
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  const changed = [...Object.keys(before), ...added].filter(
    (key) => !isEqual(own(before, key), own(after, key)),
  );
  return changed.flatMap((key) => changedPaths(own(before, key), own(after, key), [...steps, key]));
}
