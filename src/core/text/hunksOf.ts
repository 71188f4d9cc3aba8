import type { Hunk } from '../conflicts.js';
import type { ThreeSides } from '../eachSide.js';
import { cutAlike, type CutOptions, type ThreePieces } from './pieces.js';
import { regionsOf, type RegionOptions } from './regions.js';

/** One way to look at a text: by lines, by sentences, by words. */
export interface Tier extends CutOptions {
  readonly regions: (pieces: ThreePieces) => RegionOptions;
}

/** Merges a text in one tier. Joined over all hunks, a side is that side's text. */
export function* hunksOf(sides: ThreeSides<string>, tier: Tier): Generator<undefined, Hunk[]> {
  const pieces = yield* cutAlike(sides, tier);
  const regions = yield* regionsOf(pieces, tier.regions(pieces));
  return regions.map(({ kind, start, end }) => {
    const textOf = (side: keyof typeof sides) => pieces[side].pieces.slice(start[side], end[side]).join('');
    return { kind, base: textOf('base'), mine: textOf('mine'), theirs: textOf('theirs') };
  });
}
