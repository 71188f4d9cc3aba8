/** The numbers of the pieces of the base and of one side. */
export interface TwoSides {
  readonly base: Int32Array;
  readonly side: Int32Array;
}

/** A stretch of base and side that is still to be compared: base start, base end, side start, side end. */
export type Box = readonly [number, number, number, number];
