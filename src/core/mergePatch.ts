import { isEqual, isPlainObject, own } from './isEqual.js';
import { setOwn } from './path.js';

/** Applies a merge patch (RFC 7396): `null` removes, objects are entered, everything else replaces. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlainObject(patch)) return patch;
  const result: Record<string, unknown> = isPlainObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch)) {
    if (patch[key] === null) delete result[key];
    else setOwn(result, key, applyMergePatch(own(result, key), patch[key]));
  }
  return result;
}

/**
 * Returns the merge patch that turns `base` into `mine`, or undefined where no merge patch can: it has no way to
 * say "set this to null", so a new `null` needs the whole record by PUT.
 */
export function createMergePatch(change: {
  readonly base: Readonly<Record<string, unknown>>;
  readonly mine: Readonly<Record<string, unknown>>;
}): Record<string, unknown> | undefined {
  const { base, mine } = change;
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    const before = own(base, key);
    const after = own(mine, key);
    if (isEqual(before, after)) continue;
    if (after === null) return undefined;
    if (after === undefined) setOwn(patch, key, null);
    else if (isPlainObject(after)) {
      const inner = createMergePatch({ base: isPlainObject(before) ? before : {}, mine: after });
      if (inner === undefined) return undefined;
      setOwn(patch, key, inner);
    } else setOwn(patch, key, after);
  }
  return patch;
}
