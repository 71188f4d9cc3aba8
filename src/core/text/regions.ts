import type { ThreeSides } from '../eachSide.js';

/** From one place up to another. */
export type Stretch = readonly [start: number, end: number];

/** A stretch of the base and what became of it on each side. */
export interface Region extends ThreeSides<Stretch> {
  readonly kind: 'stable' | 'mine' | 'theirs' | 'both' | 'conflict';
}

/** A stretch of the base that one side edited. */
export interface SideEdit {
  readonly start: number;
  readonly end: number;
  /** How many pieces more the side has than the base, from its beginning to this edit's end. */
  readonly shift: number;
}

/** The edits of one side. */
export interface SideEdits {
  readonly edits: readonly SideEdit[];
  /** Where a place of the base, outside the edits, is on the side: the edit before it tells the shift. */
  readonly placeOf: (place: number, shift: number) => number;
}

export interface RegionOptions {
  /** Of the base. */
  readonly length: number;
  readonly isSame: (mine: Stretch, theirs: Stretch) => boolean;
  /** Tells whether two edits are too close to each other to be merged by themselves; `before` ends where the gap begins. */
  readonly isNear?: ((before: SideEdit, after: SideEdit) => boolean) | undefined;
}

/**
 * Lays the edits of both sides over the base, the way of diff3 (Khanna, Kunal and Pierce, A Formal Investigation of Diff3, 2007):
 * edits that overlap, touch or are near each other make one region.
 */
export function regionsOf(
  sides: Readonly<Record<Side, SideEdits>>,
  { length, isSame, isNear }: RegionOptions,
): Region[] {
  const edits = (['mine', 'theirs'] as const).flatMap((side) =>
    sides[side].edits.map((edit) => ({ ...edit, side })),
  );
  // At one place what removes more comes first, whoever made it.
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  const regions: Region[] = [];
  let start = 0;
  const at = { mine: 0, theirs: 0 };
  const shift = { ...at };
  const addUpTo = (end: number, who: Iterable<Side>) => {
    const stretchOf = (side: Side): Stretch => [at[side], (at[side] = sides[side].placeOf(end, shift[side]))];
    const [mine, theirs] = [stretchOf('mine'), stretchOf('theirs')];
    const [one = 'stable', other] = who;
    const kind = other ? (isSame(mine, theirs) ? 'both' : 'conflict') : one;
    regions.push({ kind, base: [start, end], mine, theirs });
    start = end;
  };
  for (let index = 0, edit = edits[index]; edit;) {
    if (start < edit.start) addUpTo(edit.start, []);
    const who = new Set<Side>();
    let last = edit;
    do {
      who.add(edit.side);
      shift[edit.side] = edit.shift;
      if (edit.end > last.end) last = edit;
      edit = edits[++index];
    } while (edit && (edit.start <= last.end || isNear?.(last, edit)));
    addUpTo(last.end, who);
  }
  if (start < length) addUpTo(length, []);
  return regions;
}

type Side = 'mine' | 'theirs';
