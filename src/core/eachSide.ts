/** The same thing on each side. */
export interface ThreeSides<V> {
  readonly base: V;
  readonly mine: V;
  readonly theirs: V;
}

/** Reads the same thing from each side. */
export function eachSide<A, B>({ base, mine, theirs }: ThreeSides<A>, read: (side: A) => B): ThreeSides<B> {
  return { base: read(base), mine: read(mine), theirs: read(theirs) };
}
