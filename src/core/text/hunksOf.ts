import type { Hunk } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import { isEqual } from '../isEqual.js';
import { editsOf, type EditOptions } from './editsOf.js';
import { regionsOf, type RegionOptions } from './regions.js';

/** One way to look at a text: by lines, by sentences, by words. */
export interface Tier extends EditOptions, Pick<RegionOptions, 'isNear'> {}

/** Merges a text in one tier. Joined over all hunks, a side is that side's text. */
export function* hunksOf(sides: ThreeSides<string>, tier: Tier): Generator<undefined, Hunk[]> {
  const { base, mine, theirs } = sides;
  const edits = { mine: yield* editsOf(base, mine, tier), theirs: yield* editsOf(base, theirs, tier) };
  const keysOf = (text: string) => tier.cut(text).map(tier.keyOf);
  const regions = regionsOf(edits, {
    length: base.length,
    isNear: tier.isNear,
    isSame: (ours, others) => isEqual(keysOf(mine.slice(...ours)), keysOf(theirs.slice(...others))),
  });
  return regions.map((region) => ({
    kind: region.kind,
    base: base.slice(...region.base),
    mine: mine.slice(...region.mine),
    theirs: theirs.slice(...region.theirs),
  }));
}
