/** The numbers of the pieces of the base and of one side. */
export interface TwoSides {
  readonly base: readonly number[];
  readonly side: readonly number[];
}

/** A stretch of the base and one of the side. */
export type Box = readonly [baseStart: number, baseEnd: number, start: number, end: number];
