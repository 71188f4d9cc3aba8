import { eachSide } from '../eachSide.js';
import { isPlainObject, own } from '../isEqual.js';
import { mergeAtomic } from '../merge/mergeAtomic.js';
import { setOwn } from '../path.js';
import { chain, type CodecOptions } from './codec.js';
import type { Group } from './rule.js';

/**
 * Merges fields that only make sense together as one: a city of one side never meets the other's country. It stands under a
 * name that is no field; that name ends the path of its conflict, whose sides are records of these fields alone.
 *
 * @param options codecs read each of the fields; a rule of its own none of them has.
 * @example
 * const rules: Rules<Shop> = { place: group(['country', 'city']) }
 */
export function group<const F extends string>(
  fields: readonly [F, ...F[]],
  { codecs = [] }: CodecOptions = {},
): Group<F> {
  const read = chain(codecs);
  const pick = (side: unknown) => {
    if (!isPlainObject(side)) return undefined;
    const picked = {};
    for (const field of fields) {
      const value = own(side, field);
      if (value !== undefined) setOwn(picked, field, value);
    }
    return picked;
  };
  return {
    fields,
    merge(record, path) {
      const sides = { ...record, ...eachSide(record, pick) };
      const readings = eachSide(
        sides,
        (side) => isPlainObject(side) && fields.map((field) => read(own(side, field))),
      );
      const { merged, conflicts, changes } = mergeAtomic(sides, path, readings);
      const kind = sides.isBaseKnown ? 'group' : 'add/add';
      return {
        merged,
        conflicts: conflicts.map((conflict) => ({ ...conflict, kind, of: 'group' })),
        changes: changes.map((change) => ({ ...change, of: 'group' })),
      };
    },
  };
}
