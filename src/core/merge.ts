import type { ConflictKind, FieldChange, FieldConflict, MergeResult } from './conflicts.js';
import { isEqual, isPlainObject, own } from './isEqual.js';
import { setOwn, type Path } from './path.js';
import type { PathMerge, Rule, Rules, Sides } from './rule.js';

/**
 * Merges two edits of one value, given what both started from.
 *
 * Goes by state: a field that was changed and changed back is not an edit. Objects merge key by key, every other value as one
 * piece unless its rule says otherwise. A delete against an edit is always a conflict.
 *
 * @param edit `base: null` means that nobody knows what both started from: every difference is a conflict then.
 * @returns `merged` holds theirs at conflicts; the inputs are neither changed nor frozen.
 * @example
 * merge({ base: { a: 1, b: 1 }, mine: { a: 2, b: 1 }, theirs: { a: 1, b: 2 } }).merged // { a: 2, b: 2 }
 */
export function merge<T>(
  edit: { readonly base: T | null; readonly mine: T; readonly theirs: T },
  rules: Rules<T> = {},
): MergeResult<T> {
  const { base, mine, theirs } = edit;
  const sides = { isBaseKnown: base !== null, base: base ?? undefined, mine, theirs };
  const result = canEnter(sides) ? mergeObject({ sides, path: [], rules }) : mergeAtomic(sides, []);
  // Rules keep the type of the field they merge; at the root that type is T.
  return result as MergeResult<T>;
}

/** Merges key by key. Keys come in the base's order, then those theirs added, then those mine added. */
export function mergeObject(object: {
  readonly sides: Sides;
  readonly path: Path;
  readonly rules: Readonly<Record<string, Rule | undefined>>;
}): PathMerge {
  const { sides, path, rules } = object;
  if (!canEnter(sides)) return mergeAtomic(sides, path);
  const [base, mine, theirs] = [sides.base ?? {}, sides.mine, sides.theirs].map((side) =>
    isPlainObject(side) ? side : {},
  );
  const merged: Record<string, unknown> = {};
  const conflicts: FieldConflict[] = [];
  const changes: FieldChange[] = [];
  for (const key of new Set([base, theirs, mine].flatMap((side) => Object.keys(side ?? {})))) {
    const part = mergeValue({
      sides: {
        isBaseKnown: sides.isBaseKnown,
        base: own(base ?? {}, key),
        mine: own(mine ?? {}, key),
        theirs: own(theirs ?? {}, key),
      },
      path: [...path, key],
      rule: Object.hasOwn(rules, key) ? rules[key] : undefined,
    });
    if (part.merged !== undefined) setOwn(merged, key, part.merged);
    conflicts.push(...part.conflicts);
    changes.push(...part.changes);
  }
  return { merged, conflicts, changes };
}

/** Merges a value as one piece. */
export function mergeAtomic(sides: Sides, path: Path): PathMerge {
  const { isBaseKnown, base, mine, theirs } = sides;
  const isMineNew = !isBaseKnown || !isEqual(base, mine);
  const isTheirsNew = !isBaseKnown || !isEqual(base, theirs);
  if (!isMineNew && !isTheirsNew) return { merged: theirs, conflicts: [], changes: [] };
  if (isEqual(mine, theirs)) {
    const changes: FieldChange[] = isBaseKnown
      ? [{ path, kind: 'both', ...present(sides), merged: theirs }]
      : [];
    return { merged: theirs, conflicts: [], changes };
  }
  if (isMineNew && isTheirsNew) {
    return { merged: theirs, conflicts: [{ path, kind: kindOf(sides), ...present(sides) }], changes: [] };
  }
  const merged = isMineNew ? mine : theirs;
  const change: FieldChange = { path, kind: isMineNew ? 'mine' : 'theirs', ...present(sides) };
  return { merged, conflicts: [], changes: [merged === undefined ? change : { ...change, merged }] };
}

function mergeValue(value: {
  readonly sides: Sides;
  readonly path: Path;
  readonly rule: Rule | undefined;
}): PathMerge {
  const { sides, path, rule } = value;
  if (rule) return rule.merge(sides, path);
  return canEnter(sides) ? mergeObject({ sides, path, rules: {} }) : mergeAtomic(sides, path);
}

/** Both sides are objects, and so was the base if there was one: then the question is one for each key. */
function canEnter({ base, mine, theirs }: Sides): boolean {
  return isPlainObject(mine) && isPlainObject(theirs) && (base === undefined || isPlainObject(base));
}

function present({ base, mine, theirs }: Sides): { base?: unknown; mine?: unknown; theirs?: unknown } {
  return {
    ...(base === undefined ? {} : { base }),
    ...(mine === undefined ? {} : { mine }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}

function kindOf({ isBaseKnown, base, mine, theirs }: Sides): ConflictKind {
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
