import { mergeAtomic } from '../merge/mergeAtomic.js';
import type { Group } from './rule.js';

/**
 * Merges fields that only make sense together as one: a city of one side never meets the other's country. It stands under a
 * name that is no field; that name ends the path of its conflict, whose sides are records of these fields alone.
 *
 * @example
 * const rules: Rules<Shop> = { place: group(['country', 'city']) }
 */
export function group<const F extends string>(fields: readonly F[]): Group<F> {
  return {
    kind: 'group',
    fields,
    merge(sides, path) {
      const { merged, conflicts, changes } = mergeAtomic(sides, path);
      const kind = sides.isBaseKnown ? 'group' : 'add/add';
      return {
        merged,
        conflicts: conflicts.map((conflict) => ({ ...conflict, kind, of: 'group' })),
        changes: changes.map((change) => ({ ...change, of: 'group' })),
      };
    },
  };
}
