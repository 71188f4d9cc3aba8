/** Numbers that were given out and not seen: of a transaction that is still open, or was taken back. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** When it was noticed, in milliseconds. */
  readonly at: number;
}

/** Lists what is missing behind `after` and between numbers in order. */
export function gapsBetween(after: number, seqs: readonly number[], at: number): readonly Gap[] {
  return seqs.flatMap((seq, index) => {
    const before = seqs[index - 1] ?? after;
    return seq > before + 1 ? [{ from: before + 1, to: seq - 1, at }] : [];
  });
}

/** Takes numbers out that were seen after all. */
export function withoutSeen(gaps: readonly Gap[], seen: readonly number[]): readonly Gap[] {
  return seen.reduce<readonly Gap[]>(
    (left, seq) =>
      left.flatMap((gap) => {
        if (seq < gap.from || seq > gap.to) return [gap];
        return [
          { ...gap, to: seq - 1 },
          { ...gap, from: seq + 1 },
        ].filter(({ from, to }) => from <= to);
      }),
    gaps,
  );
}
