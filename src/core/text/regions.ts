import type { ThreeSides } from '../eachSide.js';
import { diffPieces, type Edit } from './diffPieces.js';

/** Start and end, in pieces. */
export type Span = readonly [start: number, end: number];

/** A stretch of the base and what became of it on each side. */
export interface Region extends ThreeSides<Span> {
  readonly kind: 'stable' | 'mine' | 'theirs' | 'both' | 'conflict';
}

export interface RegionOptions {
  /** Beyond so many edits a stretch is taken as rewritten. */
  readonly mostEdits: number;
  /** Makes the edits of one side coarser. */
  readonly coarsen?: (edits: readonly Edit[]) => readonly Edit[];
  /** Tells whether two edits are too close to each other to be merged by themselves; `before` ends where the gap begins. */
  readonly isNear?: (before: Edit, after: Edit) => boolean;
}

/**
 * Finds the edits of both sides and lays them over the base, the way of diff3 (Khanna, Kunal and Pierce, A Formal Investigation of Diff3,
 * 2007): edits that overlap, touch or are near each other make one region.
 *
 * @param pieces the numbers of each side's pieces: equal ones have equal numbers, from 0 up without gaps.
 */
export function* regionsOf(
  pieces: ThreeSides<{ readonly ids: Int32Array }>,
  { mostEdits, coarsen = (edits) => edits, isNear = () => false }: RegionOptions,
): Generator<undefined, Region[]> {
  const { base } = pieces;
  const edits = [];
  for (const side of ['mine', 'theirs'] as const) {
    const found = yield* diffPieces({ base: base.ids, side: pieces[side].ids }, mostEdits);
    for (const edit of coarsen(found)) edits.push({ ...edit, side });
  }
  edits.sort((a, b) => a.baseStart - b.baseStart);
  const regions: Region[] = [];
  /** Where we are on each side. */
  let at = { base: 0, mine: 0, theirs: 0 };
  const addUpTo = (baseEnd: number, { mine, theirs }: Readonly<Partial<Record<'mine' | 'theirs', Edit>>>) => {
    const endOf = (start: number, edit = { end: start, baseEnd: at.base }) =>
      edit.end + baseEnd - edit.baseEnd;
    const end = { base: baseEnd, mine: endOf(at.mine, mine), theirs: endOf(at.theirs, theirs) };
    const idsOf = (side: 'mine' | 'theirs') => pieces[side].ids.subarray(at[side], end[side]).join();
    const onBoth = () => (idsOf('mine') === idsOf('theirs') ? 'both' : 'conflict');
    regions.push({
      kind: mine && theirs ? onBoth() : mine ? 'mine' : theirs ? 'theirs' : 'stable',
      base: [at.base, end.base],
      mine: [at.mine, end.mine],
      theirs: [at.theirs, end.theirs],
    });
    at = end;
  };
  for (let index = 0, edit = edits[index]; edit;) {
    if (at.base < edit.baseStart) addUpTo(edit.baseStart, {});
    const taken: Partial<Record<'mine' | 'theirs', Edit>> = {};
    let last = edit;
    do {
      taken[edit.side] = edit;
      if (edit.baseEnd > last.baseEnd) last = edit;
      edit = edits[++index];
    } while (edit && (edit.baseStart <= last.baseEnd || isNear(last, edit)));
    addUpTo(last.baseEnd, taken);
  }
  if (at.base < base.ids.length) addUpTo(base.ids.length, {});
  return regions;
}
