import type { ThreeSides } from '../eachSide.js';
import { isEqual } from '../isEqual.js';
import type { Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { kindOf } from './kindOf.js';

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
