import type { ConflictKind, FieldChange } from '../conflicts.js';
import { isEqual, isPlainObject } from '../isEqual.js';
import { setOwn, type Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { checkDepth } from '../UnmergeableError.js';

/** Merges a value as one piece. */
export function mergeAtomic(
  sides: Sides,
  path: Path,
  isSame: (a: unknown, b: unknown) => boolean = isEqual,
): PathMerge {
  const { isBaseKnown, base, mine, theirs } = sides;
  const isMineNew = !isBaseKnown || !isSame(base, mine);
  const isTheirsNew = !isBaseKnown || !isSame(base, theirs);
  if (!isMineNew && !isTheirsNew) return { merged: theirs, conflicts: [], changes: [] };
  if (isSame(mine, theirs)) {
    const changes: FieldChange[] = isBaseKnown ? [changeTo(theirs, { path, kind: 'both', sides })] : [];
    return { merged: theirs, conflicts: [], changes };
  }
  if (isMineNew && isTheirsNew) {
    return { merged: theirs, conflicts: [{ path, kind: kindOf(sides), ...present(sides) }], changes: [] };
  }
  const merged = isMineNew ? copy(mine) : theirs;
  const change = changeTo(merged, { path, kind: isMineNew ? 'mine' : 'theirs', sides });
  return { merged, conflicts: [], changes: [change] };
}

/** Reports a change; sides that are missing are left out. */
export function changeTo(
  merged: unknown,
  change: { readonly path: Path; readonly kind: FieldChange['kind']; readonly sides: Sides },
): FieldChange {
  const { path, kind, sides } = change;
  return { path, kind, ...present(sides), ...(merged === undefined ? {} : { merged }) };
}

/** The sides that have the path. */
export function present({ base, mine, theirs }: Partial<Sides>): {
  base?: unknown;
  mine?: unknown;
  theirs?: unknown;
} {
  return {
    ...(base === undefined ? {} : { base }),
    ...(mine === undefined ? {} : { mine }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}

/** What is mine is often a form's own, which it goes on writing to: the result keeps a copy. Opaque values stay themselves. */
function copy(value: unknown, depth = 0): unknown {
  checkDepth(depth, value);
  if (Array.isArray(value)) return Array.from(value, (item) => copy(item, depth + 1));
  if (value instanceof Set) return new Set(value);
  if (!isPlainObject(value)) return value;
  const result = {};
  for (const key of Object.keys(value)) {
    const child = copy(value[key], depth + 1);
    if (child !== undefined) setOwn(result, key, child);
  }
  return result;
}

/** Names a conflict by what mine did, then what theirs did. */
export function kindOf({ isBaseKnown, base, mine, theirs }: Sides): ConflictKind {
  if (!isBaseKnown) return 'add/add';
  if (mine === undefined) return 'delete/update';
  if (theirs === undefined) return 'update/delete';
  if (base === undefined) return 'add/add';
  if (jsonType(mine) !== jsonType(theirs)) return 'type';
  return isOpaque(mine) || isOpaque(theirs) ? 'atomic' : 'update/update';
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isOpaque(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isPlainObject(value) &&
    !(value instanceof Date)
  );
}
