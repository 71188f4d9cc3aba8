import type { ConflictKind } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import { isEqual, isPlainObject } from '../isEqual.js';
import type { Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';

/**
 * Merges a value as one piece.
 *
 * @param readings what is compared in place of the sides.
 */
export function mergeAtomic(sides: Sides, path: Path, readings: ThreeSides<unknown> = sides): PathMerge {
  const { isBaseKnown, mine, theirs } = sides;
  const isMineNew = !isBaseKnown || !isEqual(readings.base, readings.mine);
  const isTheirsNew = !isBaseKnown || !isEqual(readings.base, readings.theirs);
  const areSame = isEqual(readings.mine, readings.theirs);
  const isConflict = isMineNew && isTheirsNew && !areSame;
  const isChange = !isConflict && isBaseKnown && (isMineNew || isTheirsNew);
  const kind = areSame ? 'both' : isTheirsNew ? 'theirs' : 'mine';
  const merged = kind === 'mine' ? mine : theirs;
  return {
    merged,
    conflicts: isConflict ? [{ path, kind: kindOf(sides), ...present(sides) }] : [],
    changes: isChange ? [{ path, kind, ...present({ ...sides, merged }) }] : [],
  };
}

/** The sides that have the path. */
export function present({
  base,
  mine,
  theirs,
  merged,
}: Partial<Record<SideName, unknown>>): Partial<Record<SideName, unknown>> {
  const sides = { base, mine, theirs, merged };
  return Object.fromEntries(Object.entries(sides).filter(([, value]) => value !== undefined));
}

type SideName = 'base' | 'mine' | 'theirs' | 'merged';

/** Names a conflict by what mine did, then what theirs did. */
function kindOf({ base, mine, theirs }: Sides): ConflictKind {
  if (base === undefined) return 'add/add';
  if (mine === undefined) return 'delete/update';
  if (theirs === undefined) return 'update/delete';
  const shape = shapeOf(mine);
  if (shape !== shapeOf(theirs)) return 'type';
  return shape === 'opaque' ? 'atomic' : 'update/update';
}

function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || isPlainObject(value) || value instanceof Date) return typeof value;
  return value === null ? 'null' : Array.isArray(value) ? 'array' : 'opaque';
}
