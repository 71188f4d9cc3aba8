import { middleOf } from './middleOf.js';

/** Base pieces from `baseStart` up to `baseEnd` became the side's pieces from `start` up to `end`. */
export interface Edit {
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of base and side that is still to be compared: base start, base end, side start, side end. */
export type Box = readonly [number, number, number, number];

/**
 * Finds the edits that make `side` of `base`: pieces that occur once in both are anchors (patience diff, by Bram Cohen); what is between
 * them is compared by Myers' linear-space algorithm (An O(ND) Difference Algorithm and Its Variations, 1986). A stretch that needs more
 * than `mostEdits` is one edit: the cap makes the outcome coarser, never wrong.
 *
 * Takes its turns in steps of bounded work, so that a caller can pause between them.
 */
export function* diffPieces(
  { base, side }: { readonly base: Int32Array; readonly side: Int32Array },
  mostEdits: number,
): Generator<undefined, Edit[]> {
  const edits: Edit[] = [];
  const anchorsOf = createAnchorFinder(base, side);
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
    if (baseStart === baseEnd && start === end) continue;
    const rest: Box = [baseStart, baseEnd, start, end];
    const parts =
      baseStart === baseEnd || start === end
        ? undefined
        : (anchorsOf(rest) ?? middleOf({ base, side }, rest, mostEdits));
    if (parts) for (let index = parts.length - 1; index >= 0; index--) boxes.push(parts[index] ?? rest);
    else addEdit(edits, { baseStart, baseEnd, start, end });
    yield;
  }
  return slideDown(edits, { base, side });
}

function addEdit(edits: Edit[], edit: Edit): void {
  const last = edits.at(-1);
  if (last?.baseEnd !== edit.baseStart || last.end !== edit.start) edits.push(edit);
  else edits[edits.length - 1] = { ...edit, baseStart: last.baseStart, start: last.start };
}

/** Splits a box at the pieces that occur once in its base and once in its side, as far as they come in the same order. */
function createAnchorFinder(base: Int32Array, side: Int32Array): (box: Box) => readonly Box[] | undefined {
  const kinds = Math.max(...[base, side].map((ids) => ids.reduce((most, id) => Math.max(most, id), 0))) + 1;
  const [baseCounts, counts, places] = [new Int32Array(kinds), new Int32Array(kinds), new Int32Array(kinds)];
  const count = (counter: Int32Array, id = 0) => {
    counter[id] = (counter[id] ?? 0) + 1;
  };
  return ([baseStart, baseEnd, start, end]) => {
    for (let at = baseStart; at < baseEnd; at++) count(baseCounts, base[at]);
    for (let at = start; at < end; at++) {
      count(counts, side[at]);
      places[side[at] ?? 0] = at;
    }
    const [inBase, inSide]: [number[], number[]] = [[], []];
    for (let at = baseStart; at < baseEnd; at++) {
      const id = base[at] ?? 0;
      if (baseCounts[id] !== 1 || counts[id] !== 1) continue;
      inBase.push(at);
      inSide.push(places[id] ?? 0);
    }
    for (let at = baseStart; at < baseEnd; at++) baseCounts[base[at] ?? 0] = 0;
    for (let at = start; at < end; at++) counts[side[at] ?? 0] = 0;
    if (inBase.length === 0) return undefined;
    const boxes: Box[] = [];
    let [fromBase, from] = [baseStart, start];
    for (const index of longestRise(inSide)) {
      const [toBase, to] = [inBase[index] ?? 0, inSide[index] ?? 0];
      if (toBase > fromBase || to > from) boxes.push([fromBase, toBase, from, to]);
      [fromBase, from] = [toBase + 1, to + 1];
    }
    boxes.push([fromBase, baseEnd, from, end]);
    return boxes;
  };
}

/** Indices of a longest rising subsequence, by patience sorting. */
function longestRise(values: readonly number[]): Int32Array {
  const tops: number[] = [];
  const before = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tops[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = tops[low - 1] ?? -1;
    tops[low] = index;
  }
  const rise = new Int32Array(tops.length);
  for (let place = tops.length - 1, index = tops.at(-1) ?? -1; index >= 0; place--) {
    rise[place] = index;
    index = before[index] ?? -1;
  }
  return rise;
}

/** Moves every insertion and deletion that could as well stand further down as far down as it goes: both sides place it alike then. */
function slideDown(
  edits: readonly Edit[],
  { base, side }: { readonly base: Int32Array; readonly side: Int32Array },
): Edit[] {
  const slid: Edit[] = [];
  let next: Edit | undefined;
  for (let index = edits.length - 1; index >= 0; index--) {
    let { baseStart, baseEnd, start, end } = edits[index] as Edit;
    const limit = next?.baseStart ?? base.length;
    const isInsertion = baseStart === baseEnd;
    if (isInsertion || start === end) {
      const [ids, first, last] = isInsertion ? [side, start, end] : [base, baseStart, baseEnd];
      let by = 0;
      while (baseEnd + by < limit && ids[first + by] === ids[last + by]) by++;
      baseStart += by;
      baseEnd += by;
      start += by;
      end += by;
    }
    if (next && next.baseStart === baseEnd) {
      next = { baseStart, baseEnd: next.baseEnd, start, end: next.end };
      slid[slid.length - 1] = next;
    } else slid.push((next = { baseStart, baseEnd, start, end }));
  }
  return slid.reverse();
}
