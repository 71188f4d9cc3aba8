import type { Box, TwoSides } from './box.js';
import { mostOf } from './mostOf.js';
import { splitInMiddle } from './splitInMiddle.js';

export interface DiffOptions {
  /** A stretch that needs more edits is one edit: the outcome is coarser then, never wrong. */
  readonly mostEdits: number;
  /** Tells pieces that say too little for a stretch to be the same text because of them: spaces, commas. */
  readonly isSign?: (id: number) => boolean | undefined;
}

/**
 * Finds the edits that make `side` of `base`: pieces that occur once in both are anchors (patience diff, by Bram Cohen); what is between
 * them is compared by Myers' linear-space algorithm (An O(ND) Difference Algorithm and Its Variations, 1986).
 *
 * Takes its turns in steps of bounded work, so that a caller can pause between them.
 */
export function* diffPieces(sides: TwoSides, options: DiffOptions): Generator<undefined, Box[]> {
  const { base, side } = sides;
  const edits: Box[] = [];
  const boxes: Box[] = [[0, base.length, 0, side.length]];
  for (let box = boxes.pop(); box; box = boxes.pop()) {
    let [baseStart, baseEnd, start, end] = box;
    while (baseStart < baseEnd && start < end && base[baseStart] === side[start]) {
      baseStart++;
      start++;
    }
    while (baseStart < baseEnd && start < end && base[baseEnd - 1] === side[end - 1]) {
      baseEnd--;
      end--;
    }
    const rest: Box = [baseStart, baseEnd, start, end];
    const parts = baseStart < baseEnd && start < end && partsOf(sides, rest, options);
    // One by one: a call can't take as many arguments as a text can have lines.
    if (parts) for (const part of parts) boxes.push(part);
    else if (baseStart < baseEnd || start < end) addEdit(edits, sides, rest);
    yield;
  }
  return edits.reverse();
}

/**
 * Adds an edit before those that are there. What could as well stand further down goes down as far as it can: both sides place it
 * alike then.
 */
function addEdit(edits: Box[], { base, side }: TwoSides, [baseStart, baseEnd, start, end]: Box): void {
  const next = edits.at(-1);
  const limit = next?.[0] ?? base.length;
  while (
    baseEnd < limit &&
    (start === end ? base[baseStart] === base[baseEnd] : baseStart === baseEnd && side[start] === side[end])
  ) {
    baseStart++;
    baseEnd++;
    start++;
    end++;
  }
  if (next?.[0] === baseEnd) edits[edits.length - 1] = [baseStart, next[1], start, next[3]];
  else edits.push([baseStart, baseEnd, start, end]);
}

/** Splits a box whose first and whose last pieces differ; undefined where all of it is one edit. */
function partsOf(sides: TwoSides, box: Box, { mostEdits, isSign }: DiffOptions): readonly Box[] | undefined {
  let [baseStart, baseEnd, start, end] = box;
  const places = placesOf(sides.side, start, end);
  const anchors: Anchor[] = [];
  let isAlike = false;
  for (const [id, inBase] of placesOf(sides.base, baseStart, baseEnd)) {
    const inSide = places.get(id);
    if (inSide === undefined) continue;
    isAlike ||= !isSign?.(id);
    if (inBase >= 0 && inSide >= 0) anchors.push([inBase, inSide]);
  }
  if (!isAlike) return undefined;
  if (anchors.length === 0) return splitInMiddle(sides, box, mostEdits);
  const boxes: Box[] = [];
  for (const [inBase, inSide] of longestRise(anchors)) {
    boxes.push([baseStart, inBase, start, inSide]);
    [baseStart, start] = [inBase + 1, inSide + 1];
  }
  return [...boxes, [baseStart, baseEnd, start, end]];
}

/** Where each piece stands in a stretch; -1 where it stands more than once. In order. */
function placesOf(ids: readonly number[], start: number, end: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = start; at < end; at++) {
    const id = ids[at] ?? 0;
    places.set(id, places.has(id) ? -1 : at);
  }
  return places;
}

type Anchor = readonly [inBase: number, inSide: number];

interface Card {
  readonly anchor: Anchor;
  readonly before: Card | undefined;
}

/** Finds the longest subsequence that rises on both sides, by patience sorting. */
function longestRise(anchors: readonly Anchor[]): Anchor[] {
  const tops: Card[] = [];
  for (const anchor of anchors) {
    const below = mostOf(tops.length, (count) => (tops[count - 1]?.anchor[1] ?? 0) < anchor[1]);
    tops[below] = { anchor, before: tops[below - 1] };
  }
  const rise: Anchor[] = [];
  for (let card = tops.at(-1); card; card = card.before) rise.push(card.anchor);
  return rise.reverse();
}
