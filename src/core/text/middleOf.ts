import type { Box } from './diffPieces.js';

/** A bound on the steps along equal pieces, for texts that repeat themselves. */
const mostSteps = 4_000_000;

/**
 * Splits a box, whose first and whose last pieces differ, in the middle of a shortest edit path: searched from both ends at once
 * (Myers 1986, section 4b). Returns undefined where the path is longer than `mostEdits`.
 */
export function middleOf(
  { base, side }: { readonly base: Int32Array; readonly side: Int32Array },
  [baseStart, baseEnd, start, end]: Box,
  mostEdits: number,
): readonly [Box, Box] | undefined {
  const [width, height] = [baseEnd - baseStart, end - start];
  const delta = width - height;
  const isOdd = delta % 2 !== 0;
  const most = Math.min((mostEdits + 1) >> 1, (width + height + 1) >> 1);
  const zero = most + 1;
  const forward = new Int32Array(2 * zero + 1).fill(unreached);
  const backward = new Int32Array(2 * zero + 1).fill(unreached);
  forward[zero + 1] = backward[zero + 1] = 0;
  let steps = 0;
  for (let edits = 0; edits <= most && steps < mostSteps; edits++) {
    const first = 2 * Math.max(0, edits - height) - edits;
    const last = edits - 2 * Math.max(0, edits - width);
    for (let diagonal = first; diagonal <= last; diagonal += 2) {
      const from = furthest(forward, zero + diagonal, width, height + diagonal);
      let x = from;
      while (
        x >= 0 &&
        x < width &&
        x - diagonal < height &&
        base[baseStart + x] === side[start + x - diagonal]
      )
        x++;
      steps += x - from + 1;
      forward[zero + diagonal] = x;
      const opposite = delta - diagonal;
      if (isOdd && Math.abs(opposite) < edits && x + (backward[zero + opposite] ?? 0) >= width) {
        return [
          [baseStart, baseStart + from, start, start + from - diagonal],
          [baseStart + x, baseEnd, start + x - diagonal, end],
        ];
      }
    }
    for (let diagonal = first; diagonal <= last; diagonal += 2) {
      const from = furthest(backward, zero + diagonal, width, height + diagonal);
      let x = from;
      while (
        x >= 0 &&
        x < width &&
        x - diagonal < height &&
        base[baseEnd - 1 - x] === side[end - 1 - x + diagonal]
      )
        x++;
      steps += x - from + 1;
      backward[zero + diagonal] = x;
      const opposite = delta - diagonal;
      if (!isOdd && Math.abs(opposite) <= edits && x + (forward[zero + opposite] ?? 0) >= width) {
        return [
          [baseStart, baseEnd - x, start, end - x + diagonal],
          [baseEnd - from, baseEnd, end - from + diagonal, end],
        ];
      }
    }
  }
  return undefined;
}

const unreached = -2;

/** How far a path comes on a diagonal by one more edit from one of its neighbours; `unreached` where that leaves the box. */
function furthest(reached: Int32Array, at: number, width: number, lowest: number): number {
  const [right, down] = [(reached[at - 1] ?? unreached) + 1, reached[at + 1] ?? unreached];
  const x = Math.max(right <= width ? right : unreached, down <= lowest ? down : unreached);
  return x < 0 ? unreached : x;
}
