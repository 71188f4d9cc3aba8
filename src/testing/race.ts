/** Who came through when several tried at once. */
export interface Race<T> {
  readonly won: readonly T[];
  readonly lost: readonly unknown[];
}

/**
 * Does one thing many times at once: of 20 saves with one token exactly one may win.
 *
 * @example
 * const { won } = await race(20, (n) => articles.save({ base, mine: { ...base.value, title: `${n}` } }))
 */
export async function race<T>(count: number, act: (index: number) => Promise<T>): Promise<Race<T>> {
  const ends = await Promise.allSettled(Array.from({ length: count }, (_, index) => act(index)));
  return {
    won: ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])),
    lost: ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])),
  };
}
