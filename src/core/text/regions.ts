import type { ThreeSides } from '../eachSide.js';
import { diffPieces, type DiffOptions, type Edit } from './diffPieces.js';

/** A stretch of the base and what became of it on each side; starts and ends count pieces. */
export interface Region {
  readonly kind: 'stable' | 'mine' | 'theirs' | 'both' | 'conflict';
  readonly start: ThreeSides<number>;
  readonly end: ThreeSides<number>;
}

export interface RegionOptions extends DiffOptions {
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
  options: RegionOptions,
): Generator<undefined, Region[]> {
  const { base } = pieces;
  const edits = [];
  for (const side of ['mine', 'theirs'] as const) {
    const found = yield* diffPieces({ base: base.ids, side: pieces[side].ids }, options);
    for (const edit of options.coarsen?.(found) ?? found) edits.push({ ...edit, side });
  }
  // At one place what removes more comes first, whoever made it.
  edits.sort((a, b) => a.baseStart - b.baseStart || b.baseEnd - a.baseEnd);
  const regions: Region[] = [];
  /** Where we are on each side. */
  let start = { base: 0, mine: 0, theirs: 0 };
  const addUpTo = (base: number, taken: Partial<Record<'mine' | 'theirs', Edit>>) => {
    const endOf = (side: 'mine' | 'theirs') => {
      const { end, baseEnd } = taken[side] ?? { end: start[side], baseEnd: start.base };
      return end + base - baseEnd;
    };
    const end = { base, mine: endOf('mine'), theirs: endOf('theirs') };
    const idsOf = (side: 'mine' | 'theirs') => pieces[side].ids.subarray(start[side], end[side]).join();
    const onBoth = () => (idsOf('mine') === idsOf('theirs') ? 'both' : 'conflict');
    const other = taken.theirs ? 'theirs' : 'stable';
    regions.push({ kind: taken.mine ? (taken.theirs ? onBoth() : 'mine') : other, start, end });
    start = end;
  };
  for (let index = 0, edit = edits[index]; edit;) {
    if (start.base < edit.baseStart) addUpTo(edit.baseStart, {});
    const taken: Partial<Record<'mine' | 'theirs', Edit>> = {};
    let last = edit;
    do {
      taken[edit.side] = edit;
      if (edit.baseEnd > last.baseEnd) last = edit;
      edit = edits[++index];
    } while (edit && (edit.baseStart <= last.baseEnd || options.isNear?.(last, edit)));
    addUpTo(last.baseEnd, taken);
  }
  if (start.base < base.ids.length) addUpTo(base.ids.length, {});
  return regions;
}
