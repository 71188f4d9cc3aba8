import { isEqual, isPlainObject, own } from '../../core/index.js';
import { toPointer } from './scanJson.js';

/** Lists the JSON Pointers of what differs. Objects are entered; a list counts as one value. */
export function changedPaths(before: unknown, after: unknown, steps: readonly string[] = []): string[] {
  if (!isPlainObject(before) || !isPlainObject(after))
    return isEqual(before, after) ? [] : [toPointer(steps)];
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  return [...Object.keys(before), ...added].flatMap((key) => {
    const [was, is] = [own(before, key), own(after, key)];
    const isSame = was === is || (!isPlainObject(was) && isEqual(was, is));
    return isSame ? [] : changedPaths(was, is, [...steps, key]);
  });
}
