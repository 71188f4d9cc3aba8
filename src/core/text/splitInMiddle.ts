import type { Box, TwoSides } from './box.js';

/** A bound on the steps along equal pieces, for texts that repeat themselves. */
const mostSteps = 1_000_000;

/**
 * Splits a box, whose first and whose last pieces differ, in the middle of a shortest edit path: searched from both ends at once
 * (Myers 1986, section 4b). Returns undefined where the path is longer than `mostEdits`.
 */
export function splitInMiddle(
  { base, side }: TwoSides,
  [baseStart, baseEnd, start, end]: Box,
  mostEdits: number,
): readonly Box[] | undefined {
  const [width, height] = [baseEnd - baseStart, end - start];
  const delta = width - height;
  const most = Math.min(mostEdits + 1, width + height + 1) >> 1;
  const zero = most + 1;
  const [forward, backward] = [new Int32Array(2 * zero + 1), new Int32Array(2 * zero + 1)];
  let steps = 0;
  for (let edits = 0; edits <= most && steps < mostSteps; edits++) {
    for (const isForward of [true, false]) {
      const [reach, other] = isForward ? [forward, backward] : [backward, forward];
      // Paths from both ends can meet in a search of the parity of their length only.
      const mayMeet = isForward === (delta % 2 !== 0);
      const last = edits - 2 * Math.max(0, edits - width);
      for (let diagonal = 2 * Math.max(0, edits - height) - edits; diagonal <= last; diagonal += 2) {
        const [across, down] = [(reach[zero + diagonal - 1] ?? 0) + 1, reach[zero + diagonal + 1] ?? 0];
        const from = diagonal === -edits || (diagonal !== edits && across <= down) ? down : across;
        let x = from;
        while (
          x < width &&
          x - diagonal < height &&
          (isForward
            ? base[baseStart + x] === side[start + x - diagonal]
            : base[baseEnd - 1 - x] === side[end - 1 - x + diagonal])
        )
          x++;
        steps += x - from + 1;
        reach[zero + diagonal] = x;
        const opposite = delta - diagonal;
        const isSearched = Math.abs(opposite) <= (isForward ? edits - 1 : edits);
        if (!mayMeet || !isSearched || x + (other[zero + opposite] ?? 0) < width) continue;
        const [first, next] = isForward ? [from, x] : [width - x, width - from];
        const shift = isForward ? diagonal : opposite;
        return [
          [baseStart, baseStart + first, start, start + first - shift],
          [baseStart + next, baseEnd, start + next - shift, end],
        ];
      }
    }
  }
  return undefined;
}
