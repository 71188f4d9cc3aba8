import type { ConflictKind } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import { isPlainObject } from '../isEqual.js';

/** Names a conflict by what mine did, then what theirs did. */
export function kindOf({ base, mine, theirs }: ThreeSides<unknown>): ConflictKind {
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
